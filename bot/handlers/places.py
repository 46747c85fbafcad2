"""Where an update comes from, and how to answer there: the same for every verb."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, TypeVar

from sqlalchemy import Connection
from telegram import Message as TelegramMessage
from telegram import Update, User
from telegram.constants import ChatType

from bot.answers.recent import Talk
from bot.chats import barriers, moves, profiles, tags
from bot.chats.barriers import Barrier
from bot.chats.profiles import Profile
from bot.context import Context
from bot.delivery import life
from bot.delivery.chat_moves import move_chat
from bot.rendering.message import Message
from bot.rendering.texts import Phrases
from bot.sending.outcomes import Barred, Failed, Gone, Moved, Outcome, Sent
from index import Filter

logger = logging.getLogger(__name__)

Found = TypeVar("Found")

_GENERAL: Final = 1
_ALL: Final = Filter()
_CLOCKS_DIFFER: Final = timedelta(seconds=5)
"""By more than that a message comes out of the future: our clock is wrong, and says nothing of its age."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message of ours stands."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """A message or a pressed button: in which chat and topic, of whom, and in which language to answer.

    `message_id` is 0 where the message cannot be named, as in a group that has become another chat since.
    `chat` is what the chat has chosen; `barrier` is what keeps us from writing there, as far as we know;
    `within` tells the sources that are seen there: in private all of them. `direct_topic_id` tells with whom
    the direct messages of a channel are. `is_ours_alone` says that whatever the bot has sent after that
    message was sent by this process.
    Whoever writes in the name of a group or channel is that chat.
    """

    chat_id: int
    chat_name: str
    thread_id: int | None
    message_id: int
    person_id: int
    person_name: str
    is_private: bool
    phrases: Phrases
    chat: Profile
    barrier: Barrier | None = None
    written_at: datetime | None = None
    is_ours_alone: bool = False
    within: Filter = _ALL
    direct_topic_id: int | None = None

    @property
    def talk(self) -> Talk:
        """Where questions follow on each other."""
        return self.chat_id, self.thread_id


async def place_of(update: Update, context: Context) -> Place:
    """The place of an update; a chat that writes to us is there again.

    A button below a message that is not in a chat of ours counts as pressed in the private chat.
    """
    place, _ = await place_and(update, context, lambda _connection, _place: None)
    return place


async def place_and(
    update: Update, context: Context, find: Callable[[Connection, Place], Found]
) -> tuple[Place, Found]:
    """The place of an update as `place_of` says, and what `find` finds in the same look at the database."""
    database = context.deps.database

    def read(connection: Connection) -> tuple[Place, Found]:
        place = _find_place(connection, update, context)
        return place, find(connection, place)

    place, found = await database.read_async(read)
    now = datetime.now(UTC)
    is_barred = place.barrier is not None and place.barrier.probe_at > now
    if (place.chat.gone_at is not None or is_barred) and (update.message or update.callback_query):
        await database.write_async(lambda c: life.note_sign(c, place.chat_id, place.thread_id, at=now))
    return place, found


def _find_place(connection: Connection, update: Update, context: Context) -> Place:
    deps, message = context.deps, update.effective_message
    person_id, name, code = _person(update)
    chat_id = message.chat.id if message else person_id
    thread_id = _topic(message)
    is_private = message is None or message.chat.type == ChatType.PRIVATE
    moved_to = moves.find(connection, chat_id)
    if moved_to is not None:
        chat_id, thread_id = moved_to, None
    chat = profiles.find(connection, chat_id)
    person = chat if chat_id == person_id else profiles.find(connection, person_id)
    language = chat.language or person.language or deps.texts.choose(code, deps.settings.language)
    return Place(
        chat_id=chat_id,
        chat_name=(message.chat.title if message else None) or "",
        thread_id=thread_id,
        message_id=message.message_id if message and moved_to is None else 0,
        person_id=person_id,
        person_name=name,
        is_private=is_private,
        phrases=deps.texts.phrases(language),
        chat=chat,
        barrier=barriers.find(connection, chat_id, thread_id or 0),
        written_at=getattr(message, "edit_date", None) or getattr(message, "date", None),
        is_ours_alone=message is not None and _is_new(message.date, deps.serves_since()),
        direct_topic_id=_direct_topic(message),
        within=_ALL if is_private else Filter(tags=tags.find_seen(connection, chat_id, thread_id)),
    )


