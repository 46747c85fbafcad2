"""SQLite: a file that one machine has, with one writer at a time."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as insert_into

from index.errors import DatabaseError

_NUMBERS: Final = "SELECT name, seq FROM sqlite_sequence"
_RAISE: Final = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?"


def open_engine(url: URL, busy_seconds: float, options: Mapping[str, Any]) -> Engine:
    """Connections to the file, whose folder is made; raise DatabaseError when the address names no file."""
    if not url.database or url.database == ":memory:":
        raise DatabaseError("the database must be a file: sqlite:///PATH")
    folder = Path(url.database).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"DATA_DIR or DATABASE_URL: {folder}: {error.strerror}") from error
    engine = create_engine(url, connect_args={"timeout": busy_seconds}, **options)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def prepare_migration(connection: Connection) -> None:
    """Switch foreign keys off, outside of any transaction: they cannot be in one."""
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys=OFF")  # rebuilding a table would drop the rows that refer to it


def check_migration(connection: Connection) -> None:
    """Raise DatabaseError when a row refers to nothing."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise DatabaseError(
            f"the migration would leave a row of {broken[0]} that refers to nothing in {broken[2]}"
        )


def insert(table: Table) -> Insert:
    """An INSERT that can say what is to be done where the row is there already."""
    return insert_into(table)


def is_used(_connection: Connection) -> bool:
    """Never known here: a bot locks its folder."""
    return False


def last_numbers(connection: Connection) -> dict[str, int]:
    """The last number given to a row, by the tables whose numbers are never used again."""
    return {row[0]: row[1] for row in connection.exec_driver_sql(_NUMBERS)}


def go_on_after(connection: Connection, numbers: Mapping[str, int]) -> None:
    """Give the next rows of these tables numbers above these."""
    for name, number in numbers.items():
        values = (number, name)
        if not connection.exec_driver_sql(_RAISE, values).rowcount:
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (seq, name) VALUES (?, ?)", values)


def _prepare_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # otherwise the driver begins transactions by itself, and not for DDL
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Let a writer take its lock at once: a reader that turns writer fails if another one wrote meanwhile."""
    writes = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
