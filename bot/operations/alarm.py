"""What goes wrong reaches the owner in private: once a kind and hour, with a number that the log has too."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Final

AGAIN_SECONDS: Final = 3600.0
MOST_WAITING: Final = 20
"""Notices that are kept for sending; in a storm the log has the rest."""


class Alarm(logging.Handler):
    """Takes errors from the log, whose messages hold no question and, redacted, no token."""

    def __init__(self, formatter: logging.Formatter, clock: Callable[[], float]) -> None:
        super().__init__(logging.ERROR)
        self.setFormatter(formatter)
        self._clock = clock
        self._told_at: dict[str, float] = {}
        self._waiting: asyncio.Queue[tuple[str, str]] = asyncio.Queue(MOST_WAITING)
        self._loop = asyncio.get_running_loop()

    def emit(self, record: logging.LogRecord) -> None:
        """Queue a notice unless one of its kind was queued within the hour. May be called from any thread."""
        now, kind = self._clock(), f"{record.name}: {record.msg}"
        if now - self._told_at.get(kind, float("-inf")) < AGAIN_SECONDS:
            return
        self._told_at[kind] = now
        reference = secrets.token_hex(3)
        logging.getLogger(__name__).warning("The owner is told, reference %s: %s", reference, record.name)
        self._loop.call_soon_threadsafe(self._put, (reference, self.format(record)))

    def _put(self, notice: tuple[str, str]) -> None:
        if not self._waiting.full():
            self._waiting.put_nowait(notice)

    async def run(self, tell: Callable[[str, str], Awaitable[None]]) -> None:
        """Tell reference and message of each notice, for ever."""
        while True:
            await tell(*await self._waiting.get())
