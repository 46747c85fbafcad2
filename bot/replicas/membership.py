"""How a replica is one of several: a thread holds the locks that tell that it lives, and that it leads."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from secrets import randbelow
from typing import Final

from sqlalchemy import Connection

from bot.replicas.replica import NotLeadingError, Replica, Standing
from index import Database, DatabaseError, Session, call_out, is_held_by

logger = logging.getLogger(__name__)

LOOK_SECONDS: Final = 0.5
"""How often a replica looks who else lives, and whether nobody leads."""

LEADER: Final = 0
"""The lock of whoever leads; each replica's own lock has its number."""

_LAST_NUMBER: Final = 2**31 - 1
_AGAIN_SECONDS: Final = 0.2
_END_SECONDS: Final = 5.0


JOINED: Final = "joined"
"""What a replica calls out to all when it begins to share the work."""

DELIVERIES: Final = "deliveries"
"""What is called out to all when something may be due."""


def new_replica(database: Database) -> Replica:
    """The bot of this process: alone on a database that is its own, else under a number that nobody has."""
    return Replica(1 + randbelow(_LAST_NUMBER)) if database.is_shared else Replica()


class Membership:
    """Keeps a replica, which is not alone, up to date about itself and the others.

    It may lead at once, but is none of those who live, and share the work, before `serve`. `words` gets what
    is called out to this replica, or to all. When the connection that holds the locks ends, the replica is
    not present, and leads no more, until another one holds them. Belongs to the event loop in which it is
    made.
    """

    def __init__(self, database: Database, replica: Replica) -> None:
        self.words: asyncio.Queue[str] = asyncio.Queue()
        self._database = database
        self._replica = replica
        self._loop = asyncio.get_running_loop()
        self._session_id: int | None = None
        self._is_connected = asyncio.Event()
        self._serves = False
        self._is_ended = threading.Event()
        self._trouble = ""
        self._thread = threading.Thread(target=self._live, name="membership", daemon=True)
        self._thread.start()

    async def connected(self) -> None:
        """Wait until it is known whether the replica leads."""
        await self._is_connected.wait()

    async def serve(self) -> None:
        """Be one of those who live and share the work, from when this returns."""
        self._serves = True
        await self._replica.until(lambda standing: standing.is_present)

    def check_leads(self, connection: Connection) -> None:
        """Raise NotLeadingError unless this replica leads, in a transaction that writes.

        Another one may begin to lead before that ends, but what that one writes comes after it.
        """
        session = self._session_id
        leads = session is not None and self._replica.standing.leads
        if not (leads and is_held_by(connection, self._database.area, LEADER, session or 0)):
            raise NotLeadingError("another replica leads now")

    def call_couriers(self) -> None:
        """Let all replicas hear that something may be due."""
        channel = f"footnote_{self._database.area}"
        self._database.submit(lambda connection: call_out(connection, channel, DELIVERIES))

    async def end(self) -> None:
        """Let go of the locks: what this replica has not done, others do."""
        self._is_ended.set()
        with suppress(DatabaseError):  # it ends by itself within the time of a look
            await self._database.write_async(
                lambda c: call_out(c, channel_of(self._database, self._replica.number), "")
            )
        await asyncio.to_thread(self._thread.join, _END_SECONDS)

    def _live(self) -> None:
        while not self._is_ended.is_set():
            try:
                session = self._database.open_session()
            except DatabaseError as error:
                self._say(error)
                time.sleep(_AGAIN_SECONDS)
                continue
            try:
                self._take_part(session)
            except DatabaseError as error:
                self._say(error)
            finally:
                self._stand(Standing((self._replica.number,), is_present=False, leads=False))
                self._session_id = None
                session.close()

    def _take_part(self, session: Session) -> None:
        """Look around, holding what locks are to be had, until it is told to end or the connection does."""
        for channel in (f"footnote_{self._database.area}", channel_of(self._database, self._replica.number)):
            session.listen(channel)
        self._session_id, leads, is_present = session.id, False, False
        while not self._is_ended.is_set():
            if not leads and session.take(LEADER):
                leads = True
                logger.info("This replica leads")
            # Not to be had while somebody looks whether this replica lives.
            if not is_present and self._serves and session.take(self._replica.number):
                is_present = True
                session.call_out(f"footnote_{self._database.area}", JOINED)
            live = tuple(sorted(session.held() - {LEADER}))
            self._stand(Standing(live, is_present=is_present, leads=leads))
            self._tell(self._is_connected.set)
            self._trouble = ""
            self._hear(session)

    def _hear(self, session: Session) -> None:
        """Pass on what is called out until it is time to look around again."""
        until = time.monotonic() + LOOK_SECONDS
        while (left := until - time.monotonic()) > 0 and not self._is_ended.is_set():
            for _channel, words in session.hear(left):
                if words == JOINED:
                    return
                if words:
                    self._tell(partial(self.words.put_nowait, words))

    def _stand(self, standing: Standing) -> None:
        self._tell(partial(self._replica.stand, standing))

    def _tell(self, what: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop has ended before the thread
            self._loop.call_soon_threadsafe(what)

    def _say(self, error: DatabaseError) -> None:
        if str(error) != self._trouble:  # once, not several times a second
            logger.error("Not among the replicas: %s", error)
        self._trouble = str(error)


def channel_of(database: Database, number: int) -> str:
    """The channel on which a replica hears what is for it alone."""
    return f"footnote_{database.area}_{number}"
