"""How many questions somebody may ask: token buckets, which allow a burst of a minute's worth."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import Final

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

    A bucket is full again a minute after its last question, and forgotten then.
    """

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: dict[Hashable, _Bucket] = {}
        self._verdicts: OrderedDict[tuple[Hashable, int | None], Verdict] = OrderedDict()

    def take(self, asker: Hashable, now: float, *, of: int | None = None, times: int = 1) -> Verdict:
        """Count a question of `asker`, at `now` on any clock of seconds that never goes back.

        `of` names the question: one that is tried again is not counted again, its verdict stands. `times`
        widens the limit, as for a group of people. FIRST_REFUSAL comes at most once a minute.
        """
        limit = self._per_minute * times
        if limit == 0:
            return Verdict.ALLOWED
        if (verdict := self._verdicts.get((asker, of))) is not None:
            return verdict
        verdict = self._count(asker, now, limit)
        if of is not None:
            self._verdicts[asker, of] = verdict
            while len(self._verdicts) > _VERDICTS_KEPT:
                self._verdicts.popitem(last=False)
        return verdict

    def _count(self, asker: Hashable, now: float, limit: int) -> Verdict:
        bucket = self._buckets.pop(asker, None) or _Bucket(limit, now)
        bucket.tokens = min(limit, bucket.tokens + (now - bucket.filled_at) * limit / _MINUTE_SECONDS)
        bucket.filled_at = now
        self._forget_full(now)
        self._buckets[asker] = bucket  # at the end: the dict stays sorted by filled_at
        return _take_token(bucket, now)

    def _forget_full(self, now: float) -> None:
        """Drop the buckets that are full by now, and the oldest when there are too many."""
        while self._buckets:
            asker, oldest = next(iter(self._buckets.items()))
            if now - oldest.filled_at < _MINUTE_SECONDS and len(self._buckets) < _BUCKETS_KEPT:
                return
            del self._buckets[asker]


def _take_token(bucket: _Bucket, now: float) -> Verdict:
    if bucket.tokens >= 1:
        bucket.tokens -= 1
        return Verdict.ALLOWED
    if now - bucket.told_at < _MINUTE_SECONDS:
        return Verdict.REFUSED
    bucket.told_at = now
    return Verdict.FIRST_REFUSAL
