"""The database: how it is opened, read and written, and the types its tables share.

A piece of work is a function of a connection: it is done whole or not at all, and never sees half of another.
"""

import logging
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, TypeVar

from sqlalchemy import (
    ClauseElement,
    Column,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    String,
    Table,
    TypeDecorator,
    inspect,
    select,
)

from index.errors import DatabaseError
from index.store.backups import back_up
from index.store.connecting import backend_of, connect, writing
from index.store.migrations import HEAD, is_current, migrate
from index.store.session import Session
from index.store.writer import Work, Writer, driver_errors_told

logger = logging.getLogger(__name__)

T = TypeVar("T")
_READER_THREADS: Final = 4
MOVING: Final = "moving"
"""The key of `meta` that says that a database is still being filled from another one."""

metadata = MetaData()
meta = Table(
    "meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False)
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, returned in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn an aware moment into UTC; raise ValueError for a naive one."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give back the moment in UTC, also where the database keeps no time zone."""
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


def upsert(
    connection: Connection,
    table: Table,
    rows: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    key: Iterable[str],
    update: Iterable[str] = (),
) -> int:
    """Insert rows; where `key` exists already, set the columns in `update`; without any, keep the old row.

    Returns how many rows were inserted or updated.
    """
    statement = _upserting(connection.dialect.name, table, tuple(key), tuple(update))
    if isinstance(rows, Mapping) and not any(isinstance(value, ClauseElement) for value in rows.values()):
        return connection.execute(statement, rows).rowcount
    return connection.execute(statement.values(rows)).rowcount


@lru_cache(maxsize=256)
def _upserting(backend: str, table: Table, key: Sequence[str], update: Sequence[str]) -> Any:
    """Made once: that takes longer than running it."""
    statement = backend_of(backend).insert(table)
    if not update:
        return statement.on_conflict_do_nothing(index_elements=key)
    changes = {name: statement.excluded[name] for name in update}
    return statement.on_conflict_do_update(index_elements=key, set_=changes)


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of many rows that are not there; one statement serves them all."""
    statement = backend_of(connection.dialect.name).insert(table).on_conflict_do_nothing()
    connection.execute(statement, rows)


class Database:
    """An open database whose schema is current. All methods may be called from any thread.

    A failure of the database itself (locked, full, damaged) is raised as DatabaseError to all whose work it
    undid; whatever else a piece of work raises reaches its caller unchanged.
    """

    def __init__(self, engine: Engine, generation: str) -> None:
        self.url = engine.url.render_as_string(hide_password=False)
        self.generation = generation
        self._engine = engine
        self._readers = ThreadPoolExecutor(_READER_THREADS, "database-reader")
        self._reading = threading.local()
        self._writer = Writer(writing(engine))

    def read(self, work: Work[T]) -> T:
        """Run `work` on the caller's thread, on one snapshot of the database: that of the read around it."""
        if (outer := getattr(self._reading, "connection", None)) is not None:
            return work(outer)
        with driver_errors_told(), self._engine.begin() as connection:
            self._reading.connection = connection
            try:
                return work(connection)
            finally:
                self._reading.connection = None

    def write(self, work: Work[T]) -> T:
        """Run `work` on the writer's thread and return its result once it is committed.

        When `work` raises, nothing of it is kept. Must not be called by a piece of work.
        """
        return self._writer.submit(work).result()

    def submit(self, work: Work[T]) -> Future[T]:
        """Do `write` without waiting for it; what is submitted meanwhile is committed together."""
        return self._writer.submit(work)

    @property
    def is_shared(self) -> bool:
        """Whether several bots may use the database at once, from several machines."""
        return self._engine.dialect.name == "postgresql"

    @property
    def area(self) -> int:
        """A number that marks the locks and channels of this database alone, 28 bits."""
        return int(self.generation[:7], 16)

    def open_session(self) -> Session:
        """Open a connection of its own to a shared database; raise DatabaseError when that cannot be."""
        return Session(self._engine, self.area)

    async def read_async(self, work: Work[T]) -> T:
        """Do `read` off the event loop."""
        from asyncio import get_running_loop

        return await get_running_loop().run_in_executor(self._readers, self.read, work)

    async def write_async(self, work: Work[T]) -> T:
        """Do `write` without blocking the event loop; work of a cancelled caller is done whole or not."""
        from asyncio import wrap_future

        return await wrap_future(self._writer.submit(work))

    def close(self) -> None:
        """Finish all work that waits, then let go of the file; further work is refused."""
        self._writer.close()
        self._readers.shutdown()
        self._engine.dispose()


def open_database(
    url: str,
    *,
    heads: Mapping[str, str] | None = None,
    busy_seconds: float = 10.0,
    migrate_apart: bool = False,
) -> Database:
    """Open the database at `url`, make its schema current, and start its writer.

    `heads` names further packages with a `migrations` folder and the version each expects, such as
    `{"bot": "0001"}`. Another process's transaction is waited for up to `busy_seconds`. With `migrate_apart`,
    for a program that lives long, a migration that is due is left to a process of its own. Raises
    DatabaseError when the file cannot be opened or, leaving it untouched, when its schema is newer than this
    program.
    """
    engine = connect(url, busy_seconds)
    all_heads = {"index": HEAD, **(heads or {})}
    try:
        with driver_errors_told():
            _copy_before_migrating(engine, url, all_heads)
            if migrate_apart and not is_current(engine, all_heads):
                from index.store.migrations.child import migrate_in_child

                migrate_in_child(url, all_heads, busy_seconds)
            migrate(engine, all_heads)
            generation = _generation(engine)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, generation)


def is_up_to_date(url: str, heads: Mapping[str, str]) -> bool:
    """Whether the database at `url` has the schema that this program expects; opening it would migrate it.

    Raises DatabaseError when it is newer than this program or cannot be read.
    """
    engine = connect(url, busy_seconds=5)
    try:
        with driver_errors_told():
            return is_current(engine, {"index": HEAD, **heads})
    finally:
        engine.dispose()


def _copy_before_migrating(engine: Engine, url: str, heads: Mapping[str, str]) -> None:
    """Keep a file that holds something as it is, before its schema changes."""
    if engine.dialect.name != "sqlite":
        return
    if inspect(engine).has_table("meta") and not is_current(engine, heads):
        file = Path(engine.url.database or "")
        copy = file.parent / "backups" / f"before-migration-{datetime.now(UTC):%Y-%m-%d-%H%M%S}.db"
        if not copy.exists():
            back_up(url, copy)
            logger.info("The database is migrated; as it was it lies in %s", copy)


def _generation(engine: Engine) -> str:
    """The mark of this database, made at its first opening; a copy of the corpus bears it too."""
    wanted = select(meta.c.value).where(meta.c.key == "generation")
    with engine.begin() as connection:
        both = select(meta.c.key, meta.c.value).where(meta.c.key.in_(("generation", MOVING)))
        marks = {row.key: row.value for row in connection.execute(both)}
    if MOVING in marks:
        raise DatabaseError(
            "a move into this database was cut off: run the same `python -m bot migrate-database` again"
        )
    found = marks.get("generation")
    if found is None:
        with writing(engine).begin() as connection:
            upsert(connection, meta, {"key": "generation", "value": token_hex(8)}, key=["key"])
            found = connection.scalar(wanted)
    assert found is not None
    return str(found)
