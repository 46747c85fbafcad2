"""What the leader does about replicas that live no more: others get the queues that were theirs."""

import asyncio
import logging
import time
from typing import Final

from sqlalchemy import Connection

from bot import inbox
from bot.replicas.claims import SharedClaims
from bot.replicas.membership import LOOK_SECONDS
from bot.replicas.replica import Replica
from index import Database, DatabaseError, is_free

logger = logging.getLogger(__name__)

GRACE_SECONDS: Final = 1.5
"""So long a replica may be away from the database before others have its queues: all lose their connections
when the server starts anew, and not all are back at once.
"""


class Heirs:
    """Passes on queues whose owners are dead, and those that have no owner."""

    def __init__(self, database: Database, replica: Replica, claims: SharedClaims) -> None:
        self._database = database
        self._replica = replica
        self._claims = claims
        self._missing_since: dict[int, float] = {}

    async def run(self) -> None:
        """Look around for ever."""
        self._missing_since.clear()
        while True:
            try:
                await self.look(time.monotonic())
            except DatabaseError as error:
                logger.error("Nobody can take over from dead replicas: %s", error)
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self, now: float) -> None:
        """Pass on what is to be passed on at this monotonic second."""
        owners, unowned = await self._database.read_async(lambda c: (inbox.owners(c), inbox.unowned(c)))
        missing = owners.difference(self._replica.standing.live)
        self._missing_since = {each: self._missing_since.get(each, now) for each in missing}
        gone = [each for each, since in self._missing_since.items() if now - since >= GRACE_SECONDS]
        if gone or unowned:
            await self._database.write_async(lambda connection: self._pass_on(connection, gone))

    def _pass_on(self, connection: Connection, gone: list[int]) -> None:
        dead = [each for each in gone if is_free(connection, self._database.area, each)]
        queues = [*inbox.of_owners(connection, dead), *inbox.unowned(connection)]
        if queues:
            logger.info("%d chats are passed on; replicas gone: %s", len(queues), dead or "none")
        self._claims.take_over(connection, queues)
