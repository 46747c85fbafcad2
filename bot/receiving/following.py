"""What a replica makes of how it stands among the others, and of what these call out to it."""

import asyncio
import logging
from typing import Final

from bot.delivery.courier import Courier
from bot.receiving.worker import Worker
from bot.replicas.claims import SharedClaims
from bot.replicas.membership import DELIVERIES, Membership
from bot.replicas.replica import Replica
from bot.sending.limits import Limiter
from index import Database, DatabaseError

logger = logging.getLogger(__name__)

_LOOK_SECONDS: Final = 5.0
"""How often queues are looked for of which nothing was heard."""


class Following:
    """Keeps worker, courier and limiter in step with the other replicas."""

    def __init__(
        self, database: Database, replica: Replica, membership: Membership, claims: SharedClaims
    ) -> None:
        self._database = database
        self._replica = replica
        self._membership = membership
        self._claims = claims

    async def stand(self, worker: Worker, courier: Courier, limiter: Limiter) -> None:
        """Take this replica's share of the work, for ever; nothing while others may take it for dead."""
        was_present = True
        while True:
            standing = self._replica.standing
            limiter.share_with(max(len(standing.live), 1))
            courier.share_with(self._replica.share)
            if not standing.is_present:
                worker.pause()
            elif not was_present:
                worker.go_on(await self._left())
            was_present = standing.is_present
            while self._replica.standing == standing:
                await self._replica.changed()

    async def hear(self, worker: Worker, courier: Courier) -> None:
        """Handle what others have put into queues of this replica as soon as they say so, for ever."""
        while True:
            try:
                async with asyncio.timeout(_LOOK_SECONDS):
                    words = await self._membership.words.get()
            except TimeoutError:
                worker.resume(queue for queue in await self._left() if not worker.holds(queue))
                continue
            if words == DELIVERIES:
                courier.wake()
            else:
                worker.resume(int(queue) for queue in words.split())

    async def _left(self) -> list[int]:
        """The queues that the table says are this replica's, however long the database takes."""
        while True:
            try:
                return await self._database.read_async(self._claims.left)
            except DatabaseError as error:
                logger.error("The inbox cannot be read, trying again: %s", error)
                await asyncio.sleep(1)
