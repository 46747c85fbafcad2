"""How the handling of an update ends, written into the inbox however long the database takes."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot import inbox
from bot.inbox import Received, Record
from bot.replicas.claims import Claims, LostClaimError
from index import Database, DatabaseError

logger = logging.getLogger(__name__)

DATABASE_RETRY_SECONDS: Final = 2.0


class Endings:
    """Writes what became of updates; with the last one that is held of a queue, lets that go.

    Everything raises LostClaimError, and nothing is written, when the update is another replica's to handle
    by now.
    """

    def __init__(self, database: Database, claims: Claims) -> None:
        self._database = database
        self._claims = claims

    async def finish(self, received: Received, record: Record, is_last: Callable[[], bool]) -> None:
        """Write what the update leaves behind and that it is done, all of it or nothing."""

        def done(connection: Connection) -> None:
            inbox.mark_done(connection, received.update_id)

        def write(connection: Connection) -> None:
            record.write(connection)
            done(connection)

        try:
            await self._end(received, write, is_last())
            record.conclude()
        except LostClaimError:
            raise
        except Exception:  # it has taken effect: to handle it again would be worse than to remember nothing
            logger.exception("What update %d leaves behind cannot be written", received.update_id)
            await self._end(received, done, is_last())

    async def give_up(self, received: Received, reason: str, is_last: Callable[[], bool]) -> None:
        """Write that it is not tried any more."""

        def dead(connection: Connection) -> None:
            inbox.mark_dead(connection, received.update_id, attempts=received.attempts, reason=reason)

        await self._end(received, dead, is_last())

    async def put_off(self, received: Received, seconds: float, reason: str | None) -> datetime:
        """Write that it is tried again after so many seconds; return when that is."""
        until = datetime.now(UTC) + timedelta(seconds=seconds)

        def later(connection: Connection) -> None:
            inbox.put_off(
                connection, received.update_id, attempts=received.attempts, until=until, reason=reason
            )

        await self._write(received, later)
        return until

    async def _end(self, received: Received, work: Callable[[Connection], None], is_last: bool) -> None:
        def write(connection: Connection) -> None:
            work(connection)
            if is_last:
                self._claims.give_back(connection, received.queue)

        await self._write(received, write)

    async def _write(self, received: Received, work: Callable[[Connection], None]) -> None:
        """Write it down, however long the database takes: an update not marked would be handled again."""

        def write(connection: Connection) -> None:
            self._claims.check(connection, received.queue)
            work(connection)

        while True:
            try:
                return await self._database.write_async(write)
            except DatabaseError as error:
                logger.error("The inbox cannot be written, trying again: %s", error)
                await asyncio.sleep(DATABASE_RETRY_SECONDS)
