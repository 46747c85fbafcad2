"""How connections to the database are made: which kinds there are, and what each must be able to."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Connection, Engine, Table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from index.errors import DatabaseError
from index.settings import database_address


class Backend(Protocol):
    """What differs between the kinds of database; all else is the same SQL."""

    def open_engine(self, url: URL, busy_seconds: float, options: Mapping[str, Any]) -> Engine:
        """Make connections that read one snapshot a transaction, or write alone with the option `write`."""

    def prepare_migration(self, connection: Connection) -> None:
        """Prepare a connection, used for nothing else, before the transaction that changes the schema."""

    def check_migration(self, connection: Connection) -> None:
        """Raise DatabaseError when what the migration has made may not be committed."""

    def insert(self, table: Table) -> Any:
        """Begin an INSERT that has on_conflict_do_update and on_conflict_do_nothing."""

    def is_used(self, connection: Connection) -> bool:
        """Whether the database knows of a bot that runs on it."""

    def last_numbers(self, connection: Connection) -> dict[str, int]:
        """Give the last number given to a row, by the tables whose numbers are never used again."""

    def go_on_after(self, connection: Connection, numbers: Mapping[str, int]) -> None:
        """Number the next rows of these tables above these numbers."""


def backend_of(name: str) -> Backend:
    """The backend by the name that SQLAlchemy has for it: sqlite or postgresql. It is imported here."""
    if name == "postgresql":
        from index.store import postgres

        return postgres
    from index.store import sqlite

    return sqlite


def connect(url: str, busy_seconds: float) -> Engine:
    """Connections to the database at `url`; raise DatabaseError when that names none, or no place for one.

    A writer waits up to `busy_seconds` for another one. With the execution option `write` a transaction is
    the only one that writes.
    """
    try:
        parsed = make_url(database_address(url))
    except (ArgumentError, ValueError) as error:
        raise DatabaseError(f"the address of the database is wrong: {error}") from error
    readable = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    # An error's text may reach a log, and the values of a statement are questions and texts.
    hidden = {"hide_parameters": True, "json_serializer": readable}
    return backend_of(parsed.get_backend_name()).open_engine(parsed, busy_seconds, hidden)


def file_of(url: str) -> Path | None:
    """The file that holds the database at `url`; None when a server does."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


def writing(engine: Engine) -> Engine:
    """The same connections for transactions that write, one at a time over all processes."""
    if engine.dialect.name == "postgresql":  # what is looked up must be what the last writer has committed
        return engine.execution_options(write=True, isolation_level="READ COMMITTED")
    return engine.execution_options(write=True)


def reason_of(error: Any) -> str:
    """What a driver says of its failure, without what was to be stored."""
    if hasattr(error, "diag"):
        from index.store import postgres

        return postgres.reason(error)
    return str(error)
