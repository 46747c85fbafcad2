"""What people are told while search is away: a question is kept, and answered when search is back."""

from datetime import UTC, datetime, timedelta
from typing import Final

from telegram import Update

from bot import inbox
from bot.context import Context
from bot.handlers.places import Place, phrases_for, place_of, respond
from bot.rendering.message import Message
from bot.rendering.results import notice_choice
from bot.sending.outcomes import PostponedError

KEPT: Final = timedelta(minutes=5)
"""So long after it was asked a question is still wanted an answer to."""

AGAIN_SECONDS: Final = 3.0
_TOLD: Final = "told that search is away"


async def tell_away(update: Update, context: Context) -> None:
    """Say that search is away.

    Raises PostponedError for a message that is to be handled again; whoever waits for a word at once is told
    to try again.
    """
    messenger, query, guest = context.deps.messenger, update.inline_query, update.guest_message
    if query is not None:
        phrases = await phrases_for(query.from_user, context)
        await messenger.offer(query.id, (), button=phrases.text("search-away-briefly"))
        return
    if update.effective_message is None:
        return
    place = await place_of(update, context)
    if guest is not None:
        if guest.guest_query_id is not None:
            notice = Message(place.phrases.html("search-away-briefly"))
            await messenger.answer_guest(guest.guest_query_id, notice_choice(notice))
    elif update.callback_query is not None:
        text = place.phrases.text("search-away-briefly")
        await messenger.toast(update.callback_query.id, text, alert=True)
    else:
        await _keep(place, context)


async def _keep(place: Place, context: Context) -> None:
    if datetime.now(UTC) - context.received.received_at > KEPT:
        await respond(place, Message(place.phrases.html("search-away-for-long")), context, quoting=True)
        return
    update_id = context.received.update_id
    if await context.deps.database.read_async(lambda c: inbox.find_result(c, update_id)) is None:
        await respond(place, Message(place.phrases.html("search-away")), context, quoting=True)
        await context.once(lambda _connection: _TOLD)
    raise PostponedError(AGAIN_SECONDS)
