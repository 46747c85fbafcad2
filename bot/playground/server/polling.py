"""The queue of updates: what the bot has not confirmed, given out by long polling to one poller at a time.

Left out on purpose: webhooks, the delay for a poller that repeats its offset, updates that expire.
"""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any

from bot.playground.server.refusals import RefusedError

MOST_UPDATES = 100
LONGEST_POLL_SECONDS = 50.0
_ASKED_FOR_ONLY = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(frozen=True)
class Update:
    """An update on its way to the bot."""

    id: int
    kind: str
    body: dict[str, Any]

    def json(self) -> dict[str, Any]:
        """The Bot API's Update."""
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """Updates wait here until the bot asks for an offset beyond them."""

    def __init__(self) -> None:
        self.waiting: list[Update] = []
        self.allowed: tuple[str, ...] = ()
        self.polls = 0
        self._next_id = 100_000_000 + secrets.randbelow(800_000_000)
        self._arrived = asyncio.Event()
        self._poller: object | None = None

    def put(self, kind: str, body: dict[str, Any]) -> int | None:
        """Queue an update; its id, or None when the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _ASKED_FOR_ONLY
        if not wanted:
            return None
        update = Update(self._next_id, kind, body)
        self._next_id += 1
        self.waiting.append(update)
        self._wake()
        return update.id

    async def take(self, offset: int, limit: int, timeout_seconds: float) -> list[dict[str, Any]]:
        """Confirm what is below `offset`, then the oldest updates, waiting for the first one.

        A second poller ends the first, which is told so with 409.
        """
        self.polls += 1
        self._confirm(offset)
        this_poll = self._poller = object()
        self._wake()
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(timeout_seconds, LONGEST_POLL_SECONDS)
        while not self.waiting and loop.time() < deadline:
            await self._wait(deadline - loop.time())
            if self._poller is not this_poll:
                raise RefusedError(409, _CONFLICT)
        return [update.json() for update in self.waiting[: max(1, min(limit, MOST_UPDATES))]]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [update for update in self.waiting if update.id >= offset]

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._arrived.wait(), seconds)
        except TimeoutError:
            return

    def _wake(self) -> None:
        self._arrived.set()
        self._arrived = asyncio.Event()
