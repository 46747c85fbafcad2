"""How connections to the database are made: where it may be, its pragmas, how transactions begin."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from index.errors import DatabaseError


def connect(url: str, busy_seconds: float) -> Engine:
    """Connections to the database at `url`; raise DatabaseError when that names none, or no place for one."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise DatabaseError(f"{url!r} is no database address") from error
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise DatabaseError("the database must be a file: sqlite:///PATH")
    folder = Path(parsed.database).parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"DATA_DIR or DATABASE_URL: {folder}: {error.strerror}") from error
    readable = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    # An error's text may reach a log, and the values of a statement are questions and texts.
    hidden = {"hide_parameters": True, "json_serializer": readable}
    engine = create_engine(parsed, connect_args={"timeout": busy_seconds}, **hidden)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # otherwise the driver begins transactions by itself, and not for DDL
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Let a writer take its lock at once: a reader that turns writer fails if another one wrote meanwhile."""
    writes = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
