"""Table: how much each asker may still ask in this minute, where several replicas count together."""

from collections.abc import Callable
from datetime import UTC, datetime
from math import inf
from typing import Final

from cachetools import FIFOCache
from sqlalchemy import BigInteger, Column, Connection, Float, MetaData, String, Table, delete, select

from bot.chats.quota import Asker, Bucket, Verdict
from index import Database, UtcDateTime, upsert

metadata = MetaData()

allowances = Table(
    "allowances",
    metadata,
    Column("kind", String, primary_key=True),
    Column("asker_id", BigInteger, primary_key=True, autoincrement=False),
    Column("tokens", Float, nullable=False),
    Column("filled_at", UtcDateTime, nullable=False, index=True),
    Column("told_at", UtcDateTime),
)

_VERDICTS_KEPT: Final = 10_000


def _utc_now() -> datetime:
    return datetime.now(UTC)


class SharedQuota:
    """Questions allowed in a minute, for each asker, counted in the database; 0 allows any number."""

    def __init__(self, per_minute: int, database: Database, clock: Callable[[], datetime] = _utc_now) -> None:
        self._per_minute = per_minute
        self._database = database
        self._clock = clock
        self._verdicts: FIFOCache[tuple[Asker, int], Verdict] = FIFOCache(_VERDICTS_KEPT)

    async def ask(self, asker: Asker, *, of: int | None = None, times: int = 1) -> Verdict:
        """Count a question that `asker` asks now, as Quota does it."""
        limit = self._per_minute * times
        if limit == 0:
            return Verdict.ALLOWED
        known = self._verdicts.get((asker, of)) if of is not None else None
        if known is not None:
            return known
        verdict = await self._database.write_async(lambda c: take(c, asker, limit, at=self._clock()))
        if of is not None:
            self._verdicts[asker, of] = verdict
        return verdict


def take(connection: Connection, asker: Asker, limit: int, *, at: datetime) -> Verdict:
    """Count a question asked at that moment, of `limit` in a minute."""
    kind, asker_id = asker
    same = (allowances.c.kind == kind, allowances.c.asker_id == asker_id)
    row = connection.execute(select(allowances).where(*same)).first()
    now = at.timestamp()
    bucket = Bucket(limit, now)
    if row is not None:
        told_at = row.told_at.timestamp() if row.told_at else -inf
        bucket = Bucket(row.tokens, row.filled_at.timestamp(), told_at)
    verdict = bucket.take(limit, now)
    told = datetime.fromtimestamp(bucket.told_at, UTC) if bucket.told_at > -inf else None
    counted = {"tokens": bucket.tokens, "filled_at": at, "told_at": told}
    upsert(
        connection,
        allowances,
        {"kind": kind, "asker_id": asker_id, **counted},
        key=["kind", "asker_id"],
        update=counted,
    )
    return verdict


def prune(connection: Connection, *, before: datetime) -> None:
    """Forget whoever has asked nothing since that moment, more than a minute ago: their bucket is full."""
    connection.execute(delete(allowances).where(allowances.c.filled_at < before))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat, or of the person of that id."""
    connection.execute(delete(allowances).where(allowances.c.asker_id == chat_id))
