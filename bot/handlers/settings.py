"""/settings: the language to answer in; in a group, all that its admins choose."""

import asyncio

from telegram import Update

from bot.chats import profiles
from bot.context import Context
from bot.handlers import group_settings
from bot.handlers.places import Place, place_of, respond
from bot.payloads import ChooseLanguage, read_press
from bot.rendering.choices import settings_message
from bot.rendering.message import Message


async def settings(update: Update, context: Context) -> None:
    """Show what can be set: of the person in a private chat, of the group elsewhere."""
    place, deps = await place_of(update, context), context.deps
    if not place.is_private:
        await group_settings.show(update, context)
        return
    chat = await deps.database.read_async(lambda connection: profiles.find(connection, place.chat_id))
    await respond(place, _menu(place, chat.language, context), context)


async def choose_language(update: Update, context: Context) -> None:
    """Answer in that language from now on."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press = read_press(query.data)
    assert isinstance(press, ChooseLanguage)
    before = await place_of(update, context)
    is_known = press.language is None or press.language in deps.texts.languages
    if not before.is_private or not is_known:
        await deps.messenger.toast(query.id, before.phrases.text("button-gone"))
        return
    await deps.database.write_async(
        lambda connection: profiles.choose_language(connection, before.chat_id, press.language)
    )
    place = await place_of(update, context)
    message = _menu(place, press.language, context)
    await asyncio.gather(
        deps.messenger.toast(query.id, place.phrases.text("settings-saved")),
        deps.messenger.edit(place.chat_id, place.message_id, message),
    )


def _menu(place: Place, chosen: str | None, context: Context) -> Message:
    texts = context.deps.texts
    return settings_message(texts, place.phrases, chat_id=place.chat_id, chosen=chosen)
