"""The disk: the real database, whose commits a story can cut, and the folder of sources.

Only processes die here, never the machine: what is committed stays, however little of it has reached a disk.
So the files may lie in memory, and `synchronous` matters nothing.
"""

import os
import tempfile
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from pydantic import SecretStr
from sqlalchemy import Engine

from bot import settings as bot_settings
from bot import subscriptions
from bot.announcements import Announcer
from bot.migrations import HEAD
from bot.subscriptions import Destination, Interest, Subscriber, read_interest
from index import DatabaseError, open_database, open_library
from index.store import connecting
from index.store import database as database_module
from index.store.writer import Work, driver_errors_told
from tests import turned
from tests.simulation import corpus
from tests.simulation.clock import BEGINNING
from tests.simulation.isolation import replace

T = TypeVar("T")

_MEMORY: Final = Path("/dev/shm")
_OLD: Final = BEGINNING.timestamp() - 86_400

TellLater = Callable[[Callable[[], object]], object]
"""Calls it after a pause, in the loop of the process."""


class Committed(Future[T]):
    """Work that is done; whoever waits for it in the event loop hears of it a little later."""

    def __init__(self, tell_later: TellLater) -> None:
        super().__init__()
        self._tell_later = tell_later

    def add_done_callback(self, fn: Callable[[Future[T]], object]) -> None:
        self._tell_later(lambda: fn(self))


class Disk:
    """What lasts when a process dies. `around_commit` runs a commit, or cuts it; a process sets both."""

    def __init__(self, undo: ExitStack) -> None:
        within = _MEMORY if os.access(_MEMORY, os.W_OK) else None
        self.root = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="footnote-", dir=within)))
        self.folder = self.root / "seeds"
        self.around_commit: Callable[[Callable[[], None]], None] = lambda commit: commit()
        self.tell_later: TellLater = lambda tell: tell()
        self._file = self.root / "footnote.db"
        self._engine: Engine | None = None
        replace(undo, database_module, "connect", self._connect)
        replace(undo, database_module, "Writer", self._make_writer)
        replace(undo, database_module.Database, "is_shared", False)  # a story has one bot
        undo.callback(self._let_go)
        self._first = self._prepare()

    def restore(self) -> None:
        """Everything as it is before a story begins."""
        self._let_go()
        if turned.is_turned():
            turned.put_back(self._file)
        else:
            self._file.write_bytes(self._first)
        for path in self.folder.iterdir():
            if path.stem not in corpus.OLD:
                path.unlink()

    def drop(self, name: str, text: str, at: datetime) -> None:
        """Put a source into the folder."""
        path = self.folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        os.utime(path, (at.timestamp(), at.timestamp()))

    def read(self, work: Work[T]) -> T:
        """Look into the database from outside."""
        assert self._engine is not None
        with self._engine.begin() as connection:
            return work(connection)

    def _prepare(self) -> bytes:
        """A bot that has run before: its sources read, its subscribers known. Its file, if it has one."""
        self.folder.mkdir()
        for name, text in corpus.OLD.items():
            self.drop(name, text, datetime.fromtimestamp(_OLD, UTC))
        settings = self.settings = bot_settings.Settings(
            seeds_dir=self.folder,
            data_dir=self.root,
            telegram_token=SecretStr("1:simulated"),
            http_port=0,
            admin_ids=frozenset({corpus.OWNER}),
        )
        database = open_database(settings.database_url, heads={"bot": HEAD})
        library = open_library(settings, database)
        library.sync()
        Announcer(library, database, time_zone="UTC")._begin()
        for chat_id, thread_id, text in corpus.SUBSCRIBED:
            interest = read_interest(text)
            assert isinstance(interest, Interest)
            subscriber = Subscriber(Destination(chat_id, thread_id or 0), abs(chat_id), "en")
            database.write(
                lambda c: subscriptions.subscribe(c, interest, subscriber, at=BEGINNING)  # noqa: B023
            )
        library.close()
        database.close()
        if not turned.is_turned():
            return self._file.read_bytes()
        self._let_go()
        turned.keep(self._file)
        return b""

    def _let_go(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
        for suffix in ("", "-wal", "-shm"):
            self._file.with_name(self._file.name + suffix).unlink(missing_ok=True)

    def _connect(self, url: str, busy_seconds: float) -> Engine:
        # One for all processes and stories: it keeps the statements that it has compiled.
        if self._engine is None:
            self._engine = connecting.connect(url, busy_seconds)
        return self._engine

    def _make_writer(self, engine: Engine) -> "_Writer":
        return _Writer(engine, self)


class _Writer:
    """Does each piece of work in a transaction of its own, at once."""

    def __init__(self, engine: Engine, disk: Disk) -> None:
        self._engine = engine
        self._disk = disk

    def submit(self, work: Work[T]) -> Future[T]:
        future: Future[T] = Committed(self._disk.tell_later)
        try:
            future.set_result(self._write(work))
        except Exception as error:  # noqa: BLE001 - it is the caller's
            future.set_exception(error)
        return future

    def close(self) -> None: ...

    def _write(self, work: Work[T]) -> T:
        with driver_errors_told():
            connection = self._engine.connect()
            try:
                transaction = connection.begin()
                result = work(connection)
                self._disk.around_commit(transaction.commit)
            finally:
                connection.close()  # undoes what is not committed
        return result


def lock_error() -> DatabaseError:
    """What a writer hears while another program holds the database."""
    return DatabaseError("the database cannot be used: database is locked")
