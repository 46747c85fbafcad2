"""Follow a question: told of new answers to it, or of the first one when there is none yet."""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection
from telegram import Update

from bot import subscriptions
from bot.answers import offers, records
from bot.answers.records import Given
from bot.context import Context
from bot.handlers.cards import draw_card, find_followed
from bot.handlers.gap_notices import tell_of_gap
from bot.handlers.places import Place, place_of, respond
from bot.handlers.questions import question_of
from bot.handlers.rights import may_manage
from bot.handlers.subscribe import Done, done_text, keep
from bot.payloads import FollowQuestion, deep_link, read_press
from bot.rendering.message import Message
from bot.subscriptions import (
    Destination,
    Subscriber,
    Told,
    question_interest,
)

_OFFER_LASTS: Final = timedelta(days=1)
_TOASTS: Final = {
    "subscribed-question": "toast-question",
    "subscribed-standing": "toast-standing",
    "unfollowed": "unfollowed",
}


async def follow(update: Update, context: Context) -> None:
    """Follow the question of the answer below which the button was pressed; a second press takes that back.

    In a group only its admins subscribe the group; others are led to the private chat, to follow it there.
    """
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, FollowQuestion)
    given = await _find(press.answer_id, context)
    message = query.message
    asked = getattr(message, "reply_to_message", None)
    question = question_of(asked) if asked is not None else ""
    if given is None or message is None or given.message_id != message.message_id or not question:
        await deps.messenger.toast(query.id, place.phrases.text("follow-no-question"), alert=True)
    elif await may_manage(place.chat_id, update, context):
        done = await _toggle(question, given, place, context)
        is_done = done.is_made or done.key == "unfollowed"
        said = (
            place.phrases.text(_TOASTS[done.key]) if done.key in _TOASTS else done_text(done, place.phrases)
        )
        await deps.messenger.toast(query.id, said, alert=not is_done)
        if is_done:
            await draw_card(given, press.view, query, context)
            await tell_of_gap(done, place, context)
    else:
        until, person_id = datetime.now(UTC) + _OFFER_LASTS, query.from_user.id
        await deps.database.write_async(lambda c: offers.offer(c, given.id, person_id, question, until=until))
        await deps.messenger.toast(query.id, url=deep_link(deps.username, press))


async def _toggle(question: str, given: Given, place: Place, context: Context) -> Done:
    """Follow the question, or no longer."""
    known = await context.deps.database.read_async(lambda c: find_followed(c, given))
    if known is None:
        return await _subscribe(question, given, place, context, here=True)

    def remove(connection: Connection) -> str:
        subscriptions.remove(connection, known.id)
        return "unfollowed"

    return Done(await context.once(remove))


async def follow_in_private(place: Place, answer_id: str, context: Context) -> None:
    """Follow a question that was asked in a group, for whoever pressed its button there."""
    now = datetime.now(UTC)
    question = await context.deps.database.read_async(
        lambda c: offers.find(c, answer_id, place.person_id, now=now)
    )
    given = await _find(answer_id, context)
    if question is None or given is None:
        await respond(place, Message(place.phrases.html("follow-no-question")), context)
        return
    made = await _subscribe(question, given, place, context, here=False)
    await respond(place, Message(done_text(made, place.phrases)), context)
    await tell_of_gap(made, place, context)


async def _find(answer_id: str, context: Context) -> Given | None:
    return await context.deps.database.read_async(lambda c: records.find(c, answer_id))


async def _subscribe(question: str, given: Given, place: Place, context: Context, *, here: bool) -> Done:
    answered = given.answer.answered
    interest = question_interest(question, standing=not answered)
    subscriber = Subscriber(
        Destination.of(place.chat_id, place.thread_id),
        place.person_id,
        place.phrases.language,
        given.question_message_id if here else None,
    )
    told = None
    if answered:
        quote = given.answer.quotes[0]
        told = Told(quote.document_id, quote.highlight.of(quote.text))
    return await keep(interest, subscriber, context, told=told)
