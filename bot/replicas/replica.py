"""One of the bots on a database, as far as the others matter to it: who else lives, and whether it leads."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from index import DatabaseError

ALONE: Final = 0

_HANDOVER: Final = timedelta(minutes=1)
"""After a change among the replicas one of them may still send for so long to what is another's."""


Fence = Callable[[Connection], None]
"""Raises NotLeadingError, in a transaction that writes, when that may not be written by this replica."""


class NotLeadingError(DatabaseError):
    """Another replica leads by now: what this one was about to write is that one's to write."""


def unfenced(connection: Connection) -> None:
    """Any replica may write it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a replica stands.

    `live` are all replicas known to live and to share the work, in the order of their numbers. One that is
    not `is_present` among them may be taken for dead: it begins nothing.
    """

    live: tuple[int, ...]
    is_present: bool
    leads: bool


class Replica:
    """A bot by its number, and how it stands; belongs to one event loop.

    Where nobody else can be on the database its number is `ALONE`, and it leads for ever.
    """

    def __init__(self, number: int = ALONE) -> None:
        is_alone = number == ALONE
        self.number = number
        self.is_alone = is_alone
        self.standing = Standing((number,), is_present=is_alone, leads=is_alone)
        self._changed = asyncio.Event()
        self._shared_out_at = datetime.now(UTC)

    def stand(self, standing: Standing) -> None:
        """Note how it stands from now on, and wake those who wait for that."""
        if standing.live != self.standing.live:
            self._shared_out_at = datetime.now(UTC)
        if standing != self.standing:
            self.standing = standing
            self._changed.set()
            self._changed = asyncio.Event()

    async def changed(self) -> Standing:
        """Wait until it stands in another way; return how it stands then."""
        await self._changed.wait()
        return self.standing

    async def until(self, holds: Callable[[Standing], bool]) -> None:
        """Wait until it stands like that."""
        while not holds(self.standing):
            await self._changed.wait()

    def serves_since(self) -> datetime:
        """From when on nobody else has sent anything to the chats that are this replica's."""
        return self._shared_out_at if self.is_alone else self._shared_out_at + _HANDOVER

    @property
    def share(self) -> tuple[int, int]:
        """Its number among those who live, from 0, and how many these are."""
        live = self.standing.live
        return (live.index(self.number), len(live)) if self.number in live else (0, 1)
