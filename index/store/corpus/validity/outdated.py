"""Documents that are no longer valid: their day is over, or another one says that it takes their place."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection, delete, insert, select, update

from index.model import Document, DocumentHead, DocumentId, PartialDate
from index.store.corpus.tables import documents, sources, supersessions, validity


def put_validity(connection: Connection, document: Document) -> None:
    """Remember what a document says of its validity, in the place of what it said before."""
    stored = select(validity.c.valid_until).where(validity.c.document_id == document.id)
    until = document.valid_until and str(document.valid_until)
    if connection.scalar(stored) != until:
        connection.execute(delete(validity).where(validity.c.document_id == document.id))
        if document.valid_until is not None:
            row = {
                "document_id": document.id,
                "valid_until": until,
                "last_day": _last_day(document.valid_until),
            }
            connection.execute(insert(validity).values(row))
    connection.execute(delete(supersessions).where(supersessions.c.document_id == document.id))
    rows = [{"document_id": document.id, "target": target} for target in dict.fromkeys(document.supersedes)]
    if rows:
        connection.execute(insert(supersessions), rows)


def with_validity(connection: Connection, document: Document) -> Document:
    """The document with what it says of its validity."""
    until = connection.scalar(select(validity.c.valid_until).where(validity.c.document_id == document.id))
    named = select(supersessions.c.target).where(supersessions.c.document_id == document.id)
    targets = tuple(connection.scalars(named.order_by(supersessions.c.target)))
    return replace(document, valid_until=until and PartialDate.parse(until), supersedes=targets)


def superseded_among(connection: Connection, heads: Collection[DocumentHead]) -> frozenset[DocumentId]:
    """Those that another document names by the id, the address or the file of their source."""
    named = {head.id: {head.id, head.source_id, head.url} for head in heads}
    places = select(sources.c.id, sources.c.locator).where(
        sources.c.id.in_({head.source_id for head in heads})
    )
    locators = {row.id: row.locator for row in connection.execute(places)}
    for head in heads:
        named[head.id].add(locators.get(head.source_id))
    names = {name for each in named.values() for name in each if name}
    rows = connection.execute(
        select(supersessions.c.target, supersessions.c.document_id).where(supersessions.c.target.in_(names))
    ).all()
    return frozenset(
        id_ for id_, own in named.items() if any(row.target in own and row.document_id != id_ for row in rows)
    )


def expiring(
    connection: Connection, *, today: date, before: date
) -> Sequence[tuple[DocumentId, str, PartialDate]]:
    """The ids, titles and last days of documents that are valid still, though not for longer than `before`.

    Those of which the owner was reminded are left out.
    """
    ends = validity.c.last_day.between(today.isoformat(), before.isoformat())
    wanted = (
        select(documents.c.id, documents.c.title, validity.c.valid_until)
        .join_from(validity, documents)
        .where(ends, validity.c.reminded.is_(False))
        .order_by(validity.c.last_day, documents.c.id)
    )
    return [(row.id, row.title, PartialDate.parse(row.valid_until)) for row in connection.execute(wanted)]


def note_reminded(connection: Connection, ids: Collection[DocumentId]) -> None:
    """Remember that the owner was reminded of these."""
    connection.execute(update(validity).where(validity.c.document_id.in_(ids)).values(reminded=True))


def _last_day(until: PartialDate) -> str:
    return until.last_day().isoformat()
