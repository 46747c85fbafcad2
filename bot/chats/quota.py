"""How many questions somebody may ask: token buckets, which allow a burst of a minute's worth."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum
from math import inf
from typing import Final

from cachetools import FIFOCache, TTLCache

MINUTE_SECONDS: Final = 60.0
_BUCKETS_KEPT: Final = 10_000
_VERDICTS_KEPT: Final = 10_000


class Verdict(Enum):
    """What to do with one more question."""

    ALLOWED = "allowed"
    FIRST_REFUSAL = "first refusal"
    REFUSED = "refused"


Asker = tuple[str, int]
"""Who asks: a kind, such as `person` or `group`, and an id of that kind."""


@dataclass(slots=True)
class Bucket:
    """Questions that are left, as of a second; when somebody was last told that none were."""

    tokens: float
    filled_at: float
    told_at: float = -inf

    def take(self, limit: int, now: float) -> Verdict:
        """Count a question asked now, of `limit` in a minute; a clock that goes back fills nothing."""
        self.tokens = min(limit, self.tokens + max(0.0, now - self.filled_at) * limit / MINUTE_SECONDS)
        self.filled_at = now
        if self.tokens >= 1:
            self.tokens -= 1
            return Verdict.ALLOWED
        if 0 <= now - self.told_at < MINUTE_SECONDS:
            return Verdict.REFUSED
        self.told_at = now
        return Verdict.FIRST_REFUSAL


class Quota:
    """Questions allowed in a minute, for each asker; 0 allows any number.

    A bucket is full again a minute after its last question, and forgotten then. `timer` tells seconds and
    never goes back.
    """

    def __init__(self, per_minute: int, timer: Callable[[], float]) -> None:
        self._per_minute = per_minute
        self._timer = timer
        self._buckets: TTLCache[Hashable, Bucket] = TTLCache(_BUCKETS_KEPT, MINUTE_SECONDS, timer)
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

    async def ask(self, asker: Asker, *, of: int | None = None, times: int = 1) -> Verdict:
        """Do `take`, as those do who count elsewhere."""
        return self.take(asker, of=of, times=times)

    def _count(self, asker: Hashable, limit: int) -> Verdict:
        now = self._timer()
        bucket = self._buckets.get(asker) or Bucket(limit, now)
        self._buckets[asker] = bucket  # anew, so that its minute begins
        return bucket.take(limit, now)
