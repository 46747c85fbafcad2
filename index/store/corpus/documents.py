"""Documents and their passages as stored. Whatever changes a document is logged in the same transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, update

from index.model import (
    ChangeKind,
    Document,
    DocumentId,
    Filter,
    Mark,
    Part,
    PartialDate,
    Passage,
    PassageId,
    Place,
    Role,
    SourceId,
    Span,
    Statistics,
)
from index.store.corpus.copies import fingerprint
from index.store.corpus.filtering import admitted
from index.store.corpus.following.counts import recounting
from index.store.corpus.following.vocabulary import put_terms
from index.store.corpus.tables import changes, documents, page_states, passages
from index.store.corpus.validity.outdated import put_validity
from index.store.database import upsert
from index.text.analysis import ANALYSIS_VERSION

Analysed = Sequence[tuple[Passage, Statistics]]

_PLAIN_COLUMNS = ("id", "source_id", "title", "text", "url", "publisher", "language", "retells", "by_owner")


def find(connection: Connection, document_id: DocumentId, within: Filter = Filter()) -> Document | None:
    """The document with its whole text, if there is one that the filter admits."""
    wanted = select(documents).where(documents.c.id == document_id, *admitted(documents, within))
    row = connection.execute(wanted).mappings().first()
    return None if row is None else document_of(row)


def of_source(connection: Connection, source_id: SourceId, within: Filter = Filter()) -> tuple[Document, ...]:
    """The documents of a source, the newest first."""
    wanted = select(documents).where(documents.c.source_id == source_id, *admitted(documents, within))
    newest_first = wanted.order_by(documents.c.added_at.desc(), documents.c.id)
    return tuple(map(document_of, connection.execute(newest_first).mappings()))


def outdated(connection: Connection, limit: int) -> list[Document]:
    """Up to `limit` documents whose passages an earlier version of the analysis has made."""
    wanted = select(documents).where(documents.c.analysis_version < ANALYSIS_VERSION).limit(limit)
    return [document_of(row) for row in connection.execute(wanted).mappings()]


def count_outdated(connection: Connection) -> int:
    """How many documents have passages that an earlier version of the analysis has made."""
    return connection.scalar(select(func.count()).where(documents.c.analysis_version < ANALYSIS_VERSION)) or 0


def find_passage(connection: Connection, passage_id: PassageId) -> Passage | None:
    """The passage, unless it is gone."""
    row = connection.execute(select(passages).where(passages.c.id == passage_id)).mappings().first()
    return None if row is None else _passage(row)


def neighbours(connection: Connection, passage_id: PassageId) -> tuple[Passage, ...]:
    """The passage between its neighbours under the same heading, in their order; nothing when it is gone."""
    centre = find_passage(connection, passage_id)
    if centre is None:
        return ()
    wanted = select(passages).where(
        passages.c.document_id == centre.document_id,
        passages.c.position.between(centre.position - 1, centre.position + 1),
    )
    rows = connection.execute(wanted.order_by(passages.c.position)).mappings()
    return tuple(one for row in rows if (one := _passage(row)).headings == centre.headings)


def put(
    connection: Connection, document: Document, analysed: Analysed, at: datetime, *, first: bool = False
) -> ChangeKind | None:
    """Store a document of a known source with its passages; None when it is as it was.

    `first` marks it in the log as one of the first texts of a source that has many.
    """
    before = find(connection, document.id)
    if before == document:
        put_validity(connection, document)
        return None
    row = _document_row(document) | {"passages": len(analysed)}
    upsert(connection, documents, row | {"added_at": at}, key=["id"], update=sorted(row.keys() - {"id"}))
    had = frozenset() if before is None else _stored_passages(connection, document.id)
    if before is not None or document.valid_until or document.supersedes:
        put_validity(connection, document)
    if before is not None:
        connection.execute(delete(page_states).where(page_states.c.document_id == document.id))
    _put_passages(connection, document.id, analysed, is_new=before is None)
    kind = ChangeKind.ADDED if before is None else ChangeKind.CHANGED
    gone = had - {passage.id for passage, _ in analysed}
    log_change(connection, kind, document.source_id, document.id, gone, at, first=first)
    return kind


def renew_passages(
    connection: Connection, document: Document, analysed: Analysed | None, at: datetime
) -> None:
    """Replace the passages of a document, unless it has changed or is up to date; None keeps them for good.

    Logged where they differ: engines have to follow, though the text is what it was.
    """
    this = (documents.c.id == document.id, documents.c.analysis_version < ANALYSIS_VERSION)
    if find(connection, document.id) != document:
        return
    values = {"analysis_version": ANALYSIS_VERSION}
    if analysed is not None:
        values["passages"] = len(analysed)
    renewed = connection.execute(update(documents).where(*this).values(values))
    if not renewed.rowcount or analysed is None:
        return
    stored = connection.execute(select(passages).where(passages.c.document_id == document.id)).mappings()
    before = {row["id"]: dict(row) for row in stored}
    after = {passage.id: _passage_row(passage, statistics) for passage, statistics in analysed}
    _put_passages(connection, document.id, analysed)
    if before != after:
        gone = before.keys() - after.keys()
        log_change(connection, ChangeKind.RENEWED, document.source_id, document.id, gone, at)


def ids_of(connection: Connection, source_id: SourceId) -> frozenset[DocumentId]:
    """The ids of the source's documents."""
    return frozenset(connection.scalars(select(documents.c.id).where(documents.c.source_id == source_id)))


