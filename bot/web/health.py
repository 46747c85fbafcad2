"""Whether the bot lives and whether it can do its work, for whoever restarts it or sends it requests."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from index import Database, DatabaseError, Library, SearchUnavailableError

logger = logging.getLogger(__name__)

SILENT_SECONDS: Final = 150.0
"""So long may the last word from Telegram be ago: two long polls and a half."""

WRITE_SECONDS: Final = 5.0
BEHIND: Final = timedelta(seconds=60)
"""So old may a change be that cannot be asked about yet."""


@dataclass(frozen=True, slots=True)
class Health:
    """What can be asked of a running bot.

    `loops` are what has to run as long as the bot does; `heard_at` is the monotonic second of the last word
    from Telegram, None before the first.
    """

    loops: Mapping[str, asyncio.Task[None]]
    heard_at: Callable[[], float | None]
    database: Database
    library: Library

    def routes(self) -> list[Route]:
        """`/live` and `/ready`: 200 when all is well, 503 with the reasons when it is not."""
        return [Route("/live", self._live), Route("/ready", self._ready)]

    async def _live(self, _request: Request) -> JSONResponse:
        return _told([f"{name} has ended" for name, task in self.loops.items() if task.done()])

    async def _ready(self, _request: Request) -> JSONResponse:
        found = await asyncio.gather(self._hears(), self._writes(), self._has_caught_up())
        return _told([trouble for trouble in found if trouble])

    async def _hears(self) -> str:
        heard_at = self.heard_at()
        if heard_at is None:
            return "nothing was heard from Telegram yet"
        silent = time.monotonic() - heard_at
        return f"nothing was heard from Telegram for {silent:.0f} s" if silent > SILENT_SECONDS else ""

    async def _writes(self) -> str:
        try:
            async with asyncio.timeout(WRITE_SECONDS):
                await self.database.write_async(lambda _connection: None)
        except TimeoutError:
            return f"the database could not be written within {WRITE_SECONDS:.0f} s"
        except DatabaseError as error:
            return f"the database cannot be written: {error}"
        return ""

    async def _has_caught_up(self) -> str:
        try:
            behind = await asyncio.to_thread(self._oldest_unknown)
        except SearchUnavailableError as error:
            return f"search is unavailable: {error}"
        except DatabaseError as error:
            return f"the database cannot be read: {error}"
        if behind is None or datetime.now(UTC) - behind < BEHIND:
            return ""
        return f"what changed since {behind:%Y-%m-%d %H:%M} UTC cannot be asked about yet"

    def _oldest_unknown(self) -> datetime | None:
        changes = self.library.changes(after=self.library.cursor(), limit=1)
        return changes[0].at if changes else None


def _told(troubles: list[str]) -> JSONResponse:
    if troubles:
        logger.warning("Not well: %s", "; ".join(troubles))
    return JSONResponse({"ok": not troubles, "troubles": troubles}, 503 if troubles else 200)
