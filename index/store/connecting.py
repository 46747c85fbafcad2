"""How connections to the database are made: which kinds there are, and what each must be able to."""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

from sqlalchemy import URL, Connection, Engine, Table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from index.errors import DatabaseError

ADDRESSES: Final = "sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME"


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
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise DatabaseError(f"this is no database address; it must be {ADDRESSES}") from error
    if parsed.drivername not in ("sqlite", "postgresql+psycopg"):
        raise DatabaseError(f"the database must be {ADDRESSES}")
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
