"""The log of changes, and what an engine needs to follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Select, func, select

from index.engines import Entry, PassageFacts
from index.model import Change, ChangeKind, PartialDate, PassageId, Statistics
from index.store.corpus.tables import changes, documents, meta, passages
from index.store.database import upsert


@dataclass(frozen=True, slots=True)
class News:
    """What an engine has to add or replace, after forgetting what is removed, to be at `cursor` of the log.

    `is_whole`: these are all passages, and whatever else it has must be forgotten. `languages` are all of the
    corpus.
    """

    added: Sequence[Entry]
    removed: Sequence[PassageId]
    is_whole: bool
    cursor: int
    languages: frozenset[str]


def list_after(connection: Connection, after: int, limit: int) -> tuple[Change, ...]:
    """Up to `limit` changes of texts that follow the one with the id `after`, oldest first."""
    wanted = select(changes).where(changes.c.id > after, changes.c.kind != ChangeKind.RENEWED)
    rows = connection.execute(wanted.order_by(changes.c.id).limit(limit))
    return tuple(
        Change(row.id, ChangeKind(row.kind), row.source_id, row.document_id, row.at, row.first)
        for row in rows
    )


def since(connection: Connection, cursor: int | None) -> News | None:
    """What an engine at that place of the log has to do.

    Everything, for one that has read nothing (None) or has read of changes that never were. None when nothing
    has changed.
    """
    newest = connection.scalar(select(func.max(changes.c.id))) or 0
    if cursor == newest:
        return None
    wanted = _entry_columns()
    gone: list[PassageId] = []
    is_whole = cursor is None or cursor > newest
    if not is_whole:
        later = changes.c.id > cursor
        for ids in connection.scalars(select(changes.c.gone_passages).where(later)):
            gone.extend(ids)
        wanted = wanted.where(documents.c.id.in_(select(changes.c.document_id).where(later)))
    return News(_entries(connection, wanted), gone, is_whole, newest, languages(connection))


def languages(connection: Connection) -> frozenset[str]:
    """All languages of the corpus, those of single passages too."""
    spoken = (connection.scalars(select(table.c.language).distinct()) for table in (documents, passages))
    return frozenset(filter(None, chain(*spoken)))


def text_version(connection: Connection) -> int:
    """The newest version of the analysis that has worked here; 0 for none."""
    return int(connection.scalar(select(meta.c.value).where(meta.c.key == "text_version")) or 0)


def put_text_version(connection: Connection, version: int) -> None:
    """Remember the newest version of the analysis that has worked here."""
    row = {"key": "text_version", "value": str(version)}
    upsert(connection, meta, row, key=["key"], update=["value"])


def _entry_columns() -> Select[Any]:
    facts = (documents.c.source_id, documents.c.tags, documents.c.language, documents.c.published)
    return select(passages.c.id, passages.c.statistics, *facts).join_from(passages, documents)


def _entries(connection: Connection, wanted: Select[Any]) -> list[Entry]:
    return [
        Entry.of(
            row.id,
            Statistics.from_text(row.statistics),
            PassageFacts(
                row.source_id,
                tuple(row.tags),
                row.language,
                row.published and PartialDate.parse(row.published),
            ),
        )
        for row in connection.execute(wanted)
    ]
