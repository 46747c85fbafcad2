"""What an engine has to take over to be a copy of the corpus, and the terms that it does not keep."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, bindparam, func, select

from index.engines import Entry, PassageFacts
from index.model import PartialDate, PassageId, Statistics
from index.store.corpus.tables import changes, documents, passages
from index.store.straight import Straight, as_text, straight


@dataclass(frozen=True, slots=True)
class News:
    """What an engine has to add or replace, after forgetting what is removed, to be at `cursor` of the log.

    `added` is read as it is taken, by the transaction that found it. `is_whole`: these are all passages, and
    whatever else it has must be forgotten. `languages` are all of the corpus.
    """

    added: Iterable[Entry]
    removed: Sequence[PassageId]
    is_whole: bool
    cursor: int
    languages: frozenset[str]


def since(connection: Connection, cursor: int | None) -> News | None:
    """What an engine at that place of the log has to do.

    Everything, for one that has read nothing (None) or has read of changes that never were. None when nothing
    has changed.
    """
    newest = connection.scalar(select(func.max(changes.c.id))) or 0
    if cursor == newest:
        return None
    gone: list[PassageId] = []
    is_whole = cursor is None or cursor > newest
    if is_whole:
        added = _entries(connection, _statement(connection.dialect, is_whole=True), {})
    else:
        for ids in connection.scalars(select(changes.c.gone_passages).where(changes.c.id > cursor)):
            gone.extend(ids)
        added = _entries(connection, _statement(connection.dialect, is_whole=False), {"cursor": cursor})
    return News(added, gone, is_whole, newest, languages(connection))


def languages(connection: Connection) -> frozenset[str]:
    """All languages of the corpus, those of single passages too; each is one step through an index."""
    return frozenset(_distinct(connection, documents)) | frozenset(_distinct(connection, passages))


def holds_more(connection: Connection, most: int) -> bool:
    """Whether there are more passages than `most`."""
    return connection.scalar(select(passages.c.position).limit(1).offset(most)) is not None


def texts(connection: Connection, ids: Sequence[PassageId]) -> dict[PassageId, tuple[str, str]]:
    """Title and body of these passages in terms, as an Entry has them; those that are gone are left out."""
    wanted = select(passages.c.id, passages.c.statistics).where(passages.c.id.in_(ids))
    return {row.id: Entry.texts(Statistics.from_text(row.statistics)) for row in connection.execute(wanted)}


def _distinct(connection: Connection, table: Table) -> Iterator[str]:
    found = select(func.min(table.c.language).label("language")).cte("found", recursive=True)
    following = select(func.min(table.c.language)).where(table.c.language > found.c.language)
    found = found.union_all(select(following.scalar_subquery()).where(found.c.language.is_not(None)))
    yield from filter(None, connection.scalars(select(found.c.language)))


@cache
def _statement(dialect: Dialect, *, is_whole: bool) -> Straight:
    """The statement for all entries or the later ones: a corpus has too many rows to convert their values."""
    told = ("source_id", "tags", "language", "published")
    columns = [passages.c.id, passages.c.statistics, *(documents.c[name] for name in told)]
    wanted = select(*map(as_text, columns)).join_from(passages, documents)
    if not is_whole:
        later = select(changes.c.document_id).where(changes.c.id > bindparam("cursor"))
        wanted = wanted.where(documents.c.id.in_(later))
    return straight(wanted, dialect)


def _entries(connection: Connection, statement: Straight, values: Mapping[str, Any]) -> Iterator[Entry]:
    rows = statement.run(connection, values, streams=True)
    for id_, statistics, source_id, tags, language, published in rows:
        date = published and PartialDate.parse(published)
        facts = PassageFacts(source_id, tuple(json.loads(tags)), language, date)
        yield Entry.of(id_, Statistics.from_text(statistics), facts)
