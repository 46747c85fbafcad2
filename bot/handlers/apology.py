"""What people are told when a handler has failed for good."""

from telegram import Update

from bot.context import Context
from bot.handlers.places import place_of, respond
from bot.rendering.markup import Html
from bot.rendering.message import Message
from bot.rendering.results import notice_choice


async def apologise(update: Update, context: Context, reference: str) -> None:
    """Say that something went wrong, with a number by which the owner finds it in the log."""
    if update.effective_message is None:
        return
    place = await place_of(update, context)
    messenger, guest = context.deps.messenger, update.guest_message
    if guest is not None:  # a chat of others: only what answers the question may appear there
        if guest.guest_query_id is not None:
            failure = Message(place.phrases.html("failure", reference=reference))
            await messenger.answer_guest(guest.guest_query_id, notice_choice(failure))
    elif update.callback_query is not None:
        text = place.phrases.text("failure", reference=reference)
        await messenger.toast(update.callback_query.id, text, alert=True)
    else:
        marked = Html(f"<code>{Html.of(reference)}</code>")
        await respond(place, Message(place.phrases.html("failure", reference=marked)), context, quoting=True)
