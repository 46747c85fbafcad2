"""PostgreSQL: a server that several machines share, with one writer at a time over all of them.

Whoever writes holds an advisory lock from its first statement to its commit. So rows get their numbers in the
order in which they are committed, and what was looked up in a transaction still holds when it writes. Readers
are not held up, and see one snapshot each.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects.postgresql import Insert
from sqlalchemy.dialects.postgresql import insert as insert_into
from sqlalchemy.engine import ExceptionContext

from index.errors import DatabaseError, SettingsError

OLDEST_VERSION: Final = 15
WRITERS: Final = 0x466F6F74
"""The number of the advisory lock of all who write."""
_WRONG_VALUE: Final = "22"
"""How the codes of errors begin that speak of a value."""

_LOCK_TIMEOUT: Final = "55P03"

_LIVING: Final = """\
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""

_SEQUENCES: Final = """\
SELECT owner.relname, attname, sequence.oid, pg_sequence_last_value(sequence.oid)
FROM pg_class sequence
JOIN pg_depend d ON d.objid = sequence.oid AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass
JOIN pg_class owner ON owner.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = owner.oid AND a.attnum = d.refobjsubid
WHERE sequence.relkind = 'S' AND owner.relnamespace = current_schema()::regnamespace"""

_CONNECTING: Final[dict[str, Any]] = {
    "application_name": "footnote",
    "connect_timeout": 10,
    # A machine that vanishes says no goodbye: without these its connections would be waited for for hours.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


def open_engine(url: URL, busy_seconds: float, options: Mapping[str, Any]) -> Engine:
    """Connections to the server, made when they are needed; SettingsError when there is no driver for it."""
    chosen = {name: value for name, value in _CONNECTING.items() if name not in url.query}
    try:
        engine = create_engine(
            url,
            connect_args=chosen,
            isolation_level="REPEATABLE READ",
            pool_pre_ping=True,
            # Otherwise the driver says -1 of how many rows were inserted.
            execution_options={"preserve_rowcount": True},
            **options,
        )
    except ModuleNotFoundError as error:
        raise SettingsError(
            "DATABASE_URL names PostgreSQL, for which psycopg is missing: pip install 'footnote[postgres]'"
        ) from error

    def prepare(connection: Any, _record: object) -> None:
        _prepare_connection(connection, busy_seconds)

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _hide_values)
    return engine


def prepare_migration(_connection: Connection) -> None:
    """Nothing: tables are altered where they are."""


def check_migration(_connection: Connection) -> None:
    """Nothing: the server has kept all references."""


def insert(table: Table) -> Insert:
    """An INSERT that can say what is to be done where the row is there already."""
    return insert_into(table)


def is_used(connection: Connection) -> bool:
    """Whether a bot runs on the database: each holds a lock of two numbers as long as it lives."""
    return bool(connection.exec_driver_sql(_LIVING).scalar())


def last_numbers(connection: Connection) -> dict[str, int]:
    """The last number given to a row, by the tables whose numbers are never used again."""
    found = connection.exec_driver_sql(_SEQUENCES)
    return {table: number for table, _, _, number in found if number is not None}


def go_on_after(connection: Connection, numbers: Mapping[str, int]) -> None:
    """Give the next rows of all tables numbers above these, and above those that are there."""
    for table, column, sequence, _ in connection.exec_driver_sql(_SEQUENCES).all():
        highest = connection.exec_driver_sql(f'SELECT max("{column}") FROM "{table}"').scalar()  # noqa: S608
        if last := max(highest or 0, numbers.get(table, 0)):
            connection.exec_driver_sql("SELECT setval(%s::oid, %s)", (sequence, last))


def reason(error: Any) -> str:
    """What the driver's error says, in a line without the values of any row."""
    if (error.sqlstate or "").startswith(_WRONG_VALUE):
        return f"a value cannot be stored: {type(error).__name__}"  # what the server says quotes it
    if error.sqlstate == _LOCK_TIMEOUT:
        return "somebody else has been writing, or altering tables, for too long"
    told = error.diag.message_primary or str(error).partition("multiple connection attempts failed")[0]
    return " ".join(told.split())


def _hide_values(context: ExceptionContext) -> None:
    """Take out of an error what it says of the values of a row: they are questions and texts."""
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    if hasattr(original, "diag"):
        whole, short = str(original), reason(original)
        for error in filter(None, (original, wrapped)):
            error.args = tuple(arg.replace(whole, short) for arg in error.args if isinstance(arg, str))


def _prepare_connection(connection: Any, busy_seconds: float) -> None:
    """Refuse a server that cannot be used, and make the session like all others."""
    if why := _unusable(connection.info):
        connection.close()
        raise DatabaseError(why)
    wait = f"SET lock_timeout = {int(busy_seconds * 1000)}"
    was = connection.autocommit
    connection.autocommit = True
    connection.execute(f"SET TIME ZONE 'UTC'; {wait}")
    connection.autocommit = was


def _unusable(info: Any) -> str | None:
    """Why the server at the other end cannot be used, as far as it has said by itself."""
    version, told = info.server_version // 10_000, info.parameter_status
    if version < OLDEST_VERSION:
        return f"the server is PostgreSQL {version}: update it, Footnote needs {OLDEST_VERSION} or newer"
    if (encoding := told("server_encoding")) != "UTF8":
        return f"the database is in {encoding}: make one with CREATE DATABASE … ENCODING 'UTF8'"
    if told("in_hot_standby") == "on":
        return (
            "the server is a standby, which only reads: name the primary in DATABASE_URL, "
            "or both as host=…&host=…&target_session_attrs=read-write"
        )
    if told("default_transaction_read_only") == "on":
        return "the database is read-only (default_transaction_read_only): nothing could be kept"
    return None


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("write", False):
        if options.get("migrates", False):  # another one's migration may take long, and is worth waiting for
            connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
