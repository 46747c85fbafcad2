"""The newest documents: of all, a page at a time, and of single sources."""

from collections.abc import Collection
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, cast, func, select, union_all

from index.model import Document, DocumentId, Filter, SourceId
from index.store.corpus.documents import document_of
from index.store.corpus.filtering import admitted
from index.store.corpus.tables import documents


def latest(
    connection: Connection, *, limit: int, offset: int = 0, within: Filter = Filter()
) -> tuple[Document, ...]:
    """Documents in the order of their publication, else of their arrival, the newest first."""
    arrived = func.substr(cast(documents.c.added_at, String), 1, 10)
    is_dated, conditions = documents.c.published.is_not(None), admitted(documents, within)
    both = [
        _newest(documents.c.published, [is_dated, *conditions], offset + limit),
        _newest(arrived, [~is_dated, *conditions], offset + limit),
    ]
    # Each is the beginning of an index; of those two, and no more, it takes the order of both.
    found = union_all(*(select(one.subquery()) for one in both)).subquery()
    ordered = select(found.c.id).order_by(found.c.day.desc(), found.c.added_at.desc(), found.c.id)
    places = dict(zip(connection.scalars(ordered.limit(limit).offset(offset)), count()))
    rows = connection.execute(select(documents).where(documents.c.id.in_(places))).mappings()
    return tuple(map(document_of, sorted(rows, key=lambda row: places[row["id"]])))


def newest_ids(connection: Connection, source_ids: Collection[SourceId]) -> dict[SourceId, DocumentId]:
    """The newest document of each of the sources that have one."""
    wanted = select(documents.c.source_id, documents.c.id).where(documents.c.source_id.in_(source_ids))
    oldest_first = wanted.order_by(documents.c.added_at, documents.c.id.desc())
    return {row.source_id: row.id for row in connection.execute(oldest_first)}


def _newest(
    day: ColumnElement[Any], conditions: list[ColumnElement[bool]], limit: int
) -> Select[tuple[object, ...]]:
    """So many of them, with the day that they are of; those of one day in the order of their arrival."""
    wanted = select(documents.c.id, documents.c.added_at, day.label("day")).where(*conditions)
    newest_first = (documents.c.published.desc(), documents.c.added_at.desc(), documents.c.id)
    return wanted.order_by(*newest_first).limit(limit)
