"""Moving everything from one database into another one, of either kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Engine, MetaData, Table, delete, insert, inspect, select, update

from index.errors import DatabaseError
from index.store.commands import open_address
from index.store.connecting import backend_of, connect, file_of, writing
from index.store.database import MOVING, meta, open_database
from index.store.migrations import HEAD, make
from index.store.moving.rows import Pair, Progress, compare, copy
from index.store.writer import driver_errors_told

__all__ = ["Moved", "copy_database", "move_database"]

_WAIT_SECONDS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Moved:
    """What has been moved."""

    tables: int
    rows: int


def move_database(source_url: str, target_url: str, heads: Mapping[str, str], progress: Progress) -> Moved:
    """Copy all rows of one database into another, compare each, and let numbers go on where they were.

    `heads` names the packages beside index/ as for `open_database`. The source is brought up to date, and
    otherwise left as it is. The target must be empty, or hold what an earlier move from the same source has
    left when it was cut off: then that is gone on with. Until it is whole nobody can open it; then it has a
    generation of its own. Raises DatabaseError when a bot uses one of them, when the target holds anything
    else, and when a row does not arrive as it was.
    """
    generation = _generation_of(source_url, heads)
    source, target = connect(source_url, _WAIT_SECONDS), connect(target_url, _WAIT_SECONDS)
    try:
        # A writer's transaction, so that nobody writes what would stay behind.
        with driver_errors_told(), writing(source).connect() as reading:
            _refuse_while_used(reading)
            with target.connect() as connection:
                _refuse_while_used(connection)
            _begin(target, {"index": HEAD, **heads}, generation)
            moved = _move(reading, target, progress)
            _end(target)
    finally:
        source.dispose()
        target.dispose()
    return moved


def copy_database(source_url: str, target_url: str) -> None:
    """Copy what index/ has in a database, as it is at one moment, into an empty one; bots may go on.

    The source must be up to date.
    """
    source, target = connect(source_url, _WAIT_SECONDS), connect(target_url, _WAIT_SECONDS)
    try:
        with driver_errors_told(), source.connect() as reading:
            _begin(target, {"index": HEAD}, "copy")
            for pair in _pairs(reading, target):
                copy(reading, target, pair, _tell_nobody)
            _end(target)
    finally:
        source.dispose()
        target.dispose()


def _tell_nobody(_name: str, _done: int, _total: int) -> None:
    """Of a copy that nobody waits for long."""


def _generation_of(url: str, heads: Mapping[str, str]) -> str:
    """Bring the source up to date, unless nothing is there; return its generation."""
    file = file_of(url)
    if file is not None and not file.is_file():
        raise DatabaseError(f"{file} does not exist: name the database that is to be moved")
    engine = connect(url, _WAIT_SECONDS)
    with driver_errors_told():
        is_ours = inspect(engine).has_table("meta")
    engine.dispose()
    if not is_ours:
        raise DatabaseError(f"{open_address(engine.url)} holds no database of Footnote")
    opened = open_database(url, heads=heads)
    opened.close()
    return opened.generation


def _refuse_while_used(connection: Connection) -> None:
    if backend_of(connection.dialect.name).is_used(connection):
        shown = open_address(connection.engine.url)
        raise DatabaseError(f"a bot is running on {shown}: stop it, then move the database")


def _begin(target: Engine, heads: Mapping[str, str], generation: str) -> None:
    """Make the tables, with a mark that they are being filled, in one transaction; or find that mark."""
    backend = backend_of(target.dialect.name)
    with writing(target).connect() as connection:
        backend.prepare_migration(connection)
        connection.detach()
        with connection.begin():
            tables = inspect(connection).get_table_names()
            if not tables:
                make(connection, heads)
                for table in reversed(_tables(connection)):
                    connection.execute(delete(table))
                connection.execute(insert(meta).values(key=MOVING, value=generation))
            elif "meta" not in tables or connection.scalar(_mark()) != generation:
                shown = open_address(target.url)
                raise DatabaseError(f"{shown} holds something already: name a database that is empty")


def _move(reading: Connection, target: Engine, progress: Progress) -> Moved:
    pairs = _pairs(reading, target)
    for pair in pairs:
        copy(reading, target, pair, progress)
    total = 0
    with target.connect() as connection:
        for pair in pairs:
            total += compare(reading, connection, pair)
    with writing(target).begin() as connection:
        numbers = backend_of(reading.dialect.name).last_numbers(reading)
        backend_of(target.dialect.name).go_on_after(connection, numbers)
    return Moved(len(pairs), total)


def _pairs(reading: Connection, target: Engine) -> Sequence[Pair]:
    """The tables that are in both databases, those first that others refer to."""
    with target.connect() as connection:
        there = {table.name: table for table in _tables(connection)}
    return [Pair(table, there[table.name]) for table in _tables(reading) if table.name in there]


def _end(target: Engine) -> None:
    """Let the copy be a database."""
    with writing(target).begin() as connection:
        generation = update(meta).where(meta.c.key == MOVING)
        connection.execute(generation.values(key="generation", value=token_hex(8)))


def _tables(connection: Connection) -> Sequence[Table]:
    """All tables that hold rows of ours, those first that others refer to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if not table.name.endswith("_version")]


def _mark() -> Any:
    return select(meta.c.value).where(meta.c.key == MOVING)
