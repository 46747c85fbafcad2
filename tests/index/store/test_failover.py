"""When a primary is gone and its standby takes over, writing goes on there; nothing acknowledged is lost."""

import threading
import time
from contextlib import closing

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select

from index.errors import DatabaseError
from index.store.database import Database, open_database
from tests.postgres import Server, server, wait_until

pytestmark = pytest.mark.system

notes = Table("notes", MetaData(), Column("id", Integer, primary_key=True))
DURABLE = ("fsync=off", "synchronous_commit=remote_write", "hot_standby=on", "max_connections=50")


class Scribe:
    """Writes one number after another, whatever happens, and knows which were acknowledged."""

    def __init__(self, database: Database) -> None:
        self.acknowledged: list[int] = []
        self.failed = 0
        self._database = database
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write_on)
        self._thread.start()

    def _write_on(self) -> None:
        number = 0
        while not self._over.is_set():
            number += 1
            try:
                self._database.write(lambda connection: connection.execute(insert(notes).values(id=number)))  # noqa: B023
            except DatabaseError:
                self.failed += 1
                time.sleep(0.02)
            else:
                self.acknowledged.append(number)

    def end(self) -> None:
        self._over.set()
        self._thread.join(60)

    def goes_on(self) -> None:
        """Wait until some more have been acknowledged."""
        some = len(self.acknowledged) + 20
        wait_until(lambda: len(self.acknowledged) >= some)


def test_a_standby_takes_over_and_nothing_acknowledged_is_lost() -> None:
    with server(DURABLE) as primary:
        standby = primary.standby()
        standby.start()
        try:
            primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            primary.execute("SELECT pg_reload_conf()")
            wait_until(lambda: primary.execute("SELECT sync_state FROM pg_stat_replication") == [("sync",)])
            take_over(primary, standby)
        finally:
            standby.stop("immediate")


def take_over(primary: Server, standby: Server) -> None:
    hosts = f"host=127.0.0.1:{primary.port}&host=127.0.0.1:{standby.port}"
    url = f"postgresql+psycopg://postgres@/postgres?{hosts}&target_session_attrs=read-write&connect_timeout=2"
    with closing(open_database(url)) as database:
        database.write(notes.create)
        scribe = Scribe(database)
        try:
            scribe.goes_on()
            primary.kill()
            standby.promote()
            scribe.goes_on()
        finally:
            scribe.end()
        assert scribe.failed
        there = database.read(lambda connection: set(connection.scalars(select(notes.c.id))))
    assert set(scribe.acknowledged) - there == set()
