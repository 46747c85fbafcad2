"""Table: the inbox, every update worth handling from before Telegram forgets it until it is handled.

A row is waiting, done or dead. When it is done its JSON is erased; its id stays, so that an update delivered
twice is handled once.
"""

from base64 import b32encode
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from secrets import token_bytes
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    literal_column,
    select,
    text,
    update,
)

from index import UtcDateTime

metadata = MetaData()


def _partial(name: str, *columns: str, where: str) -> Index:
    """An index of some rows alone."""
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("queue", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("payload", Text),
    Column("state", String, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", UtcDateTime),
    Column("reason", String),
    Column("ticket", String, nullable=False, server_default=""),
    Column("result", String),
    Column("subject", BigInteger),
    Column("words", String),
    Column("bundle", String),
    Column("told_at", UtcDateTime),
    Index("ix_inbox_state", "state", "received_at", "update_id"),
    _partial("ix_inbox_waiting", "queue", "received_at", "update_id", where="state = 'waiting'"),
    _partial("ix_inbox_subject", "queue", "subject", where="subject IS NOT NULL"),
    _partial("ix_inbox_bundle", "queue", "bundle", where="bundle IS NOT NULL"),
)

# A literal, since to a parameter the index of what is waiting does not seem to apply.
IS_WAITING: Final = inbox.c.state == literal_column("'waiting'")

# Whoever knows what comes of an update by this name can open it, so nobody may guess it: 80 bits.
_TICKET_BYTES: Final = 10


class State(StrEnum):
    """How far an update has come."""

    WAITING = "waiting"
    DONE = "done"
    DEAD = "dead"


def _new_ticket() -> str:
    return b32encode(token_bytes(_TICKET_BYTES)).decode().lower()


@dataclass(frozen=True, slots=True)
class Received:
    """An update to be handled: `payload` is its JSON; updates of the same `queue` are handled in order.

    `attempts` failed before; it may not be tried again earlier than `not_before`. `ticket` is a random name,
    the same in every try, for what comes of it.

    Updates of one `subject` in a queue are versions of the same thing: when `words`, which tells the same
    words, is what it was, a later one is no news. Those of one `bundle` are handled as one: the first that
    has words, or else the first.
    """

    update_id: int
    queue: int
    kind: str
    payload: str
    received_at: datetime
    attempts: int = 0
    not_before: datetime | None = None
    ticket: str = field(default_factory=_new_ticket, compare=False)
    subject: int | None = None
    words: str | None = None
    bundle: str | None = None


def waiting(connection: Connection) -> list[Received]:
    """Everything not handled yet, in the order it came."""
    return _find(connection, IS_WAITING)


def waiting_queues(connection: Connection) -> list[int]:
    """The queues in which anything is waiting, the one that has waited longest first."""
    oldest = (func.min(inbox.c.received_at), func.min(inbox.c.update_id))
    wanted = select(inbox.c.queue).where(IS_WAITING).group_by(inbox.c.queue)
    return list(connection.scalars(wanted.order_by(*oldest)))


def waiting_in(connection: Connection, queue: int, *, limit: int) -> list[Received]:
    """The first updates that wait in a queue, in the order they came."""
    return _find(connection, IS_WAITING, inbox.c.queue == queue, limit=limit)


def is_waiting(connection: Connection, queue: int, kind: str, *, after: int | None = None) -> bool:
    """Whether an update of that kind waits in the queue, or one that came `after` that update."""
    wanted = select(inbox.c.update_id).where(IS_WAITING, inbox.c.queue == queue, inbox.c.kind == kind)
    if after is not None:
        wanted = wanted.where(inbox.c.update_id > after)
    return connection.scalar(wanted.limit(1)) is not None


def _find(connection: Connection, *which: ColumnElement[bool], limit: int | None = None) -> list[Received]:
    columns = [inbox.c[name] for name in Received.__dataclass_fields__]
    rows = connection.execute(
        select(*columns).where(*which).order_by(inbox.c.received_at, inbox.c.update_id).limit(limit)
    )
    return [Received(*row) for row in rows]


def find_result(connection: Connection, update_id: int) -> str | None:
    """What came of the change that this update asks for, None while that has not been made."""
    result: str | None = connection.scalar(select(inbox.c.result).where(inbox.c.update_id == update_id))
    return result


def note_result(connection: Connection, update_id: int, result: str) -> None:
    """The change that this update asks for is made, in this transaction; nobody makes it again."""
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(result=result))


def mark_done(connection: Connection, update_id: int) -> None:
    """It is handled: its content is forgotten."""
    changed = {"state": State.DONE, "payload": None, "not_before": None}
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(changed))


def put_off(
    connection: Connection, update_id: int, *, attempts: int, until: datetime, reason: str | None = None
) -> None:
    """It will be tried again, but not before that moment."""
    changed = {"attempts": attempts, "not_before": until, "reason": reason}
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(changed))


def mark_dead(connection: Connection, update_id: int, *, attempts: int, reason: str) -> None:
    """It will not be tried again; its content is kept for the owner until it is pruned."""
    changed = {"state": State.DEAD, "attempts": attempts, "reason": reason}
    connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(changed))


def revive_dead(connection: Connection) -> list[Received]:
    """All that was given up waits again, as if it had just come; return it in the order it came."""
    dead = inbox.c.state == State.DEAD
    revived = _find(connection, dead)
    changed = {"state": State.WAITING, "attempts": 0, "not_before": None, "reason": None, "told_at": None}
    connection.execute(update(inbox).where(dead).values(changed))
    return [replace(each, attempts=0, not_before=None) for each in revived]


def take_untold(connection: Connection, *, at: datetime) -> list[str]:
    """Why updates were given up of which nobody was told; from now on somebody is."""
    untold = (inbox.c.state == State.DEAD) & inbox.c.told_at.is_(None)
    reasons = list(connection.scalars(select(inbox.c.reason).where(untold).order_by(inbox.c.update_id)))
    connection.execute(update(inbox).where(untold).values(told_at=at))
    return [reason or "" for reason in reasons]


def untell(connection: Connection, *, at: datetime) -> None:
    """What was taken at that moment to be told has reached nobody: it is still to be told."""
    connection.execute(update(inbox).where(inbox.c.told_at == at).values(told_at=None))


def prune(connection: Connection, *, before: datetime) -> int:
    """Forget what was received before that moment and is not waiting; return how many rows that were."""
    old = (inbox.c.received_at < before) & (inbox.c.state != State.WAITING)
    return connection.execute(delete(inbox).where(old)).rowcount


def backlog(connection: Connection) -> tuple[int, int, datetime | None]:
    """How many updates wait, how many are dead, and when the oldest that waits was received."""
    counted = select(inbox.c.state, func.count()).group_by(inbox.c.state)
    counts = {state: count for state, count in connection.execute(counted)}  # noqa: C416 - rows are no pairs
    oldest = select(func.min(inbox.c.received_at)).where(inbox.c.state == State.WAITING)
    return counts.get(State.WAITING, 0), counts.get(State.DEAD, 0), connection.scalar(oldest)
