"""Statements as the driver takes them, rows as it gives them: for what is read too often to be converted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    Select,
    String,
    cast,
    type_coerce,
)

from index.store.database import UtcDateTime

_ROWS_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Straight:
    """A statement in the driver's own words, and the order of its parameters where they have no names."""

    text: str
    order: tuple[str, ...]

    def run(
        self, connection: Connection, values: Mapping[str, Any], *, streams: bool = False
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run it with these parameters; when it streams, rows are fetched as they are taken."""
        given = tuple(values[name] for name in self.order) if self.order else dict(values)
        options = {"stream_results": True, "max_row_buffer": _ROWS_AT_ONCE} if streams else {}
        return connection.exec_driver_sql(self.text, given or (), execution_options=options)


def straight(statement: Select[Any], dialect: Dialect) -> Straight:
    """The statement for the databases of this dialect; its parameters must all be `bindparam`s with names."""
    compiled = statement.compile(dialect=dialect)
    return Straight(str(compiled), tuple(getattr(compiled, "positiontup", None) or ()))


def as_text(column: Column[Any]) -> ColumnElement[Any]:
    """The column as stored: JSON and moments are text, also where the database has types of its own."""
    is_text = isinstance(column.type, JSON | UtcDateTime)
    return cast(column, String) if is_text else type_coerce(column, String)