async def respond(
    place: Place, message: Message, context: Context, *, quoting: bool = False, reply_to: int | None = None
) -> Posted | None:
    """Send a message to that place; in groups, or `quoting`, as a reply to what was written there.

    `reply_to` is another message to reply to. Returns None when it cannot be sent there.
    """
    if reply_to is None and (quoting or not place.is_private):
        reply_to = place.message_id or None
    chat_id, outcome = place.chat_id, await _reply(place, message, reply_to, context)
    if isinstance(outcome, Moved):
        old_chat_id, chat_id = chat_id, outcome.chat_id
        await context.deps.database.write_async(lambda c: move_chat(c, old_chat_id, chat_id))
        # Messages have other ids there: what was replied to cannot be named.
        outcome = await context.deps.messenger.reply(chat_id, message)
    await _note_life(place, outcome, context)
    if isinstance(outcome, Failed):
        outcome = await _excuse(place, outcome, context)
    return Posted(chat_id, outcome.message_id) if isinstance(outcome, Sent) else None


async def _reply(place: Place, message: Message, reply_to: int | None, context: Context) -> Outcome:
    reply = partial(context.deps.messenger.reply, place.chat_id, message, reply_to=reply_to)
    # What an earlier process sent could be taken for this reply: better sent twice than not at all.
    after = (place.message_id or None) if place.is_ours_alone else None
    outcome = await reply(thread_id=place.thread_id, after=after, direct_topic_id=place.direct_topic_id)
    if place.is_private and place.thread_id and isinstance(outcome, Barred) and outcome.is_topic:
        return await reply(after=after)  # topics of a private chat can be switched off, the chat stays
    return outcome


async def _excuse(place: Place, refused: Failed, context: Context) -> Outcome:
    """Say at least that the reply could not be sent, where Telegram refuses the reply itself."""
    update_id = context.received.update_id
    logger.warning("A reply to update %d was refused: %s", update_id, refused.reason)
    context.deps.meters.handled("refused")
    excuse = Message(place.phrases.html("failure", reference=str(update_id)))
    await context.deps.messenger.reply(
        place.chat_id, excuse, thread_id=place.thread_id, direct_topic_id=place.direct_topic_id
    )
    return refused


async def _note_life(place: Place, outcome: Outcome, context: Context) -> None:
    """Remember whether the topic, or the whole chat, can be written to."""
    write, now = context.deps.database.write_async, datetime.now(UTC)
    chat_id, thread_id = place.chat_id, place.thread_id
    match outcome:
        case Gone(reason):
            await write(lambda c: life.note_gone(c, chat_id, reason=reason, at=now))
        case Barred():
            await write(lambda c: life.note_barred(c, chat_id, thread_id, outcome, at=now))
        case Sent() if place.barrier is not None:
            await write(lambda c: life.note_written(c, chat_id, thread_id, at=now))


async def phrases_for(user: User, context: Context, *, chat_id: int | None = None) -> Phrases:
    """The texts in the language of that chat, if it has chosen one, else of that person."""
    deps = context.deps
    chat, person = await deps.database.read_async(
        lambda c: (profiles.find(c, chat_id) if chat_id else None, profiles.find(c, user.id))
    )
    chosen = (chat.language if chat else None) or person.language
    return deps.texts.phrases(chosen or deps.texts.choose(user.language_code, deps.settings.language))


def _person(update: Update) -> tuple[int, str, str | None]:
    """Who writes or presses: the id, the name, the language of their Telegram."""
    message, user = update.effective_message, update.effective_user
    sender = getattr(message, "sender_chat", None) if update.callback_query is None else None
    if sender is not None:
        return sender.id, sender.title or "", None
    if user is not None:
        return user.id, user.full_name, user.language_code
    assert message is not None
    return message.chat.id, "", None


def _topic(message: object) -> int | None:
    """The forum topic of the message; None for the general one, which must not be named when sending.

    Outside of forums a reply has a thread id, too, that is none.
    """
    if not isinstance(message, TelegramMessage) or not message.is_topic_message:
        return None
    return None if message.message_thread_id == _GENERAL else message.message_thread_id


def _is_new(written_at: datetime, since: datetime) -> bool:
    """Whether that is after this moment, as far as Telegram's clock and ours agree."""
    return since <= written_at <= datetime.now(UTC) + _CLOCKS_DIFFER


def _direct_topic(message: object) -> int | None:
    """With whom the direct messages of a channel are to which the message belongs."""
    topic = message.direct_messages_topic if isinstance(message, TelegramMessage) else None
    return topic.topic_id if topic is not None else None
