"""Sources that come from another library, as they were there."""

from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Connection, select

from index.model import Document, Source, SourceKind
from index.store.corpus import documents, webs
from index.store.corpus.sources import described, put_all
from index.store.corpus.tables import sources
from index.store.database import upsert


class Came(Enum):
    """What became of a source: TAKEN is one whose id a file of the folder has here."""

    NEW = auto()
    CHANGED = auto()
    SAME = auto()
    TAKEN = auto()


def put(
    connection: Connection, source: Source, texts: list[tuple[Document, documents.Analysed]], at: datetime
) -> Came:
    """Store the source with its texts, in the place of what was known of it; on the web it is due now."""
    kind = connection.scalar(select(sources.c.kind).where(sources.c.id == source.id))
    if kind == SourceKind.FILE:
        return Came.TAKEN
    row = {
        **described(source, source.id, source.kind, source.locator),
        "checked_at": source.checked_at or at,
        "next_check_at": at if source.kind in webs.KINDS else None,
        "removed_at": None,
    }
    upsert(connection, sources, row, key=["id"], update=row.keys() - {"id"})
    changed = put_all(connection, source.id, texts, at)
    if kind is None:
        return Came.NEW
    return Came.CHANGED if changed else Came.SAME
