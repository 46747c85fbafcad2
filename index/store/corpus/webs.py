"""Sources on the web as stored, with what is needed to look at them again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from index.model import Document, DocumentId, SourceId, SourceKind
from index.store.corpus import documents
from index.store.corpus.tables import sources
from index.store.corpus.validity.page_states import forget_states, put_gone
from index.store.database import upsert

KINDS = (SourceKind.PAGE, SourceKind.FEED, SourceKind.SITEMAP)


@dataclass(frozen=True, slots=True)
class WebState:
    """A source on the web as it was seen last.

    `validators` are what makes the next request conditional, and where it seems to have moved; `failures`
    how many looks in a row have failed.
    """

    id: SourceId
    kind: SourceKind
    locator: str
    validators: Mapping[str, Any]
    failures: int
    error: str | None


@dataclass(frozen=True, slots=True)
class WebSource:
    """What a look has found of a source; its title, publisher and language are those of the page or feed."""

    id: SourceId
    kind: SourceKind
    locator: str
    title: str
    url: str | None
    publisher: str | None
    language: str | None
    validators: Mapping[str, Any]
    next_check_at: datetime | None


def find(connection: Connection, locator: str) -> WebState | None:
    """The source at that address."""
    row = connection.execute(_states().where(sources.c.locator == locator)).first()
    return None if row is None else _state(row)


def due(connection: Connection, now: datetime | None) -> list[WebState]:
    """The sources to be looked at by `now`, those that wait longest first; all of them for None."""
    wanted = _states().where(sources.c.removed_at.is_(None))
    if now is not None:
        wanted = wanted.where(sources.c.next_check_at <= now)
    return [_state(row) for row in connection.execute(wanted.order_by(sources.c.next_check_at))]


def put(
    connection: Connection,
    source: WebSource,
    read: Sequence[tuple[Document, documents.Analysed]],
    at: datetime,
    *,
    listed: Collection[DocumentId] | None = None,
) -> bool:
    """Store what a look has found, all of it or nothing; say whether any document is new, differs or is gone.

    Where it is told which documents are still `listed`, the others go.

    The validators are kept with the texts: what makes the next request conditional tells of texts that are
    here. The first texts of a source that has several are marked as such in the log.
    """
    is_first = connection.scalar(select(sources.c.id).where(sources.c.id == source.id)) is None
    row: dict[str, Any] = {
        "id": source.id,
        "kind": source.kind,
        "locator": source.locator,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "published": None,
        "language": source.language,
        "tags": [],
        "checked_at": at,
        "next_check_at": source.next_check_at,
        "validators": dict(source.validators),
        "failures": 0,
        "error": None,
        "removed_at": None,
    }
    upsert(connection, sources, row, key=["id"], update=row.keys() - {"id"})
    several = is_first and source.kind is not SourceKind.PAGE
    forget_states(connection, source.id)
    kinds = [documents.put(connection, document, analysed, at, first=several) for document, analysed in read]
    gone = documents.ids_of(connection, source.id) - frozenset(listed) if listed is not None else frozenset()
    documents.remove(connection, source.id, gone, at)
    return bool(gone) or any(kind is not None for kind in kinds)


def put_checked(
    connection: Connection,
    source_id: SourceId,
    *,
    validators: Mapping[str, Any],
    next_check_at: datetime,
    at: datetime,
) -> None:
    """Remember that the source is as it was."""
    values = {"validators": dict(validators), "next_check_at": next_check_at, "checked_at": at}
    this = sources.c.id == source_id
    connection.execute(update(sources).where(this).values(**values, failures=0, error=None))
    forget_states(connection, source_id)


def put_failed(
    connection: Connection,
    source_id: SourceId,
    *,
    error: str,
    failures: int,
    next_check_at: datetime | None,
    at: datetime,
    is_gone: bool = False,
) -> None:
    """Remember that the look has failed, perhaps as the page is gone; what was read before stays."""
    if is_gone:
        put_gone(connection, source_id, at)
    values = {"error": error, "failures": failures, "next_check_at": next_check_at, "checked_at": at}
    connection.execute(update(sources).where(sources.c.id == source_id).values(values))


def has_any(connection: Connection, *, due: bool) -> bool:
    """Whether there is a source on the web, or one that is to be looked at now."""
    wanted = select(sources.c.id).where(sources.c.kind.in_(KINDS))
    if due:
        wanted = wanted.where(sources.c.next_check_at <= datetime.now(UTC))
    return connection.scalar(wanted.limit(1)) is not None


def _states() -> Any:
    columns = ("id", "kind", "locator", "validators", "failures", "error")
    return select(*(sources.c[name] for name in columns)).where(sources.c.kind.in_(KINDS))


def _state(row: Row[Any]) -> WebState:
    return WebState(row.id, SourceKind(row.kind), row.locator, row.validators or {}, row.failures, row.error)
