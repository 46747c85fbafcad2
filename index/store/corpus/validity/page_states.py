"""What became of the pages that documents are from: gone, or without some of the sentences."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, delete, or_, select, update

from index.model import DocumentId, PageState, SourceId, SourceKind, Span
from index.store.corpus.tables import documents, page_states, sources
from index.store.database import upsert

SOONEST: Final = timedelta(days=1)
"""After which a page is looked at again."""

LOOKED_AT: tuple[SourceKind, ...] = (SourceKind.FILE, SourceKind.UPLOAD)
"""Kinds of sources that are not read from their pages, so that these have to be looked at by themselves."""


def due(connection: Connection, *, now: datetime, limit: int) -> Sequence[tuple[DocumentId, str]]:
    """Documents, with the addresses of their pages, that nobody has looked at for a while."""
    wanted = (
        select(documents.c.id, documents.c.url)
        .join_from(documents, sources)
        .outerjoin(page_states, page_states.c.document_id == documents.c.id)
        .where(
            sources.c.kind.in_(LOOKED_AT),
            documents.c.url.is_not(None),
            or_(page_states.c.looked_at.is_(None), page_states.c.looked_at < now - SOONEST),
        )
        .order_by(page_states.c.looked_at.nulls_first(), documents.c.id)
    )
    return [(row.id, row.url) for row in connection.execute(wanted.limit(limit))]


def put_state(
    connection: Connection,
    document_id: DocumentId,
    *,
    at: datetime,
    is_gone: bool = False,
    lost: Collection[Span] = (),
) -> None:
    """Remember what a look at a document's page has found; nothing of a document that is no more."""
    if connection.scalar(select(documents.c.id).where(documents.c.id == document_id)) is None:
        return
    row = {
        "document_id": document_id,
        "looked_at": at,
        "is_gone": is_gone,
        "lost": [[span.start, span.end] for span in sorted(lost)],
    }
    upsert(connection, page_states, row, key=["document_id"], update=row.keys() - {"document_id"})


def put_tried(connection: Connection, document_id: DocumentId, *, at: datetime) -> None:
    """Remember a look at a document's page that has found nothing out: what was known of it stays."""
    this = page_states.c.document_id == document_id
    if not connection.execute(update(page_states).where(this).values(looked_at=at)).rowcount:
        put_state(connection, document_id, at=at)


def put_gone(connection: Connection, source_id: SourceId, at: datetime) -> None:
    """Remember that the page of a source is gone."""
    for document_id in connection.scalars(select(documents.c.id).where(documents.c.source_id == source_id)):
        put_state(connection, document_id, at=at, is_gone=True)


def forget_states(connection: Connection, source_id: SourceId) -> None:
    """Forget what was found: the page of the source is there."""
    ours = select(documents.c.id).where(documents.c.source_id == source_id)
    connection.execute(delete(page_states).where(page_states.c.document_id.in_(ours)))


def read_state(is_gone: int | None, lost: str | None) -> PageState | None:
    """What a row says of a document's page, as the driver gives it; None where the page is as it was."""
    spans = json.loads(lost) if lost else []
    return PageState(bool(is_gone), tuple(Span(*span) for span in spans)) if is_gone or spans else None
