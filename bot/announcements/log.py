"""Table: announcements, how far the log of changes has been read, and every article known."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    case,
    delete,
    insert,
    select,
    update,
)

from bot.announcements.batches import Announced
from bot.subscriptions import Destination
from index import UtcDateTime, upsert

AnnouncementId = NewType("AnnouncementId", int)

metadata = MetaData()

announcer = Table(
    "announcer",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("cursor", BigInteger, nullable=False),
    Column("known_to", BigInteger),  # how far the first run has come; NULL: it is over
)

announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("documents", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    # Deliveries are planned in the order of destinations; these are the last chat and topic that have theirs.
    Column("planned_chat_id", BigInteger),
    Column("planned_thread_id", BigInteger),
    Column("planned", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

known_articles = Table(
    "known_articles",
    metadata,
    Column("mark", String, primary_key=True),
    Column("known_at", UtcDateTime, nullable=False),
)

_ONLY: Final = 1
_MARKS_PER_STATEMENT: Final = 500


@dataclass(frozen=True, slots=True)
class Announcement:
    """A batch of news; `planned_to` is the last destination that has its delivery planned, if any has."""

    id: AnnouncementId
    documents: tuple[Announced, ...]
    made_at: datetime
    planned_to: Destination | None = None


def read_cursor(connection: Connection) -> int | None:
    """The last change that was looked at; None before the end of the first run."""
    is_begun = announcer.c.known_to.is_(None)
    found: int | None = connection.scalar(select(announcer.c.cursor).where(is_begun))
    return found


def begin(connection: Connection, cursor: int) -> tuple[int, int]:
    """Where the first run ends, `cursor` unless one was begun before, and how far that has come."""
    row = {"id": _ONLY, "cursor": cursor, "known_to": 0 if cursor else None}
    upsert(connection, announcer, row, key=["id"])
    end, known_to = connection.execute(select(announcer.c.cursor, announcer.c.known_to)).one()
    return end, end if known_to is None else known_to


def note_known(connection: Connection, known_to: int) -> None:
    """The first run has come so far; at its end it is over."""
    values = {"known_to": case((announcer.c.cursor <= known_to, None), else_=known_to)}
    connection.execute(update(announcer).where(announcer.c.known_to < known_to).values(values))


def advance(connection: Connection, old_cursor: int, new_cursor: int) -> bool:
    """Move the cursor; False when another process has moved it, and then nothing is changed."""
    ours = update(announcer).where(announcer.c.cursor == old_cursor)
    return connection.execute(ours.values(cursor=new_cursor)).rowcount == 1


def announce(connection: Connection, documents: Sequence[Announced], *, at: datetime) -> AnnouncementId:
    """Add an announcement whose deliveries are still to be planned."""
    listed = [[each.document_id, each.edited, each.many, each.silent] for each in documents]
    row = {"documents": json.dumps(listed), "made_at": at, "planned": False}
    return AnnouncementId(
        connection.execute(insert(announcements).values(row).returning(announcements.c.id)).scalar_one()
    )


def find(connection: Connection, announcement_id: int) -> Announcement | None:
    """The announcement with this id, unless it was pruned."""
    row = connection.execute(select(announcements).where(announcements.c.id == announcement_id)).first()
    return _announcement(row) if row else None


def unplanned(connection: Connection) -> list[AnnouncementId]:
    """The announcements that have deliveries to be planned, the oldest first."""
    waiting = select(announcements.c.id).where(announcements.c.planned.is_(False))
    return [AnnouncementId(id_) for id_ in connection.scalars(waiting.order_by(announcements.c.id))]


def note_planned(connection: Connection, announcement_id: int, destination: Destination | None) -> None:
    """The deliveries up to this destination are planned; None: all are."""
    values: dict[str, object] = {"planned": True}
    if destination is not None:
        values = {"planned_chat_id": destination.chat_id, "planned_thread_id": destination.thread_id}
    connection.execute(update(announcements).where(announcements.c.id == announcement_id).values(values))


def find_known(connection: Connection, marks: Collection[str]) -> frozenset[str]:
    """Those of the marks that articles have had before."""
    listed = list(marks)
    known: set[str] = set()
    for start in range(0, len(listed), _MARKS_PER_STATEMENT):
        chunk = listed[start : start + _MARKS_PER_STATEMENT]
        rows = connection.execute(select(known_articles.c.mark).where(known_articles.c.mark.in_(chunk)))
        known.update(row.mark for row in rows)
    return frozenset(known)


def remember(connection: Connection, marks: Collection[str], *, at: datetime) -> None:
    """From now on articles with these marks are known."""
    rows = [{"mark": mark, "known_at": at} for mark in marks]
    for start in range(0, len(rows), _MARKS_PER_STATEMENT):
        upsert(connection, known_articles, rows[start : start + _MARKS_PER_STATEMENT], key=["mark"])


def prune(connection: Connection, *, before: datetime) -> None:
    """Forget the announcements made before that moment, those never planned as well; articles stay known."""
    connection.execute(delete(announcements).where(announcements.c.made_at < before))


def _announcement(row: Row[tuple[object, ...]]) -> Announcement:
    documents = tuple(Announced(*each) for each in json.loads(row.documents))
    destination = (
        None if row.planned_chat_id is None else Destination(row.planned_chat_id, row.planned_thread_id)
    )
    return Announcement(AnnouncementId(row.id), documents, row.made_at, destination)
