"""A question gets an answer; an edited question edits it."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection
from telegram import Update

from bot import conversations, intents, tags, unanswered
from bot.chats import Askers, Length
from bot.context import Context
from bot.conversations import Given, new_answer_id, words_key
from bot.handlers.places import Place, Posted, may_ask, place_of, respond
from bot.handlers.questions import Address, Asked, read_question
from bot.handlers.rights import may_manage
from bot.messenger import DeliveryUnknownError
from bot.outcomes import Failed, PostponedError, RetryAfter, Sent, Unknown
from bot.rendering import Message, answer_message, repeat_message
from index import Answer, Filter

# An edit this late, of a message whose answer is not known, is hardly meant as a question.
_LATEST_EDIT: Final = timedelta(hours=1)


async def ask(update: Update, context: Context) -> None:
    """Answer a question: a text, a caption, or what follows /ask or is replied to with it."""
    message = update.effective_message
    assert message is not None
    place, asked = await place_of(update, context), read_question(message)
    if not _is_heard(asked, place):
        return
    if is_question(asked):
        if await may_ask(place, context) and await _is_asker(update, place, context):
            await _answer_once(place, asked, context)
    elif place.is_private or asked.address is not Address.REPLY:
        await respond(place, Message(place.phrases.html(what_is_missing(asked))), context)


async def edited(update: Update, context: Context) -> None:
    """Answer the question as it reads now, in the message that answered it before."""
    message = update.effective_message
    assert message is not None
    place, asked = await place_of(update, context), read_question(message)
    if not asked.text or not _is_heard(asked, place):
        return
    before = await context.deps.database.read_async(
        lambda connection: conversations.find_by_question(connection, place.chat_id, place.message_id)
    )
    if before is None and datetime.now(UTC) - message.date > _LATEST_EDIT:
        return
    if await may_ask(place, context) and await _is_asker(update, place, context):
        await _answer(place, asked, context, before=before)


def _is_heard(asked: Asked, place: Place) -> bool:
    """Whether the group wants such a message to be taken for a question."""
    if place.is_private or asked.address is Address.COMMAND:
        return True
    if place.chat.quiet or asked.address is Address.DIRECT:
        return False
    return place.chat.mentions or asked.address is not Address.MENTION


def is_question(asked: Asked) -> bool:
    """Whether there are words in it."""
    return any(letter.isalnum() for letter in asked.text)


def what_is_missing(asked: Asked) -> str:
    """The key of the text that says why this is no question."""
    if asked.wordless:
        return "ask-needs-words"
    return "unsupported" if asked.text else "ask-usage"


async def _is_asker(update: Update, place: Place, context: Context) -> bool:
    """Whether the group lets this person ask; one it does not is shown the way to the private chat."""
    if place.is_private or place.chat.askers is Askers.EVERYBODY:
        return True
    if await may_manage(place.chat_id, update, context):
        return True
    link = f"https://t.me/{context.deps.username}"
    await respond(place, Message(place.phrases.html("only-admins-ask", link=link)), context)
    return False


async def _answer_once(place: Place, asked: Asked, context: Context) -> None:
    """Answer, or point to where the same words were answered a short while ago; nothing when that is done."""
    now, words = datetime.now(UTC), words_key(asked.text)
    to_this, to_same = await context.deps.database.read_async(
        lambda connection: (
            conversations.find_by_question(connection, place.chat_id, place.message_id),
            conversations.find_same(connection, place.chat_id, place.thread_id, words, now=now),
        )
    )
    if to_this is None and (to_same is None or not await _point_to(to_same, place, context)):
        await _answer(place, asked, context)


async def _point_to(earlier: Given, place: Place, context: Context) -> bool:
    """Say in one line, in reply to the earlier answer, that it is there; False when it was deleted."""
    outcome = await context.deps.messenger.reply(
        earlier.chat_id,
        repeat_message(place.person_name, place.phrases),
        thread_id=place.thread_id,
        reply_to=earlier.message_id,
        must_reply=True,
    )
    return not isinstance(outcome, Failed)


async def _answer(place: Place, asked: Asked, context: Context, *, before: Given | None = None) -> None:
    """Send the answer, or put it in the place of the one given before."""
    deps = context.deps
    within = await _scope(place, context)
    async with deps.messenger.typing(place.chat_id, place.thread_id):
        answer = await _look_up(asked.text, within, place, context)
    answer_id = new_answer_id()
    compact = not place.is_private and place.chat.length is Length.SHORT
    asked_by = place.person_name if asked.of_others and not place.is_private else None
    message = answer_message(
        answer, answer_id, place.phrases, username=deps.username, compact=compact, asked_by=asked_by
    )
    posted = await _replace(before, message, context) if before else None
    if posted is None:
        posted = await respond(place, message, context, quoting=True, reply_to=asked.answer_to)
    if posted is None:
        return
    moved = posted.chat_id != place.chat_id
    can_repeat = answer.answered and not (moved or place.is_private or within.sources)
    given = Given(
        id=answer_id,
        chat_id=posted.chat_id,
        thread_id=place.thread_id,
        question_message_id=None if moved else place.message_id,
        message_id=posted.message_id,
        language=place.phrases.language,
        answer=answer,
        given_at=datetime.now(UTC),
        compact=compact,
        asked_by=asked_by,
        words=words_key(asked.text) if can_repeat else None,
    )
    is_gap = deps.settings.store_questions and not answer.answered

    def write(connection: Connection) -> None:
        conversations.remember(connection, given, instead_of=before)
        if is_gap:
            words = words_key(asked.text)
            unanswered.keep(connection, given.chat_id, words, asked.text, at=given.given_at)

    await deps.database.write_async(write)


async def _look_up(question: str, within: Filter, place: Place, context: Context) -> Answer:
    """The library's answer; in a private chat a question may take up the one before."""
    deps, now = context.deps, time.monotonic()
    previous = deps.topics.previous(place.chat_id, now) if place.is_private else None
    answer = await asyncio.to_thread(deps.library.answer, question, within=within, previous=previous)
    if place.is_private:
        deps.topics.remember(place.chat_id, answer.about or question, now)
    return answer


async def _replace(before: Given, message: Message, context: Context) -> Posted | None:
    """Edit the answer given before and return where it stands; None when it is there no more."""
    outcome = await context.deps.messenger.edit(before.chat_id, before.message_id, message)
    match outcome:
        case Sent():
            return Posted(before.chat_id, before.message_id)
        case RetryAfter(seconds):
            raise PostponedError(seconds)
        case Unknown(reason):
            raise DeliveryUnknownError(reason)
        case _:
            return None


async def _scope(place: Place, context: Context) -> Filter:
    """What the group or topic sees, and of that, once, the one source the person has chosen to ask about."""
    now = datetime.now(UTC)

    def read(connection: Connection) -> tuple[bool, frozenset[str]]:
        seen = frozenset() if place.is_private else tags.find_seen(connection, place.chat_id, place.thread_id)
        return intents.has_scope(connection, place.chat_id, place.person_id), seen

    has_scope, seen = await context.deps.database.read_async(read)
    if not has_scope:  # nearly always: a write would cost every question a sync of the disk
        return Filter(tags=seen)
    source_id = await context.deps.database.write_async(
        lambda connection: intents.take_scope(connection, place.chat_id, place.person_id, now=now)
    )
    return Filter(sources=frozenset({source_id}) if source_id else frozenset(), tags=seen)
