"""Table: barriers, the places that cannot be written to for now: a chat, or one topic of it.

A refusal is no farewell: rights are taken and given back, topics closed and opened, and Telegram itself errs.
So a barrier is tried again at growing distances for as long as something waits behind it, and falls with the
first message that gets through.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    delete,
    select,
    update,
)

from index import UtcDateTime, upsert

metadata = MetaData()

barriers = Table(
    "barriers",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("since", UtcDateTime, nullable=False),
    Column("reason", String, nullable=False),
    Column("probes", Integer, nullable=False),
    Column("tried_at", UtcDateTime, nullable=False),
    Column("probe_at", UtcDateTime, nullable=False),
    Column("for_good", Boolean, nullable=False),
    Column("told_at", UtcDateTime),
)

EVERYWHERE: Final = -1
"""The thread of a barrier before a whole chat; 0 is the chat itself, or a forum's General."""

# A first look comes soon: what was an error of a moment then costs nothing.
_DISTANCES: Final = tuple(
    timedelta(minutes=minutes) for minutes in (1 / 6, 1, 2, 5, 15, 30, 60, 120, 240, 480, 720, 1440)
)
_BETWEEN_SIGNS: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Barrier:
    """A place that cannot be written to `since` a moment; `thread_id` may be EVERYWHERE.

    It was tried last at `tried_at` and is due to be tried again at `probe_at`. `for_good` says that Telegram
    knows no such topic any more. `told_at` is when somebody who can change it was told.
    """

    chat_id: int
    thread_id: int
    since: datetime
    reason: str
    probes: int
    tried_at: datetime
    probe_at: datetime
    for_good: bool
    told_at: datetime | None

    @property
    def topic(self) -> int | None:
        """Its topic, 0 for the chat itself; None when the whole chat is meant."""
        return None if self.thread_id == EVERYWHERE else self.thread_id


def put_up(
    connection: Connection,
    chat_id: int,
    thread_id: int,
    *,
    reason: str,
    at: datetime,
    for_good: bool = False,
) -> Barrier:
    """A message was refused there: wait for the next probe, longer after each that fails."""
    known = connection.execute(select(barriers).where(_is(chat_id, thread_id))).first()
    if known is not None and at < known.probe_at:  # somebody's question met it meanwhile: that is no probe
        return _read(known)
    probes = known.probes if known else 0
    row = {
        "chat_id": chat_id,
        "thread_id": thread_id,
        "since": known.since if known else at,
        "reason": reason,
        "probes": probes + 1,
        "tried_at": at,
        "probe_at": at + _DISTANCES[min(probes, len(_DISTANCES) - 1)],
        "for_good": for_good,
    }
    upsert(connection, barriers, row, key=("chat_id", "thread_id"), update=list(row)[2:])
    return _read(connection.execute(select(barriers).where(_is(chat_id, thread_id))).one())


def find(connection: Connection, chat_id: int, thread_id: int) -> Barrier | None:
    """What stands before that topic, or before its whole chat."""
    row = connection.execute(select(barriers).where(_before(chat_id, thread_id)).limit(1)).first()
    return _read(row) if row else None


def find_all(connection: Connection, chat_id: int | None = None) -> tuple[Barrier, ...]:
    """All that stand, or those of one chat."""
    wanted = select(barriers) if chat_id is None else select(barriers).where(barriers.c.chat_id == chat_id)
    return tuple(_read(row) for row in connection.execute(wanted))


def find_untold(connection: Connection, *, before: datetime) -> tuple[Barrier, ...]:
    """Those that stand since before that moment, or for good, of which nobody was told."""
    old = (barriers.c.since <= before) | barriers.c.for_good
    rows = connection.execute(select(barriers).where(old, barriers.c.told_at.is_(None)))
    return tuple(_read(row) for row in rows)


def note_told(connection: Connection, chat_id: int, thread_id: int, *, at: datetime) -> None:
    """Somebody who can change it knows of it."""
    connection.execute(update(barriers).where(_is(chat_id, thread_id)).values(told_at=at))


def take_down(connection: Connection, chat_id: int, thread_id: int) -> bool:
    """A message got through to that topic: nothing stands before it any more; return whether anything did."""
    return connection.execute(delete(barriers).where(_before(chat_id, thread_id))).rowcount > 0


def try_again(connection: Connection, chat_id: int, thread_id: int, *, at: datetime, asked: bool) -> bool:
    """The place gives a sign of life, or somebody has `asked` to try: the next probe is due now.

    A sign within a minute after a probe waits until that is over. Returns whether anything stands there.
    """
    found = connection.execute(select(barriers).where(_before(chat_id, thread_id))).all()
    for row in found:
        probe_at = at if asked else min(row.probe_at, max(at, row.tried_at + _BETWEEN_SIGNS))
        values = {"probe_at": probe_at, "probes": 0 if asked else row.probes}
        connection.execute(update(barriers).where(_is(chat_id, row.thread_id)).values(values))
    return bool(found)


def move_chat(connection: Connection, old_chat_id: int, _new_chat_id: int) -> None:
    """Where a group has moved to, nothing stands before it."""
    forget_chat(connection, old_chat_id)


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(delete(barriers).where(barriers.c.chat_id == chat_id))


def _is(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    return (barriers.c.chat_id == chat_id) & (barriers.c.thread_id == thread_id)


def _before(chat_id: int, thread_id: int) -> ColumnElement[bool]:
    return (barriers.c.chat_id == chat_id) & barriers.c.thread_id.in_((EVERYWHERE, thread_id))


def _read(row: Row[Any]) -> Barrier:
    return Barrier(**row._mapping)
