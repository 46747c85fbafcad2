"""Sources as stored, with what is remembered of a file's last reading."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from index.model import (
    ChangeKind,
    Document,
    DocumentHead,
    ReadingNotes,
    Source,
    SourceId,
    SourceKind,
)
from index.store.corpus import documents
from index.store.corpus.listing.seen import find
from index.store.corpus.tables import sources
from index.store.database import upsert


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without opening it that a file is as it was."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class FileState:
    """A file's source as it was read last.

    `stamp` is None when it must be read again in any case, `digest` is that of the content read last without
    an error, `removed` says that the owner wants it away until its content changes.
    """

    id: SourceId
    locator: str
    stamp: Stamp | None
    digest: str | None
    error: str | None
    removed: bool
    language: str | None = None


def file_states(connection: Connection) -> dict[str, FileState]:
    """What is remembered of each file, removed ones included, by locator."""
    columns = (sources.c.id, sources.c.locator, sources.c.size, sources.c.mtime_ns, sources.c.digest)
    is_removed = sources.c.removed_at.is_not(None)
    wanted = select(*columns, sources.c.error, is_removed, sources.c.language)
    rows = connection.execute(wanted.where(sources.c.kind == SourceKind.FILE))
    return {
        locator: FileState(
            id_,
            locator,
            None if mtime_ns is None else Stamp(size, mtime_ns),
            digest,
            error,
            bool(removed),
            language,
        )
        for id_, locator, size, mtime_ns, digest, error, removed, language in rows
    }


def put_read(
    connection: Connection,
    *,
    locator: str,
    stamp: Stamp,
    digest: str,
    head: DocumentHead,
    read: Sequence[tuple[Document, documents.Analysed]],
    notes: ReadingNotes,
    at: datetime,
) -> ChangeKind | None:
    """Store what was read from the file at `locator`, with its `head`; None when its texts are as they were.

    The first texts of a file that holds several are marked as such in the log; those it no longer holds go.
    """
    row = {
        **described(head, head.source_id, SourceKind.FILE, locator),
        **asdict(stamp),
        "digest": digest,
        "checked_at": at,
        "error": None,
        "warnings": list(notes.warnings),
        "dropped_words": notes.dropped_words,
        "removed_at": None,
    }
    upsert(connection, sources, row, key=["id"], update=sorted(row.keys() - {"id"}))
    return put_all(connection, head.source_id, read, at)


def described(
    told: DocumentHead | Source, source_id: SourceId, kind: SourceKind, locator: str
) -> dict[str, Any]:
    """What is told of a source, as its row has it."""
    return {
        "id": source_id,
        "kind": kind,
        "locator": locator,
        "title": told.title,
        "url": told.url,
        "publisher": told.publisher,
        "published": told.published and str(told.published),
        "language": told.language,
        "tags": list(told.tags),
    }


def put_all(
    connection: Connection,
    source_id: SourceId,
    read: Sequence[tuple[Document, documents.Analysed]],
    at: datetime,
    *,
    keep_others: bool = False,
) -> ChangeKind | None:
    """Store the texts of a source in the place of those that it had, unless these are to be kept."""
    had = documents.ids_of(connection, source_id)
    is_many = len(read) > 1 and not had
    kinds = {documents.put(connection, one, analysed, at, first=is_many) for one, analysed in read}
    gone = frozenset() if keep_others else had - {one.id for one, _ in read}
    documents.remove(connection, source_id, gone, at)
    if not had and ChangeKind.ADDED in kinds:
        return ChangeKind.ADDED
    return ChangeKind.CHANGED if gone or kinds != {None} else None


def put_failed(
    connection: Connection,
    *,
    source_id: SourceId,
    locator: str,
    stamp: Stamp | None,
    error: str,
    at: datetime,
) -> None:
    """Remember that the file could not be read; what was read of it before stays."""
    size, mtime_ns = (stamp.size, stamp.mtime_ns) if stamp else (None, None)
    seen = {"size": size, "mtime_ns": mtime_ns, "checked_at": at, "error": error}
    new = {"id": source_id, "kind": SourceKind.FILE, "locator": locator, "title": locator, "tags": []}
    upsert(connection, sources, new | seen, key=["id"], update=seen.keys())


def put_place(connection: Connection, *, source_id: SourceId, locator: str, stamp: Stamp) -> None:
    """Remember that the file with its old content was touched or moved."""
    values = {"locator": locator, **asdict(stamp)}
    connection.execute(update(sources).where(sources.c.id == source_id).values(values))


def remove(connection: Connection, source_id: SourceId, *, at: datetime, leave_mark: bool) -> bool:
    """Delete the source and its documents; say whether there was anything to see of it.

    A mark keeps a file that is still there away until its content changes.
    """
    was_visible = find(connection, source_id) is not None
    documents.remove(connection, source_id, documents.ids_of(connection, source_id), at)
    this = sources.c.id == source_id
    if leave_mark:
        connection.execute(update(sources).where(this).values(removed_at=at, error=None))
    else:
        connection.execute(delete(sources).where(this))
    return was_visible


def remove_gone(connection: Connection, state: FileState, *, at: datetime) -> bool:
    """Do as `remove` does with a file that is gone, unless it has been read since that was its state."""
    same = [getattr(sources.c, name) == getattr(state, name) for name in ("id", "locator")]
    same.append(sources.c.digest.is_not_distinct_from(state.digest))
    same.append(sources.c.mtime_ns.is_not_distinct_from(state.stamp and state.stamp.mtime_ns))
    if connection.scalar(select(sources.c.id).where(*same)) is None:
        return False
    return remove(connection, state.id, at=at, leave_mark=False)
