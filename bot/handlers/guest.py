"""A question in a chat that the bot is no member of: one answer, given at once or never."""

from datetime import UTC, datetime
from functools import partial

from telegram import Update

from bot.answers import records, tallies
from bot.answers.records import AnswerId, Given
from bot.chats.quota import Verdict
from bot.context import Context
from bot.handlers.limits import count_question, too_many
from bot.handlers.places import place_of
from bot.handlers.questions import is_question, read_question, what_is_missing
from bot.handlers.talk import reply_to_talk
from bot.rendering.message import Message
from bot.rendering.results import guest_choice, notice_choice


async def guest(update: Update, context: Context) -> None:
    """Answer with one compact message, whose button opens the whole answer in private."""
    message, deps = update.guest_message, context.deps
    assert message is not None
    assert message.guest_query_id is not None
    place, asked = await place_of(update, context), read_question(message)
    verdict = await count_question(place, context)
    if verdict is Verdict.REFUSED:
        return
    if verdict is Verdict.FIRST_REFUSAL:
        await deps.messenger.answer_guest(message.guest_query_id, notice_choice(too_many(place, context)))
        return
    if not is_question(asked):
        usage = Message(place.phrases.html(what_is_missing(asked)))
        await deps.messenger.answer_guest(message.guest_query_id, notice_choice(usage))
        return
    answer = await context.answered(partial(deps.library.answer, asked.text), "guest")
    if answer.talk is not None:
        said = Message((await reply_to_talk(answer.talk, place, context)).html)
        await deps.messenger.answer_guest(message.guest_query_id, notice_choice(said))
        return
    given = Given(
        id=AnswerId(context.received.ticket),
        chat_id=place.chat_id,
        thread_id=None,
        question_message_id=None,
        message_id=0,  # Telegram names no message to a guest
        language=place.phrases.language,
        answer=answer,
        given_at=datetime.now(UTC),
    )
    choice = guest_choice(answer, given.id, place.phrases, username=deps.username)
    if await deps.messenger.answer_guest(message.guest_query_id, choice):
        context.record.add(lambda connection: records.remember(connection, given))
        context.record.add(lambda connection: tallies.note(connection, answer, at=given.given_at))
