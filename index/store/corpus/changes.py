"""The log of changes, and which version of the analysis has worked on the texts."""

from sqlalchemy import Connection, select

from index.model import Change, ChangeKind
from index.store.corpus.tables import changes, meta
from index.store.database import upsert


def list_after(connection: Connection, after: int, limit: int) -> tuple[Change, ...]:
    """Up to `limit` changes of texts that follow the one with the id `after`, oldest first."""
    wanted = select(changes).where(changes.c.id > after, changes.c.kind != ChangeKind.RENEWED)
    rows = connection.execute(wanted.order_by(changes.c.id).limit(limit))
    return tuple(
        Change(row.id, ChangeKind(row.kind), row.source_id, row.document_id, row.at, row.first)
        for row in rows
    )


def text_version(connection: Connection) -> int:
    """The newest version of the analysis that has worked here; 0 for none."""
    return int(connection.scalar(select(meta.c.value).where(meta.c.key == "text_version")) or 0)


def put_text_version(connection: Connection, version: int) -> None:
    """Remember the newest version of the analysis that has worked here."""
    row = {"key": "text_version", "value": str(version)}
    upsert(connection, meta, row, key=["key"], update=["value"])
