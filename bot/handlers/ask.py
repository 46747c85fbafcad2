"""A question gets an answer; an edited question edits it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import Connection
from telegram import Update

from bot.answers import records, scopes, tallies, unanswered
from bot.answers.records import AnswerId, Given, words_key
from bot.chats.profiles import Askers, Length
from bot.context import Context
from bot.handlers.limits import may_ask
from bot.handlers.places import Place, Posted, place_and, respond
from bot.handlers.questions import Address, Asked, if_long_ago, is_question, read_question, what_is_missing
from bot.handlers.rights import may_manage
from bot.handlers.talk import reply_to_talk
from bot.rendering.cards import answer_message, repeat_message
from bot.rendering.message import Message
from bot.sending.outcomes import DeliveryUnknownError, PostponedError, RetryAfter, Sent, Unknown
from index import Answer, Filter, SourceId

# An edit this late, of a message whose answer is not known, is hardly meant as a question.
_LATEST_EDIT: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says of a question: its answer, another one's to the same words, what it is about.

    `chosen` is the one source that the person wants to ask about.
    """

    before: Given | None
    same: Given | None
    chosen: SourceId | None


async def ask(update: Update, context: Context) -> None:
    """Answer a question: a text, a caption, or what follows /ask or is replied to with it."""
    message = update.effective_message
    assert message is not None
    asked = read_question(message)
    place, known = await place_and(update, context, partial(_find_known, asked=asked))
    if not _is_heard(asked, place):
        return
    if is_question(asked) or (asked.text and asked.address is not Address.REPLY):
        if await may_ask(place, context) and await _is_asker(update, place, context):
            await _answer_once(place, asked, known, context)
    elif place.is_private or asked.address is not Address.REPLY:
        await respond(place, Message(place.phrases.html(what_is_missing(asked))), context)


async def edited(update: Update, context: Context) -> None:
    """Answer the question as it reads now, in the message that answered it before."""
    message = update.effective_message
    assert message is not None
    asked = read_question(message)
    place, known = await place_and(update, context, partial(_find_known, asked=asked))
    if not asked.text or not _is_heard(asked, place):
        return
    if known.before is None and datetime.now(UTC) - message.date > _LATEST_EDIT:
        return
    if await may_ask(place, context) and await _is_asker(update, place, context):
        await _answer(place, asked, known, context)


async def answer_alone(text: str, place: Place, context: Context, *, before: Given | None = None) -> None:
    """Answer a text that takes up no other, as a message here, or in the place of an answer given."""
    asked = Asked(text, Address.DIRECT, place.message_id, alone=True)
    await _answer(place, asked, _Known(before, None, None), context)


def _find_known(connection: Connection, place: Place, *, asked: Asked) -> _Known:
    chat_id, thread_id, now = place.chat_id, place.thread_id, datetime.now(UTC)
    before = records.find_by_question(connection, chat_id, place.message_id)
    chosen = scopes.find(connection, chat_id, place.person_id, now=now)
    if place.is_private:  # where nobody minds to be told the same again
        return _Known(before, None, chosen)
    same = records.find_same(connection, chat_id, thread_id, words_key(asked.text), now=now)
    return _Known(before, same, chosen)


def _is_heard(asked: Asked, place: Place) -> bool:
    """Whether the group wants such a message to be taken for a question."""
    if place.is_private or asked.address is Address.COMMAND:
        return True
    if place.chat.quiet or asked.address is Address.DIRECT:
        return False
    return place.chat.mentions or asked.address is not Address.MENTION


async def _is_asker(update: Update, place: Place, context: Context) -> bool:
    """Whether the group lets this person ask; one it does not is shown the way to the private chat."""
    if place.is_private or place.chat.askers is Askers.EVERYBODY:
        return True
    if await may_manage(place.chat_id, update, context):
        return True
    link = f"https://t.me/{context.deps.username}"
    await respond(place, Message(place.phrases.html("only-admins-ask", link=link)), context)
    return False


async def _answer_once(place: Place, asked: Asked, known: _Known, context: Context) -> None:
    """Answer, or point to where the same words were answered a short while ago; nothing when that is done."""
    if known.before is None and (known.same is None or not await _point_to(known.same, place, context)):
        await _answer(place, asked, known, context)


