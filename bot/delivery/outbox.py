"""Table: deliveries as an outbox: planned, claimed by whoever sends them, settled. Blind to what is sent.

A chat's topic is `thread_id`, None without one. Whoever claims must settle before the lease ends; after that
the delivery can be claimed again, so that a crash loses nothing and repeats at most what was under way. Each
claim bears a number, its fence: what was claimed anew is not touched by whoever held it before.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Connection, case, delete, func, select, tuple_, update

from bot.delivery.deliveries import (
    CANCELLED,
    CLAIMED,
    DEAD,
    NO_THREAD,
    PLANNED,
    SENT,
    Delivery,
    Planned,
    deliveries,
    pauses,
    read_row,
)
from bot.delivery.waits import Waits, pause_chat
from bot.replicas.sharing import share_of
from index import upsert

Share = tuple[int, int]
"""The number of a share of all chats, from 0, and how many shares there are."""

WHOLE: Final[Share] = (0, 1)

_ROWS_PER_INSERT: Final = 500  # SQLite takes at most 32,766 values in a statement


def plan(connection: Connection, announcement_id: int, planned: Sequence[Planned], *, at: datetime) -> int:
    """Add deliveries of an announcement, but for those planned already; return how many were added.

    None is due before the end of its chat's pause, or before a barrier there is to be tried again.
    """
    waits = Waits(connection, at)
    rows = [
        {
            "announcement_id": announcement_id,
            "chat_id": each.chat_id,
            "thread_id": each.thread_id or NO_THREAD,
            "content": each.content,
            "state": PLANNED,
            "attempts": 0,
            "due_at": max(each.due_at, waits.of(each.chat_id, each.thread_id or NO_THREAD)),
            "wanted_at": each.due_at,
            "fence": 0,
            "planned_at": at,
        }
        for each in planned
    ]
    key = ("announcement_id", "chat_id", "thread_id")
    starts = range(0, len(rows), _ROWS_PER_INSERT)
    return sum(upsert(connection, deliveries, rows[at : at + _ROWS_PER_INSERT], key=key) for at in starts)


def claim(
    connection: Connection, *, now: datetime, lease: timedelta, share: Share = WHOLE
) -> tuple[Delivery, ...]:
    """Take all that is due where something has waited longest, oldest first; () when nothing is due.

    All of it is of one chat and topic, and of the chats in the `share`. A chat in which another delivery is
    claimed is left alone, so that no two are ever sent there at once.
    """
    busy = deliveries.alias()
    in_flight = select(busy.c.id).where(
        busy.c.chat_id == deliveries.c.chat_id, busy.c.state == CLAIMED, busy.c.due_at > now
    )
    first = (
        select(deliveries.c.chat_id, deliveries.c.thread_id)
        .where(deliveries.c.due_at <= now, ~in_flight.exists(), *_in_share(share))
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    place = connection.execute(first).first()
    if place is None:
        return ()
    taken = (
        update(deliveries)
        .where(deliveries.c.chat_id == place.chat_id, deliveries.c.thread_id == place.thread_id)
        .where(deliveries.c.due_at <= now)
        .values(
            state=CLAIMED,
            due_at=now + lease,
            attempts=deliveries.c.attempts + 1,
            fence=deliveries.c.fence + 1,
        )
        .returning(deliveries)
    )
    return tuple(sorted((read_row(row) for row in connection.execute(taken)), key=lambda each: each.id))


def settle_sent(
    connection: Connection, claimed: Sequence[Delivery], message_id: int, *, at: datetime
) -> None:
    """They reached the chat, all in this message."""
    _settle(connection, claimed, state=SENT, message_id=message_id, due_at=None, settled_at=at, reason=None)


def settle_dead(connection: Connection, claimed: Sequence[Delivery], reason: str, *, at: datetime) -> None:
    """They are given up; `dead_letters` shows them and `revive_dead` tries them again."""
    _settle(connection, claimed, state=DEAD, due_at=None, settled_at=at, reason=reason)


def settle_cancelled(
    connection: Connection, claimed: Sequence[Delivery], reason: str, *, at: datetime
) -> None:
    """Nobody wants them any more."""
    _settle(connection, claimed, state=CANCELLED, due_at=None, settled_at=at, reason=reason)


def postpone(
    connection: Connection, claimed: Sequence[Delivery], *, until: datetime, reason: str, counted: bool
) -> None:
    """They are due again at `until`; `counted` says that this attempt may have reached the chat."""
    attempts = deliveries.c.attempts if counted else deliveries.c.attempts - 1
    _settle(connection, claimed, state=PLANNED, due_at=until, reason=reason, attempts=attempts)


def put_off(connection: Connection, claimed: Sequence[Delivery], *, until: datetime, reason: str) -> None:
    """Their place wants to hear of them at `until`, and not now: nothing was tried."""
    attempts = deliveries.c.attempts - 1
    values = {"due_at": until, "wanted_at": until, "reason": reason, "attempts": attempts}
    _settle(connection, claimed, state=PLANNED, **values)


def cancel(
    connection: Connection, chat_id: int, thread_id: int | None = None, *, reason: str, at: datetime
) -> int:
    """Cancel all that the chat, or only that topic of it, still waits for; return how many deliveries."""
    waiting = (deliveries.c.chat_id == chat_id, deliveries.c.due_at.is_not(None))
    statement = update(deliveries).where(*waiting)
    if thread_id is not None:
        statement = statement.where(deliveries.c.thread_id == thread_id)
    values = {"state": CANCELLED, "due_at": None, "settled_at": at, "reason": reason}
    return connection.execute(statement.values(values)).rowcount


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """All deliveries of one chat become those of another; one that both have is kept once."""
    other = deliveries.alias()
    same = (
        select(other.c.id)
        .where(other.c.chat_id == new_chat_id, other.c.announcement_id == deliveries.c.announcement_id)
        .where(other.c.thread_id == deliveries.c.thread_id)
    )
    connection.execute(delete(deliveries).where(deliveries.c.chat_id == old_chat_id, same.exists()))
    moved = update(deliveries).where(deliveries.c.chat_id == old_chat_id)
    # Whatever stood before the old chat does not stand before the new one.
    due_at = case((deliveries.c.state == PLANNED, deliveries.c.wanted_at), else_=deliveries.c.due_at)
    connection.execute(moved.values(chat_id=new_chat_id, due_at=due_at))
    until = connection.scalar(select(pauses.c.until).where(pauses.c.chat_id == old_chat_id))
    if until is not None:
        connection.execute(delete(pauses).where(pauses.c.chat_id == old_chat_id))
        pause_chat(connection, new_chat_id, until=until)


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    for table in (deliveries, pauses):
        connection.execute(delete(table).where(table.c.chat_id == chat_id))


def next_due_at(connection: Connection, share: Share = WHOLE) -> datetime | None:
    """When the next delivery of the share is due, or the next lease ends; None when nothing waits."""
    moment: datetime | None = connection.scalar(
        select(func.min(deliveries.c.due_at)).where(*_in_share(share))
    )
    return moment


def _in_share(share: Share) -> tuple[ColumnElement[bool], ...]:
    number, count = share
    return (share_of(deliveries.c.chat_id, count) == number,) if count > 1 else ()


def _settle(connection: Connection, claimed: Sequence[Delivery], **values: object) -> None:
    """Write how it ended, but for what was cancelled, settled or claimed by somebody else meanwhile."""
    held = tuple_(deliveries.c.id, deliveries.c.fence).in_([(each.id, each.fence) for each in claimed])
    connection.execute(update(deliveries).where(held, deliveries.c.state == CLAIMED).values(**values))
