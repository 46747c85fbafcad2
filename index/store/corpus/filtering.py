"""A Filter as conditions on the rows of sources or documents: the same ones pass as `admits` admits."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, TableValuedAlias, exists, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from index.model import Filter
from index.store.corpus.tables import sources


class _Elements(GenericFunction[str]):
    """The elements of a list in JSON, a row each, in the column `value`."""

    name = "json_each"
    inherit_cache = True


@compiles(_Elements, "postgresql")
def _elements_on_postgresql(element: _Elements, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements_text{compiler.process(element.clause_expr, **options)}"


def admitted(table: Table, within: Filter) -> list[ColumnElement[bool]]:
    """What must all hold of a row of `table` (sources or documents); nothing for an empty filter."""
    return list(_conditions(table, within))


def elements(column: ColumnElement[Any], *, joins_implicitly: bool = False) -> TableValuedAlias:
    """The elements of a list in JSON as rows with the column `value`."""
    return _Elements(column).table_valued("value", joins_implicitly=joins_implicitly)


def _conditions(table: Table, within: Filter) -> Iterator[ColumnElement[bool]]:
    if within.sources:
        source_id = table.c.id if table is sources else table.c.source_id
        yield source_id.in_(within.sources)
    if within.languages:
        yield table.c.language.in_(within.languages)
    if within.tags:
        tag = elements(table.c.tags)
        yield exists(select(tag.c.value).where(tag.c.value.in_(within.tags)))
    if within.published_from:
        yield table.c.published >= _as_exact(table, within.published_from)
    if within.published_to:
        yield table.c.published <= _as_exact(table, within.published_to)


def _as_exact(table: Table, day: date) -> ColumnElement[str]:
    """The day as exact as the row's own date is: a month can lie in a range that begins in it."""
    return func.substr(day.isoformat(), 1, func.length(table.c.published))
