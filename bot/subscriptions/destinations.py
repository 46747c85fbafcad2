"""Table: destinations, a chat or one topic of it: when it wants to hear, and what it wants nothing of."""

import logging
from dataclasses import dataclass
from datetime import time
from typing import Final

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
)

from bot.subscriptions.schedules import Rhythm, Schedule, find_time_zone
from index import SourceId, upsert

logger = logging.getLogger(__name__)

metadata = MetaData()

destinations = Table(
    "destinations",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("rhythm", String, nullable=False),
    Column("hour", String, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("quiet_from", String),
    Column("quiet_to", String),
    Column("silent", Boolean, nullable=False),
    Column("time_zone", String, nullable=False),
)

mutes = Table(
    "mutes",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("source_id", String, primary_key=True),
)

_KEY: Final = ("chat_id", "thread_id")
_TABLES: Final = (destinations, mutes)


@dataclass(frozen=True, slots=True, order=True)
class Destination:
    """A chat, or its topic `thread_id`; 0 is the chat itself."""

    chat_id: int
    thread_id: int = 0

    @classmethod
    def of(cls, chat_id: int, thread_id: int | None) -> "Destination":
        """The destination of a message with that thread, if any."""
        return cls(chat_id, thread_id or 0)

    @property
    def thread(self) -> int | None:
        """The topic as messages name it."""
        return self.thread_id or None


def find_schedule(connection: Connection, destination: Destination, *, time_zone: str) -> Schedule:
    """When the destination wants to hear; one that has chosen nothing, as usual and in `time_zone`."""
    row = connection.execute(select(destinations).where(*_is(destinations, destination))).first()
    return (_schedule(row) if row else None) or Schedule(time_zone=time_zone)


def find_schedules(connection: Connection) -> dict[Destination, Schedule]:
    """When those destinations want to hear that have chosen anything."""
    rows = connection.execute(select(destinations))
    schedules = {Destination(row.chat_id, row.thread_id): _schedule(row) for row in rows}
    return {place: schedule for place, schedule in schedules.items() if schedule is not None}


def choose(connection: Connection, destination: Destination, schedule: Schedule) -> None:
    """From now on the destination hears by this schedule."""
    quiet_from, quiet_to = schedule.quiet or (None, None)
    row = {
        "chat_id": destination.chat_id,
        "thread_id": destination.thread_id,
        "rhythm": schedule.rhythm.value,
        "hour": _text(schedule.hour),
        "weekday": schedule.weekday,
        "quiet_from": quiet_from and _text(quiet_from),
        "quiet_to": quiet_to and _text(quiet_to),
        "silent": schedule.silent,
        "time_zone": schedule.time_zone,
    }
    upsert(connection, destinations, row, key=_KEY, update=[name for name in row if name not in _KEY])


def mute(connection: Connection, destination: Destination, source_id: SourceId) -> None:
    """The destination hears nothing of this source any more."""
    row = {"chat_id": destination.chat_id, "thread_id": destination.thread_id, "source_id": source_id}
    upsert(connection, mutes, row, key=(*_KEY, "source_id"))


def unmute(connection: Connection, destination: Destination, source_id: SourceId) -> None:
    """The destination hears of this source again."""
    connection.execute(delete(mutes).where(*_is(mutes, destination), mutes.c.source_id == source_id))


def find_muted(connection: Connection, destination: Destination) -> frozenset[SourceId]:
    """The sources that the destination wants to hear nothing of."""
    rows = connection.execute(select(mutes.c.source_id).where(*_is(mutes, destination)))
    return frozenset(SourceId(row.source_id) for row in rows)


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """The destinations of one chat become those of another, which keeps its own choices where it has any."""
    for table in _TABLES:
        rows = connection.execute(select(table).where(table.c.chat_id == old_chat_id)).mappings().all()
        moved = [{**row, "chat_id": new_chat_id} for row in rows]
        if moved:
            upsert(connection, table, moved, key=[column.name for column in table.primary_key])
    forget_chat(connection, old_chat_id)


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    for table in _TABLES:
        connection.execute(delete(table).where(table.c.chat_id == chat_id))


def _is(table: Table, destination: Destination) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.chat_id == destination.chat_id, table.c.thread_id == destination.thread_id


def _schedule(row: Row[tuple[object, ...]]) -> Schedule | None:
    """The schedule that was chosen; None when it cannot be kept, as in a zone that is known no longer."""
    try:
        begin, end = row.quiet_from, row.quiet_to
        quiet = (time.fromisoformat(begin), time.fromisoformat(end)) if begin else None
        zone = find_time_zone(row.time_zone)
        return Schedule(
            Rhythm(row.rhythm), time.fromisoformat(row.hour), row.weekday, quiet, row.silent, zone
        )
    except ValueError as error:
        logger.warning("The schedule of %s/%s cannot be kept: %s", row.chat_id, row.thread_id, error)
        return None


def _text(hour: time) -> str:
    return f"{hour:%H:%M}"