async def _point_to(earlier: Given, place: Place, context: Context) -> bool:
    """Say in one line, in reply to the earlier answer, that it is there; False when that cannot be said."""
    outcome = await context.deps.messenger.reply(
        earlier.chat_id,
        repeat_message(place.person_name, place.phrases),
        thread_id=place.thread_id,
        reply_to=earlier.message_id,
        must_reply=True,
    )
    return isinstance(outcome, Sent)


async def _answer(place: Place, asked: Asked, known: _Known, context: Context) -> None:
    """Send the answer, or put it in the place of the one given before."""
    deps, before = context.deps, known.before
    within, previous = _scope(place, known), None if asked.alone else _previous(place, known, context)
    async with deps.messenger.typing(place.chat_id, place.thread_id):
        look_up = partial(deps.library.answer, asked.text, within=within, previous=previous)
        answer = await context.answered(look_up, "private" if place.is_private else "group")
    if answer.talk is not None:
        message = await reply_to_talk(answer.talk, place, context)
        if before is None or await _replace(before, message, context) is None:
            await respond(place, message, context, reply_to=None if place.is_private else asked.answer_to)
        return
    given = _given(answer, place, asked, within, context)
    message = answer_message(
        answer,
        given.id,
        place.phrases,
        username=deps.username,
        in_group=not place.is_private,
        compact=given.compact,
        asked_by=given.asked_by,
        asked_at=if_long_ago(place.written_at, deps.settings.timezone),
    )
    posted = await _replace(before, message, context) if before else None
    if posted is None:
        reply_to = asked.answer_to if place.message_id else None
        posted = await respond(place, message, context, quoting=True, reply_to=reply_to)
    if posted is not None:
        _keep(_where_posted(given, posted), place, known, asked, context, previous=previous)


def _given(answer: Answer, place: Place, asked: Asked, within: Filter, context: Context) -> Given:
    """The answer as it is about to be given in reply to the question."""
    can_repeat = answer.answered and not (place.is_private or within.sources)
    return Given(
        id=AnswerId(context.received.ticket),
        chat_id=place.chat_id,
        thread_id=place.thread_id,
        question_message_id=place.message_id or None,
        message_id=0,
        language=place.phrases.language,
        answer=answer,
        given_at=datetime.now(UTC),
        compact=not place.is_private and place.chat.length is Length.SHORT,
        asked_by=place.person_name if asked.of_others and not place.is_private else None,
        words=words_key(asked.text) if can_repeat else None,
        source_id=next(iter(within.sources), None),
    )


def _where_posted(given: Given, posted: Posted) -> Given:
    """The answer where it stands now; in a chat that has moved it replies to nothing."""
    if posted.chat_id != given.chat_id:
        given = replace(given, question_message_id=None, words=None)
    return replace(given, chat_id=posted.chat_id, message_id=posted.message_id)


def _keep(
    given: Given, place: Place, known: _Known, asked: Asked, context: Context, *, previous: str | None
) -> None:
    """Remember the answer, and its question where the owner wants to see what nothing answers."""
    deps, answer, before = context.deps, given.answer, known.before

    def write(connection: Connection) -> None:
        records.remember(connection, given, instead_of=before)
        if before is None:
            tallies.note(connection, answer, at=given.given_at)
        if known.chosen is not None and before is None:
            scopes.drop(connection, place.chat_id, place.person_id)
        if deps.settings.store_questions and not answer.answered:
            words = words_key(asked.text)
            unanswered.keep(connection, given.chat_id, words, asked.text, at=given.given_at)

    def remember() -> None:
        answer_id = given.id
        if previous is not None:
            deps.recent.note(place.chat_id, answer_id, previous, is_taken_up=bool(answer.about))
        talked_of = answer.about or asked.text
        instead_of = before.id if before else None
        deps.recent.remember(place.talk, talked_of, answer_id=answer_id, instead_of=instead_of)

    context.record.add(write)
    if place.is_private:
        context.record.then(remember)


def _previous(place: Place, known: _Known, context: Context) -> str | None:
    """The question that this one may take up, in a private chat: an edited one has its own."""
    recent = context.deps.recent
    if not place.is_private:
        return None
    return recent.previous(place.talk) if known.before is None else recent.before(known.before.id)


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


def _scope(place: Place, known: _Known) -> Filter:
    """What the group or topic sees, and of that, once, the one source the person has chosen to ask about.

    An edited question is about the same source as before.
    """
    source_id = known.chosen if known.before is None else known.before.source_id
    return place.within if source_id is None else replace(place.within, sources=frozenset({source_id}))
