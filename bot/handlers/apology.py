"""What people are told when a handler has failed for good."""

from telegram import Update

from bot.context import Context
from bot.handlers.places import place_of, respond
from bot.rendering.markup import Html
from bot.rendering.message import Message


async def apologise(update: Update, context: Context, reference: str) -> None:
    """Say that something went wrong, with a number by which the owner finds it in the log."""
    if update.effective_message is None:
        return
    place = await place_of(update, context)
    if update.callback_query is not None:
        text = place.phrases.text("failure", reference=reference)
        await context.deps.messenger.toast(update.callback_query.id, text, alert=True)
    else:
        marked = Html(f"<code>{Html.of(reference)}</code>")
        await respond(place, Message(place.phrases.html("failure", reference=marked)), context, quoting=True)
