"""A connection of its own to a database that several bots share, and what lasts as long as it does."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from index.errors import DatabaseError
from index.store.connecting import reason_of

_HELD: Final = """\
SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted
AND classid = %s AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""

_IS_HELD_BY: Final = text("""\
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid = :area
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
AND objid = :lock AND pid = :session""")


class Session:
    """Holds locks, each a number in an `area` of its own, and hears what is called out on channels.

    When the connection ends, however it does, its locks are free at once. Belongs to one thread; all methods
    raise DatabaseError when the connection has ended. It must lead to the server itself: a pooler that shares
    connections between transactions lets locks go.
    """

    def __init__(self, engine: Engine, area: int) -> None:
        self._area = area
        with _told():
            self._connection = engine.raw_connection()
            driver: Any = self._connection.driver_connection
            self._connection.detach()  # it is never lent to anybody else
            driver.autocommit = True
        self._driver = driver
        self.id: int = driver.info.backend_pid

    def take(self, lock: int) -> bool:
        """Take the lock, unless somebody else has it; say whether it is ours now."""
        with _told():
            row = self._driver.execute("SELECT pg_try_advisory_lock(%s, %s)", (self._area, lock)).fetchone()
        return bool(row[0])

    def held(self) -> frozenset[int]:
        """The locks of the area that anybody holds."""
        with _told():
            rows = self._driver.execute(_HELD, (self._area,)).fetchall()
        return frozenset(row[0] for row in rows)

    def listen(self, channel: str) -> None:
        """From now on hear what is called out on this channel, named with letters, digits and `_`."""
        with _told():
            self._driver.execute(f'LISTEN "{channel}"')

    def hear(self, seconds: float) -> list[tuple[str, str]]:
        """What was called out, channel and words, waiting for the first of it for up to so many seconds."""
        with _told():
            found = self._driver.notifies(timeout=seconds, stop_after=1)
            return [(each.channel, each.payload) for each in found]

    def call_out(self, channel: str, words: str) -> None:
        """Let all sessions that listen to the channel hear these words now."""
        with _told():
            self._driver.execute("SELECT pg_notify(%s, %s)", (channel, words))

    def close(self) -> None:
        """End the connection."""
        with suppress(Exception):  # it may have ended long ago
            self._connection.close()


def call_out(connection: Connection, channel: str, words: str) -> None:
    """Let all sessions that listen to the channel hear these words (up to 7,999 bytes) after the commit."""
    connection.execute(text("SELECT pg_notify(:channel, :words)"), {"channel": channel, "words": words})


def is_free(connection: Connection, area: int, lock: int) -> bool:
    """Whether nobody holds the lock; then nobody can take it before this transaction has ended."""
    wanted = text("SELECT pg_try_advisory_xact_lock(:area, :lock)")
    return bool(connection.scalar(wanted, {"area": area, "lock": lock}))


def is_held_by(connection: Connection, area: int, lock: int, session: int) -> bool:
    """Whether the session with this id holds the lock now."""
    found = connection.scalar(_IS_HELD_BY, {"area": area, "lock": lock, "session": session})
    return bool(found)


@contextmanager
def _told() -> Iterator[None]:
    """Raise what the driver, or SQLAlchemy for it, says of the connection as DatabaseError."""
    try:
        yield
    except DBAPIError as error:
        raise DatabaseError(f"the database cannot be used: {reason_of(error.orig)}") from error
    except Exception as error:
        if not hasattr(error, "diag"):
            raise
        raise DatabaseError(f"the database cannot be used: {reason_of(error)}") from error
