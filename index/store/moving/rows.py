"""The rows of one table, read from one database, put into another, and compared there."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    String,
    Table,
    cast,
    column,
    delete,
    func,
    insert,
    select,
    table,
    tuple_,
)
from sqlalchemy.types import NullType

from index.errors import DatabaseError
from index.store.connecting import writing
from index.store.database import MOVING

_AT_ONCE: Final = 200
_OF_THE_DATABASE: Final = ("generation", MOVING)
"""Keys of `meta` that belong to a database itself."""

Row = tuple[Any, ...]


Progress = Callable[[str, int, int], None]
"""Hears the name of a table, how many of its rows are done, and how many there are."""


@dataclass(frozen=True)
class Pair:
    """The same table in both databases."""

    source: Table
    target: Table
    names: Sequence[str] = field(init=False)
    keys: Sequence[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", [each.name for each in self.source.columns])
        object.__setattr__(self, "keys", [each.name for each in self.source.primary_key])


def copy(reading: Connection, target: Engine, pair: Pair, progress: Progress) -> None:
    """Put all rows into the other table, some hundreds in a transaction; those that are there stay."""
    total = _count(reading, pair.source)
    _fill(reading, target, pair, total, progress)
    with writing(target).begin() as connection:
        is_same = _count(connection, pair.target) == total
        if not is_same:  # some were copied before that the source no longer has
            connection.execute(delete(pair.target).where(_is_theirs(pair.target)))
    if not is_same:
        _fill(reading, target, pair, total, progress)


def _fill(reading: Connection, target: Engine, pair: Pair, total: int, progress: Progress) -> None:
    done = 0
    with target.connect() as connection:
        has_some = _count(connection, pair.target) > 0
    for rows in _batches(reading, pair):
        with writing(target).begin() as connection:
            there = _found(connection, pair, rows) if has_some else {}
            missing = [row for row in rows if there.get(_key(pair, row)) != row]
            _forget(connection, pair, [_key(pair, row) for row in missing if _key(pair, row) in there])
            if missing:
                named = [dict(zip(pair.names, row, strict=True)) for row in missing]
                connection.execute(_insertion(pair), named)
        done += len(rows)
        progress(pair.source.name, done, total)


def compare(reading: Connection, connection: Connection, pair: Pair) -> int:
    """Raise DatabaseError unless both tables have the same rows; return how many."""
    total = 0
    for rows in _batches(reading, pair):
        there = _found(connection, pair, rows)
        for row in rows:
            if there.get(_key(pair, row)) != row:
                told = ", ".join(map(str, _key(pair, row)))
                raise DatabaseError(f"a row of {pair.source.name} has not arrived as it was: {told}")
        total += len(rows)
    if _count(connection, pair.target) != total:
        raise DatabaseError(f"{pair.source.name} has other rows beside the {total} that were copied")
    return total


def _batches(reading: Connection, pair: Pair) -> Iterator[list[Row]]:
    wanted = (
        select(*_as_stored(pair.source)).where(_is_theirs(pair.source)).order_by(*pair.source.primary_key)
    )
    streamed = {"stream_results": True, "yield_per": _AT_ONCE}
    for batch in reading.execute(wanted, execution_options=streamed).partitions():
        yield [_storable(row) for row in batch]


def _found(connection: Connection, pair: Pair, rows: Sequence[Row]) -> dict[Row, Row]:
    """The rows with these keys that are there, by their keys."""
    keys = [_key(pair, row) for row in rows]
    columns = [pair.target.c[name] for name in pair.keys]
    wanted = select(*(_as_stored(pair.target)[pair.target.c.keys().index(name)] for name in pair.names))
    found = connection.execute(wanted.where(tuple_(*columns).in_(keys)))
    return {_key(pair, row): row for row in map(_storable, found)}


def _forget(connection: Connection, pair: Pair, keys: Sequence[Row]) -> None:
    if keys:
        columns = [pair.target.c[name] for name in pair.keys]
        connection.execute(delete(pair.target).where(tuple_(*columns).in_(keys)))


def _insertion(pair: Pair) -> Any:
    """An INSERT that takes JSON as the text that it is, so that it arrives as it was written."""
    columns = [
        column(name, NullType() if isinstance(pair.target.c[name].type, JSON) else pair.target.c[name].type)
        for name in pair.names
    ]
    return insert(table(pair.target.name, *columns))


def _as_stored(of: Table) -> list[Any]:
    return [_text_of(each) if isinstance(each.type, JSON) else each for each in of.columns]


def _text_of(each: Column[Any]) -> Any:
    return cast(each, String)


def _is_theirs(of: Table) -> Any:
    """Of `meta` only what is said of the corpus, not of the database."""
    return of.c.key.not_in(_OF_THE_DATABASE) if of.name == "meta" else True


def _count(connection: Connection, of: Table) -> int:
    return connection.scalar(select(func.count()).select_from(of).where(_is_theirs(of))) or 0


def _key(pair: Pair, row: Row) -> Row:
    return tuple(row[pair.names.index(name)] for name in pair.keys)


def _storable(row: Any) -> Row:
    """The row as both kinds of database can have it: moments in UTC, texts without NUL."""
    return tuple(map(_value, row))


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return value.replace("\0", "") if isinstance(value, str) else value
