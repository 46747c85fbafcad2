"""What cannot be answered: stickers, voice, commands and buttons that nobody knows."""

from telegram import Update

from bot import inbox
from bot.context import Context
from bot.handlers.limits import may_ask
from bot.handlers.places import place_of, respond
from bot.rendering.message import Message


async def unsupported(update: Update, context: Context) -> None:
    """Say in one line what can be asked; in groups, where others may be meant, say nothing."""
    place = await place_of(update, context)
    message = update.effective_message
    assert message is not None
    if not place.is_private or await _has_words_beside(context):
        return
    if await may_ask(place, context):
        key = "unknown-command" if message.text else "unsupported"
        await respond(place, Message(place.phrases.html(key)), context, quoting=True)


async def _has_words_beside(context: Context) -> bool:
    """Whether it belongs to an album of which another picture has words, which are the question."""
    queue, bundle = context.received.queue, context.received.bundle
    if bundle is None:
        return False
    return await context.deps.database.read_async(lambda c: inbox.has_words(c, queue, bundle))


async def unknown_button(update: Update, context: Context) -> None:
    """Say that the button does nothing any more."""
    query = update.callback_query
    assert query is not None
    language = context.deps.texts.choose(query.from_user.language_code, context.deps.settings.language)
    await context.deps.messenger.toast(query.id, context.deps.texts.get(language, "button-gone"))