def remove(connection: Connection, source_id: SourceId, ids: Collection[DocumentId], at: datetime) -> None:
    """Delete documents of the source."""
    for document_id in sorted(ids):
        gone = _stored_passages(connection, document_id)
        log_change(connection, ChangeKind.REMOVED, source_id, document_id, gone, at)
        with recounting(connection, [document_id]):
            connection.execute(delete(documents).where(documents.c.id == document_id))


def _put_passages(
    connection: Connection, document_id: DocumentId, analysed: Analysed, *, is_new: bool = False
) -> None:
    with recounting(connection, [document_id]):
        if not is_new:
            connection.execute(delete(passages).where(passages.c.document_id == document_id))
        if analysed:
            connection.execute(insert(passages), [_passage_row(*entry) for entry in analysed])
    put_terms(connection, (statistics for _, statistics in analysed))


def log_change(
    connection: Connection,
    kind: ChangeKind,
    source_id: SourceId,
    document_id: DocumentId,
    gone: Iterable[PassageId],
    at: datetime,
    *,
    first: bool = False,
) -> None:
    """Tell those who follow the log what became of a document, and which passages are no more."""
    row = {"kind": kind, "source_id": source_id, "document_id": document_id, "at": at, "first": first}
    connection.execute(insert(changes), row | {"gone_passages": sorted(gone)})


def _stored_passages(connection: Connection, document_id: DocumentId) -> frozenset[PassageId]:
    """The ids of the passages of a document."""
    wanted = select(passages.c.id).where(passages.c.document_id == document_id)
    return frozenset(connection.scalars(wanted))


def _document_row(document: Document) -> dict[str, Any]:
    return {
        **{name: getattr(document, name) for name in _PLAIN_COLUMNS},
        "published": document.published and str(document.published),
        "tags": list(document.tags),
        "marks": [[mark.end, mark.words] for mark in document.marks],
        "parts": [part.to_row() for part in document.parts],
        "names": list(document.names),
        "shared_lines": sorted(document.shared_lines),
        "places": [[place.start, place.reference] for place in document.places],
        "analysis_version": ANALYSIS_VERSION,
        "fingerprint": fingerprint(document.title, document.text, is_named_by_file=document.is_named_by_file),
    }


def document_of(row: Mapping[Any, Any]) -> Document:
    """The document of a row with the columns of a document, in their types."""
    return Document(
        **{name: row[name] for name in _PLAIN_COLUMNS},
        published=row["published"] and PartialDate.parse(row["published"]),
        tags=tuple(row["tags"]),
        marks=tuple(Mark(end, words) for end, words in row["marks"]),
        parts=tuple(Part.from_row(*stored) for stored in row["parts"]),
        names=tuple(row["names"]),
        shared_lines=frozenset(row["shared_lines"]),
        places=tuple(Place(start, reference) for start, reference in row["places"]),
    )


def _passage_row(passage: Passage, statistics: Statistics) -> dict[str, Any]:
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "position": passage.position,
        "start": passage.span.start,
        "text": passage.text,
        "sentences": [[sentence.start, sentence.end] for sentence in passage.sentences],
        "roles": "".join(passage.roles),
        "headings": list(passage.headings),
        "language": passage.language,
        "statistics": statistics.to_text(),
    }


def _passage(row: RowMapping) -> Passage:
    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        position=row["position"],
        span=Span(row["start"], row["start"] + len(row["text"])),
        text=row["text"],
        sentences=tuple(Span(start, end) for start, end in row["sentences"]),
        roles=tuple(map(Role, row["roles"])),
        headings=tuple(row["headings"]),
        language=row["language"],
    )
