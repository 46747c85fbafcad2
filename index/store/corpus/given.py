"""What owners hand over, and what they take away: kept for a while as it was, to be put back if they like."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, insert, select

from index.model import ChangeKind, Document, DocumentHead, DocumentId, Given, ReadingNotes, SourceId
from index.store.corpus import documents, sources, tables
from index.store.corpus.following.counts import recounting
from index.store.corpus.listing import seen
from index.store.corpus.tables import removed_sources
from index.store.database import UtcDateTime, upsert

_TABLES: Final = (
    tables.sources, tables.documents, tables.passages, tables.validity, tables.supersessions,
)  # fmt: skip


UNDO_LASTS: Final = timedelta(minutes=10)
"""How long a removed source can be put back."""


def put_given(
    connection: Connection,
    *,
    given: Given,
    head: DocumentHead,
    read: Sequence[tuple[Document, documents.Analysed]],
    notes: ReadingNotes,
    at: datetime,
) -> ChangeKind | None:
    """Store what was handed over; None when it is as it was. Of a source that takes in others they stay."""
    if given.source_title:
        head = replace(head, title=given.source_title, url=None, published=None)
    row = {
        **sources.described(head, head.source_id, given.kind, given.locator),
        "checked_at": at,
        "warnings": list(notes.warnings),
        "dropped_words": notes.dropped_words,
    }
    kept = {"id", "url"} if given.source_title else {"id"}
    upsert(connection, tables.sources, row, key=["id"], update=row.keys() - kept)
    return sources.put_all(connection, head.source_id, read, at, keep_others=given.source_title is not None)


def put_empty(connection: Connection, *, source_id: SourceId, given: Given) -> None:
    """Store a source that has no texts yet, unless it is there."""
    named = {"title": given.source_title or given.locator, "url": given.url, "publisher": given.publisher}
    row: dict[str, Any] = {"id": source_id, "kind": given.kind, "locator": given.locator, "tags": [], **named}
    upsert(connection, tables.sources, row, key=["id"])


def remove_for_now(connection: Connection, source_id: SourceId, *, at: datetime, leave_mark: bool) -> bool:
    """Remove a source as `sources.remove` does, and keep what it was; False where there is none to see."""
    if seen.find(connection, source_id) is None:
        return False
    row = {"id": source_id, "kept": json.dumps(_rows_of(connection, source_id)), "removed_at": at}
    upsert(connection, removed_sources, row, key=["id"], update=["kept", "removed_at"])
    return sources.remove(connection, source_id, at=at, leave_mark=leave_mark)


def restore(connection: Connection, source_id: SourceId, *, at: datetime) -> bool:
    """Put back a removed source as it was; False when it is no longer kept, or has come back by itself.

    To those who follow the log its texts are no news.
    """
    this = removed_sources.c.id == source_id
    kept_still = removed_sources.c.removed_at > at - UNDO_LASTS
    kept = connection.scalar(select(removed_sources.c.kept).where(this, kept_still))
    connection.execute(delete(removed_sources).where(this))
    if kept is None or seen.find(connection, source_id) is not None:
        return False
    connection.execute(delete(tables.sources).where(tables.sources.c.id == source_id))  # its mark
    rows = json.loads(kept)
    with recounting(connection, [row["id"] for row in rows[tables.documents.name]]):
        for table in _TABLES:
            if rows.get(table.name):
                connection.execute(insert(table), [_read(table, row) for row in rows[table.name]])
    for row in rows[tables.documents.name]:
        documents.log_change(connection, ChangeKind.RENEWED, source_id, row["id"], (), at)
    return True


def restorable(connection: Connection, document_id: DocumentId) -> SourceId | None:
    """The source by whose removal the document went, if that can still be taken back."""
    gone = tables.changes.c.document_id == document_id
    lost = select(tables.changes.c.source_id).where(gone, tables.changes.c.kind == ChangeKind.REMOVED)
    source_id: SourceId | None = connection.scalar(
        select(removed_sources.c.id).where(removed_sources.c.id.in_(lost)).limit(1)
    )
    return source_id


def forget_removed(connection: Connection, *, now: datetime) -> None:
    """Forget for good what can be restored no more."""
    connection.execute(delete(removed_sources).where(removed_sources.c.removed_at <= now - UNDO_LASTS))


def _rows_of(connection: Connection, source_id: SourceId) -> dict[str, list[dict[str, Any]]]:
    of_source = tables.documents.c.source_id == source_id
    ids = select(tables.documents.c.id).where(of_source)
    of_documents = (table.c.document_id.in_(ids) for table in _TABLES[2:])
    wanted = (tables.sources.c.id == source_id, of_source, *of_documents)
    return {
        table.name: [_write(row) for row in connection.execute(select(table).where(condition)).mappings()]
        for table, condition in zip(_TABLES, wanted, strict=True)
    }


def _write(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _read(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it was; what the table has had since is as for a new row."""
    moments = {column.name for column in table.columns if isinstance(column.type, UtcDateTime)}
    return {
        name: datetime.fromisoformat(value) if name in moments and value else value
        for name, value in row.items()
        if name in table.columns
    }
