"""How many questions somebody may ask: token buckets, which allow a burst of a minute's worth."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import Final

from cachetools import FIFOCache, TTLCache

_MINUTE_SECONDS: Final = 60.0
_BUCKETS_KEPT: Final = 10_000
_VERDICTS_KEPT: Final = 10_000


class Verdict(Enum):
    """What to do with one more question."""

    ALLOWED = "allowed"
    FIRST_REFUSAL = "first refusal"
    REFUSED = "refused"


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled_at: float
    told_at: float = -inf


class Quota:
    """Questions allowed in a minute, for each asker; 0 allows any number.

    A bucket is full again a minute after its last question, and forgotten then. `timer` tells seconds and
    never goes back.
    """

    def __init__(self, per_minute: int, timer: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._timer = timer
        self._buckets: TTLCache[Hashable, _Bucket] = TTLCache(_BUCKETS_KEPT, _MINUTE_SECONDS, timer)
        self._verdicts: FIFOCache[tuple[Hashable, int], Verdict] = FIFOCache(_VERDICTS_KEPT)

    def take(self, asker: Hashable, *, of: int | None = None, times: int = 1) -> Verdict:
        """Count a question that `asker` asks now.

        `of` names the question: one that is tried again is not counted again, its verdict stands. `times`
        widens the limit, as for a group of people. FIRST_REFUSAL comes at most once a minute.
        """
        limit = self._per_minute * times
        if limit == 0:
            return Verdict.ALLOWED
        if of is None:
            return self._count(asker, limit)
        verdict = self._verdicts.get((asker, of))
        if verdict is None:
            verdict = self._verdicts[asker, of] = self._count(asker, limit)
        return verdict

    def _count(self, asker: Hashable, limit: int) -> Verdict:
        now = self._timer()
        bucket = self._buckets.get(asker) or _Bucket(limit, now)
        bucket.tokens = min(limit, bucket.tokens + (now - bucket.filled_at) * limit / _MINUTE_SECONDS)
        bucket.filled_at = now
        self._buckets[asker] = bucket  # anew, so that its minute begins
        return _take_token(bucket, now)


def _take_token(bucket: _Bucket, now: float) -> Verdict:
    if bucket.tokens >= 1:
        bucket.tokens -= 1
        return Verdict.ALLOWED
    if now - bucket.told_at < _MINUTE_SECONDS:
        return Verdict.REFUSED
    bucket.told_at = now
    return Verdict.FIRST_REFUSAL
