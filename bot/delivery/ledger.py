"""Table: deliveries as a ledger: what was sent where, what was given up, and for how long that is known."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from bot.delivery.deliveries import (
    DEAD,
    PLANNED,
    Delivery,
    DeliveryId,
    deliveries,
    pauses,
    read_row,
)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A delivery that was given up, and why."""

    id: DeliveryId
    chat_id: int
    thread_id: int | None
    reason: str
    settled_at: datetime


def find_sent(connection: Connection, chat_id: int, message_id: int) -> tuple[Delivery, ...]:
    """What was sent in this message, oldest first; () when it was pruned or is no announcement."""
    there = (deliveries.c.chat_id == chat_id, deliveries.c.message_id == message_id)
    rows = connection.execute(select(deliveries).where(*there).order_by(deliveries.c.id))
    return tuple(read_row(row) for row in rows)


def count_by_state(connection: Connection) -> dict[str, int]:
    """How many deliveries are in each state; a state without any is left out."""
    counted = select(deliveries.c.state, func.count()).group_by(deliveries.c.state)
    return {state: count for state, count in connection.execute(counted)}  # noqa: C416 - rows are no pairs


def oldest_waiting(connection: Connection) -> datetime | None:
    """Since when the delivery that is due for longest has been due; None when none waits."""
    moment: datetime | None = connection.scalar(select(func.min(deliveries.c.due_at)))
    return moment


def count_possible_repeats(connection: Connection) -> int:
    """How many messages may have reached a chat a second time."""
    repeats = func.sum(deliveries.c.attempts - 1)
    return int(connection.scalar(select(repeats).where(deliveries.c.attempts > 1)) or 0)


def dead_letters(connection: Connection, *, limit: int) -> tuple[DeadLetter, ...]:
    """The deliveries given up last."""
    columns = (deliveries.c[name] for name in ("id", "chat_id", "thread_id", "reason", "settled_at"))
    dead = select(*columns).where(deliveries.c.state == DEAD).order_by(deliveries.c.settled_at.desc())
    return tuple(
        DeadLetter(row.id, row.chat_id, row.thread_id or None, row.reason or "", row.settled_at)
        for row in connection.execute(dead.limit(limit))
    )


def revive_dead(connection: Connection, *, now: datetime) -> int:
    """Plan all that was given up once more; return how many deliveries."""
    values = {"state": PLANNED, "due_at": now, "attempts": 0, "settled_at": None, "reason": None}
    values |= {"told_at": None, "wanted_at": now}
    return connection.execute(update(deliveries).where(deliveries.c.state == DEAD).values(values)).rowcount


def take_untold(connection: Connection, *, at: datetime) -> list[str]:
    """Why deliveries were given up of which nobody was told; from now on somebody is."""
    untold = (deliveries.c.state == DEAD) & deliveries.c.told_at.is_(None)
    reasons = list(connection.scalars(select(deliveries.c.reason).where(untold).order_by(deliveries.c.id)))
    connection.execute(update(deliveries).where(untold).values(told_at=at))
    return [reason or "" for reason in reasons]


def untell(connection: Connection, *, at: datetime) -> None:
    """What was taken at that moment to be told has reached nobody: it is still to be told."""
    connection.execute(update(deliveries).where(deliveries.c.told_at == at).values(told_at=None))


def prune(connection: Connection, *, before: datetime) -> int:
    """Forget what was settled before that moment, and pauses that were over; return how many deliveries."""
    connection.execute(delete(pauses).where(pauses.c.until < before))
    return connection.execute(delete(deliveries).where(deliveries.c.settled_at < before)).rowcount
