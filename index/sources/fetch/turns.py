"""One request at a time to a host, and a pause between pages of the same host."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

PAUSE_SECONDS: Final = 1.0


class Turns:
    """Hands out turns; a host is a name and a port. May be used from any thread."""

    def __init__(
        self,
        pause_seconds: float = PAUSE_SECONDS,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause_seconds = pause_seconds
        self._now = now
        self._sleep = sleep
        self._entrance = threading.Lock()
        self._hosts: dict[tuple[str, int], threading.Lock] = {}
        self._over_at: dict[tuple[str, int], float] = {}

    @contextmanager
    def turn(self, host: str, port: int, *, polite: bool) -> Iterator[None]:
        """Be alone with the host; a `polite` turn begins no sooner than the pause after the one before."""
        place = (host.lower(), port)
        with self._entrance:
            alone = self._hosts.setdefault(place, threading.Lock())
        with alone:
            if polite:
                waited = self._now() - self._over_at.get(place, float("-inf"))
                if waited < self._pause_seconds:
                    self._sleep(self._pause_seconds - waited)
            try:
                yield
            finally:
                self._over_at[place] = self._now()
