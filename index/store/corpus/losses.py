"""The sources that were lost all at once and are kept for a while, as stored."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, select

from index.model import SourceId
from index.store.corpus.tables import meta
from index.store.database import upsert

_KEY: Final = "lost_at_once"


@dataclass(frozen=True, slots=True)
class Loss:
    """Sources whose files are gone, and when that was first noticed."""

    ids: frozenset[SourceId]
    noticed_at: datetime


def find_loss(connection: Connection) -> Loss | None:
    """The sources that are kept although their files are gone, if there are any."""
    stored = connection.scalar(select(meta.c.value).where(meta.c.key == _KEY))
    if stored is None:
        return None
    noticed_at, ids = json.loads(stored)
    return Loss(frozenset(ids), datetime.fromisoformat(noticed_at))


def put_loss(connection: Connection, ids: Collection[SourceId], noticed_at: datetime) -> None:
    """Remember which sources are kept; none of them forgets it all."""
    if not ids:
        connection.execute(delete(meta).where(meta.c.key == _KEY))
        return
    row = {"key": _KEY, "value": json.dumps([noticed_at.isoformat(), sorted(ids)])}
    upsert(connection, meta, row, key=["key"], update=["value"])
