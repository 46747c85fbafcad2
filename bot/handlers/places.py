"""Where an update comes from, and how to answer there: the same for every verb."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

from sqlalchemy import Connection
from telegram import Message as TelegramMessage
from telegram import Update, User
from telegram.constants import ChatType

from bot.answers.recent import Talk
from bot.chats import barriers, profiles
from bot.chats.barriers import Barrier
from bot.chats.profiles import Profile
from bot.context import Context
from bot.delivery import life
from bot.delivery.chat_moves import move_chat
from bot.rendering.message import Message
from bot.rendering.texts import Phrases
from bot.sending.outcomes import Barred, Gone, Moved, Outcome, Sent

Found = TypeVar("Found")

_GENERAL: Final = 1


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message of ours stands."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """A message or a pressed button: in which chat and topic, of whom, and in which language to answer.

    `chat` is what the chat has chosen; `barrier` is what keeps us from writing there, as far as we know.
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
    chat = profiles.find(connection, chat_id)
    person = chat if chat_id == person_id else profiles.find(connection, person_id)
    language = chat.language or person.language or deps.texts.choose(code, deps.settings.language)
    return Place(
        chat_id=chat_id,
        chat_name=(message.chat.title if message else None) or "",
        thread_id=thread_id,
        message_id=message.message_id if message else 0,
        person_id=person_id,
        person_name=name,
        is_private=message is None or message.chat.type == ChatType.PRIVATE,
        phrases=deps.texts.phrases(language),
        chat=chat,
        barrier=barriers.find(connection, chat_id, thread_id or 0),
    )


async def respond(
    place: Place, message: Message, context: Context, *, quoting: bool = False, reply_to: int | None = None
) -> Posted | None:
    """Send a message to that place; in groups, or `quoting`, as a reply to what was written there.

    `reply_to` is another message to reply to. Returns None when it cannot be sent there.
    """
    if reply_to is None and (quoting or not place.is_private):
        reply_to = place.message_id
    messenger, chat_id = context.deps.messenger, place.chat_id
    outcome = await messenger.reply(chat_id, message, thread_id=place.thread_id, reply_to=reply_to)
    if isinstance(outcome, Moved):
        old_chat_id, chat_id = chat_id, outcome.chat_id
        await context.deps.database.write_async(lambda c: move_chat(c, old_chat_id, chat_id))
        # Messages have other ids there: what was replied to cannot be named.
        outcome = await messenger.reply(chat_id, message)
    await _note_life(place, outcome, context)
    return Posted(chat_id, outcome.message_id) if isinstance(outcome, Sent) else None


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
