"""The log of changes, and what an engine needs to follow it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from index.engines import Entry, PassageFacts
from index.model import Change, ChangeKind, PartialDate, PassageId, Statistics
from index.store.corpus.tables import changes, documents, meta, passages
from index.store.database import upsert


@dataclass(frozen=True, slots=True)
class News:
    """What an engine has to add or replace, after forgetting what is removed, to be at `cursor` of the log.

    `languages` are all of the corpus.
    """

    added: Sequence[Entry]
    removed: Sequence[PassageId]
    cursor: int
    languages: frozenset[str]


def list_after(connection: Connection, after: int, limit: int) -> tuple[Change, ...]:
    """Up to `limit` changes that follow the one with the id `after`, oldest first."""
    rows = connection.execute(select(changes).where(changes.c.id > after).order_by(changes.c.id).limit(limit))
    return tuple(Change(row.id, ChangeKind(row.kind), row.source_id, row.document_id, row.at) for row in rows)


def since(connection: Connection, cursor: int | None) -> News | None:
    """What an engine at that place of the log has to do; everything for one that has read nothing (None).

    None when nothing has changed.
    """
    newest = connection.scalar(select(func.max(changes.c.id))) or 0
    if cursor == newest:
        return None
    wanted = _entry_columns()
    gone: list[PassageId] = []
    if cursor is not None:
        later = changes.c.id > cursor
        for ids in connection.scalars(select(changes.c.gone_passages).where(later)):
            gone.extend(ids)
        wanted = wanted.where(documents.c.id.in_(select(changes.c.document_id).where(later)))
    languages = connection.scalars(select(documents.c.language).distinct())
    return News(_entries(connection, wanted), gone, newest, frozenset(filter(None, languages)))


def text_version(connection: Connection) -> str | None:
    """The version of the analysis that the stored passages are due to."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == "text_version"))


def put_text_version(connection: Connection, version: str) -> None:
    """Remember that all passages are due to this version of the analysis."""
    row = {"key": "text_version", "value": version}
    upsert(connection, meta, row, key=["key"], update=["value"])


def _entry_columns() -> Select[Any]:
    facts = (documents.c.source_id, documents.c.tags, documents.c.language, documents.c.published)
    return select(passages.c.id, passages.c.statistics, *facts).join_from(passages, documents)


def _entries(connection: Connection, wanted: Select[Any]) -> list[Entry]:
    return [
        Entry(
            row.id,
            Statistics.from_json(row.statistics).terms,
            PassageFacts(
                row.source_id,
                tuple(row.tags),
                row.language,
                row.published and PartialDate.parse(row.published),
            ),
        )
        for row in connection.execute(wanted)
    ]
