"""Sources with how many texts and passages they have, as people see them."""

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, exists, func, select

from index.model import Counts, Filter, PartialDate, Source, SourceId, SourceKind
from index.store.corpus.copies import speaker, speakers_of_copies
from index.store.corpus.filtering import admitted
from index.store.corpus.tables import documents, sources


def list_all(connection: Connection, within: Filter = Filter()) -> tuple[Source, ...]:
    """All sources that the filter admits but those marked as removed, by locator."""
    counts, speakers = _counts(connection), speakers_of_copies(connection)
    wanted = select(sources).where(sources.c.removed_at.is_(None), *admitted(sources, within))
    rows = connection.execute(wanted.order_by(sources.c.locator)).mappings()
    return tuple(_source(row, *counts.get(row["id"], (0, 0)), speakers.get(row["id"])) for row in rows)


def list_ids(connection: Connection) -> list[SourceId]:
    """The ids of all sources but those marked as removed, by locator."""
    wanted = select(sources.c.id).where(sources.c.removed_at.is_(None)).order_by(sources.c.locator)
    return [SourceId(id_) for id_ in connection.scalars(wanted)]


def find(connection: Connection, source_id: SourceId, within: Filter = Filter()) -> Source | None:
    """The source, if there is one that the filter admits and that is not marked as removed."""
    this = counted().where(sources.c.id == source_id, *admitted(sources, within))
    return next(map(source_of, connection.execute(this).mappings()), None)


def count_sources(connection: Connection) -> Counts:
    """How many sources there are to see, how many of these fail, and all passages."""
    failing = func.count().filter(sources.c.error.is_not(None))
    wanted = select(func.count(), failing).where(sources.c.removed_at.is_(None))
    passages = connection.scalar(select(func.sum(documents.c.passages)))
    return Counts(*connection.execute(wanted).one(), int(passages or 0))


def extent(connection: Connection, within: Filter = Filter()) -> tuple[int, int | None, int | None]:
    """How many sources with texts the filter admits, and the first and the last year they are of."""
    if not within:
        return count_with_texts(connection), _year(connection), _year(connection, last=True)
    year = func.substr(sources.c.published, 1, 4)
    wanted = select(func.count(), func.min(year), func.max(year)).where(
        sources.c.removed_at.is_(None), has_texts()
    )
    count, first, last = connection.execute(wanted.where(*admitted(sources, within))).one()
    return count, first and int(first), last and int(last)


def count_with_texts(connection: Connection) -> int:
    """How many sources have texts: all of them are to be seen."""
    return connection.scalar(select(func.count(documents.c.source_id.distinct()))) or 0


def has_texts() -> ColumnElement[bool]:
    """Whether a row of sources has any documents."""
    own = documents.alias()  # whatever else is read of documents
    return exists().where(own.c.source_id == sources.c.id)


def counted() -> Select[tuple[object, ...]]:
    """Visible sources with the numbers of their documents and passages, for `source_of`."""
    ours = documents.c.source_id == sources.c.id
    texts = select(func.count()).where(ours).scalar_subquery().label("documents")
    passages = select(func.coalesce(func.sum(documents.c.passages), 0)).where(ours).scalar_subquery()
    columns = (sources, speaker().label("speaker"), texts, passages.label("passages"))
    return select(*columns).where(sources.c.removed_at.is_(None))


def source_of(row: RowMapping) -> Source:
    """The source of a row of `counted`."""
    return _source(row, row["documents"], int(row["passages"]), row["speaker"])


def _year(connection: Connection, *, last: bool = False) -> int | None:
    """The first or the last year that a source with texts is of."""
    published = sources.c.published.is_not(None)
    years = select(sources.c.published).where(published, sources.c.removed_at.is_(None), has_texts())
    ordered = years.order_by(sources.c.published.desc() if last else sources.c.published).limit(1)
    first: str | None = connection.scalar(ordered)
    return None if first is None else int(first[:4])


def _counts(connection: Connection) -> dict[SourceId, tuple[int, int]]:
    """How many documents, and how many passages, each source has that has any; all counted at once."""
    wanted = select(documents.c.source_id, func.count(), func.sum(documents.c.passages))
    rows = connection.execute(wanted.group_by(documents.c.source_id))
    return {source_id: (texts, int(passages)) for source_id, texts, passages in rows}


def _source(row: RowMapping, texts: int, passages: int, speaker: SourceId | None) -> Source:
    is_copy = texts == 1 and speaker is not None and speaker != row["id"]
    return Source(
        id=row["id"],
        kind=SourceKind(row["kind"]),
        locator=row["locator"],
        title=row["title"],
        url=row["url"],
        publisher=row["publisher"],
        published=row["published"] and PartialDate.parse(row["published"]),
        language=row["language"],
        tags=tuple(row["tags"]),
        documents=texts,
        passages=passages,
        checked_at=row["checked_at"],
        next_check_at=row["next_check_at"],
        error=row["error"],
        warnings=tuple(row["warnings"]),
        dropped_words=row["dropped_words"],
        same_as=speaker if is_copy else None,
    )
