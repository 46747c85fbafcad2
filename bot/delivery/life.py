"""The life of a chat, as what it waits for goes: written to, barred, gone, and back again."""

from datetime import datetime

from sqlalchemy import Connection

from bot import subscriptions
from bot.chats import barriers, profiles
from bot.chats.barriers import Barrier
from bot.delivery import outbox, waits
from bot.sending.outcomes import Barred


def note_written(connection: Connection, chat_id: int, thread_id: int | None, *, at: datetime) -> None:
    """A message got through: whatever stood before that topic is no more, and what was held is due."""
    if barriers.take_down(connection, chat_id, thread_id or 0):
        _release(connection, chat_id, at)


def note_barred(
    connection: Connection, chat_id: int, thread_id: int | None, barred: Barred, *, at: datetime
) -> Barrier:
    """A message was refused: all that waits for the topic, or the chat, waits for the next try there."""
    thread = (thread_id or 0) if barred.is_topic else barriers.EVERYWHERE
    barrier = barriers.put_up(
        connection, chat_id, thread, reason=barred.reason, at=at, for_good=barred.is_deleted
    )
    waits.hold(connection, chat_id, barrier.topic, until=barrier.probe_at)
    return barrier


def note_gone(connection: Connection, chat_id: int, *, reason: str, at: datetime) -> None:
    """A farewell: nothing is sent there any more; choices and subscriptions are kept for a return."""
    profiles.mark_gone(connection, chat_id, reason=reason, at=at)
    outbox.cancel(connection, chat_id, reason=reason, at=at)
    subscriptions.wait_again(connection, chat_id)
    barriers.forget_chat(connection, chat_id)


def note_sign(
    connection: Connection, chat_id: int, thread_id: int | None, *, at: datetime, asked: bool = False
) -> None:
    """The chat is there, or somebody has `asked` to try it again: what was held is tried now."""
    profiles.mark_present(connection, chat_id)
    thread = thread_id or 0
    if barriers.try_again(connection, chat_id, thread, at=at, asked=asked):
        _release(connection, chat_id, at)


def _release(connection: Connection, chat_id: int, at: datetime) -> None:
    """Let all go that the chat waits for, but for what still stands behind a barrier."""
    waits.release(connection, chat_id, at=at)
    for barrier in barriers.find_all(connection, chat_id):
        waits.hold(connection, chat_id, barrier.topic, until=barrier.probe_at)
