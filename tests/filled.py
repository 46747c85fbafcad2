"""A database with rows in every table, such as only a test could fill it, and what stands in it."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    Integer,
    MetaData,
    Table,
    insert,
    select,
)

from bot.migrations import HEAD
from index import open_database
from index.store.connecting import connect, writing
from index.store.straight import as_text
from tests.databases import open_current

HEADS = {"bot": HEAD}
_OF_THE_DATABASE = {"generation", "moving"}


def fill(url: str, rows: int) -> None:
    """Make the file of `url` with so many rows in each table; every second one lacks all that it may lack."""
    open_current(url).close()
    engine = connect(url, 10)
    with writing(engine).begin() as connection:
        for table in tables(connection):
            if table.name != "meta":
                for row in [
                    {one.name: _value(one, number) for one in table.columns} for number in range(1, rows + 1)
                ]:
                    connection.execute(insert(table), row)
    engine.dispose()


def content(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, JSON as it is written, without what is the database's own."""
    engine = connect(url, 10)
    found = {}
    with engine.begin() as connection:
        for table in tables(connection):
            columns = [as_text(one) if isinstance(one.type, JSON) else one for one in table.columns]
            rows = (tuple(map(_plain, row)) for row in connection.execute(select(*columns)))
            found[table.name] = sorted((row for row in rows if row[0] not in _OF_THE_DATABASE), key=repr)
    engine.dispose()
    return found


def generation(url: str) -> str:
    """The mark of the database."""
    with closing(open_database(url, heads=HEADS)) as opened:
        return opened.generation


def tables(connection: Connection) -> list[Table]:
    """All tables of ours, those first that others refer to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if not table.name.endswith("_version")]


def _value(column: Column[Any], number: int) -> Any:
    if column.nullable and number % 2:
        return None
    if isinstance(column.type, JSON):
        return ["ü", {"n": number, "of": 1.5}]
    if isinstance(column.type, Boolean):
        return number % 2 == 0
    if isinstance(column.type, DateTime):
        return datetime(2026, 11, 30, tzinfo=UTC) + timedelta(minutes=number, microseconds=number)
    if isinstance(column.type, Float):
        return number / 3
    return number if isinstance(column.type, Integer) else f"it's {number} “ü” 😀"


def _plain(value: Any) -> Any:
    """Moments as both kinds of database can tell them."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value
