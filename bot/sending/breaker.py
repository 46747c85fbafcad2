"""The breaker before all sends: while Telegram is away, one message at a time tries whether it is back."""

import asyncio
from typing import Final

from cachetools import FIFOCache

FAILURES: Final = 3
CHATS: Final = 2
PROBE_SECONDS: Final = (1.0, 2.0, 3.0, 4.0)
HEAD_START_SECONDS: Final = 1.5
"""So much earlier than announcements may answers try, and go on, after Telegram was away."""
BACKOFF_SECONDS: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
_LOOK_SECONDS: Final = 1.0
_REMEMBERED_CHATS: Final = 10_000


class Breaker:
    """Opens when so many sends in a row fail, to several chats; the first that gets through closes it.

    A send fails when Telegram says nothing of use: a broken connection, a timeout, an error of its own. While
    it is open, whoever asks first when a probe is due gets to send, and nobody else. It is of one event loop.
    """

    def __init__(self) -> None:
        self._row: list[int] = []
        self._probes: int | None = None  # how many have failed; None while it is closed
        self._probe_at = float("-inf")
        self._prober: int | None = None
        self._last_prober: int | None = None
        self._prober_until = float("-inf")
        self._closed_at = float("-inf")
        self._successes = 0
        self._failed: FIFOCache[int, tuple[int, int]] = FIFOCache(_REMEMBERED_CHATS)

    def wait(self, chat_id: int, *, lasts: float) -> float:
        """Seconds until a message may go to this chat; at 0 a probe is its own for `lasts` seconds.

        It says a second at most: by then it may be closed.
        """
        now = _now()
        if self._probes is None:
            return 0.0
        # Who has tried last tries again, if still there: then one message alone may have arrived or not.
        at = self._probe_at + (0.0 if self._last_prober in (chat_id, None) else _LOOK_SECONDS)
        is_free = now >= self._prober_until and now >= at
        if is_free or (self._prober == chat_id and now < self._prober_until):
            self._prober = self._last_prober = chat_id
            self._prober_until = now + lasts
            return 0.0
        return _LOOK_SECONDS

    def away_for(self) -> float:
        """Seconds for which nothing should go out that nobody waits for; 0 for now."""
        now = _now()
        if self._probes is None:
            return max(0.0, self._closed_at + HEAD_START_SECONDS - now)
        return max(0.0, max(self._probe_at, self._prober_until) + HEAD_START_SECONDS - now)

    def is_open(self) -> bool:
        """Whether Telegram is away, as far as we know."""
        return self._probes is not None

    def succeeded(self, chat_id: int) -> None:
        """Telegram has taken or refused a message: it is there."""
        self._successes += 1
        self._row.clear()
        self._failed.pop(chat_id, None)
        if self._probes is not None:
            self._probes, self._prober, self._last_prober = None, None, None
            self._prober_until = float("-inf")
            self._closed_at = _now()

    def failed(self, chat_id: int) -> bool:
        """A send has failed; return whether that says something of this message, and not of Telegram alone.

        It does when others got through since this chat's failure before.
        """
        now = _now()
        before, times = self._failed.get(chat_id, (self._successes, 0))
        counts = self._probes is None and self._successes > before
        self._failed[chat_id] = self._successes, times + 1
        self._row = [*self._row, chat_id][-FAILURES:]
        if self._probes is not None and self._prober in (chat_id, None):
            self._probe_later(self._probes + 1, now)
        elif self._probes is None and len(self._row) == FAILURES and len(set(self._row)) >= CHATS:
            self._probe_later(0, now)
        return counts

    def backoff(self, chat_id: int) -> float:
        """Seconds after which what has just failed in this chat should be tried again."""
        _, times = self._failed.get(chat_id, (0, 1))
        return _LOOK_SECONDS if self.is_open() else BACKOFF_SECONDS[min(times, len(BACKOFF_SECONDS)) - 1]

    def _probe_later(self, probes: int, now: float) -> None:
        self._probes = probes
        self._probe_at = now + PROBE_SECONDS[min(probes, len(PROBE_SECONDS) - 1)]
        self._prober, self._prober_until = None, float("-inf")


def _now() -> float:
    return asyncio.get_running_loop().time()
