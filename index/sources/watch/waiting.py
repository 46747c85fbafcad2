"""Waiting for the next look at a folder: a while, or until the system tells that something has changed."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Final

logger = logging.getLogger(__name__)

LOOKS_APART: Final = 20
"""So many times as long as a look takes is waited for the next one: looking takes a twentieth of a core."""

_OFTEN_SECONDS: Final = 5.0
"""What is looked at as often as this needs nobody to tell of changes."""

_SETTLE_SECONDS: Final = 1.2
"""After a change, as more may follow and a file may be half written."""


class Watching:
    """Waits for changes in a folder; where the system cannot tell of them, for the time alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stopped = threading.Event()
        self._changes: Iterator[object] | None = None
        self._is_told = True

    def wait(self, seconds: float, look_seconds: float) -> None:
        """Wait so long, or longer where a look has taken `look_seconds`; then a change ends it sooner."""
        until = monotonic() + max(seconds, LOOKS_APART * look_seconds)
        if until - monotonic() > _OFTEN_SECONDS and self._is_told and self._has_changed(until):
            until = min(until, monotonic() + _SETTLE_SECONDS)
        self._stopped.wait(max(0.0, until - monotonic()))

    def stop(self) -> None:
        """End the waiting, for good."""
        self._stopped.set()

    def _has_changed(self, until: float) -> bool:
        try:
            if self._changes is None:
                self._changes = self._told()
            while monotonic() < until:
                if next(self._changes, None) or self._stopped.is_set():
                    return True
        except (OSError, RuntimeError) as error:
            logger.warning("The system does not tell of changes in %s: %s", self._folder, error)
            self._is_told = False
        return False

    def _told(self) -> Iterator[object]:
        """What has changed since it was asked last, or nothing after a second."""
        from watchfiles import watch  # for large folders alone

        return watch(
            self._folder,
            watch_filter=None,
            debounce=200,
            stop_event=self._stopped,
            rust_timeout=1_000,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
