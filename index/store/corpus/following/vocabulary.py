"""The terms of the corpus by the root of their sound: what an engine that holds no list of them looks up.

Terms are added with the passages that have them and never taken away: the engine knows which still occur.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import Connection, Dialect, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from index.engines.likeness import root_of
from index.model import Statistics
from index.store.corpus.tables import vocabulary

_ROOTS_AT_ONCE = 64


def put_terms(connection: Connection, statistics: Iterable[Statistics]) -> None:
    """Add the terms of passages that sound like something."""
    terms = {term for one in statistics for term in one.vocabulary.split()}
    rows = [{"root": root, "term": term} for term in sorted(terms) if (root := root_of(term)) is not None]
    if rows:
        connection.execute(insert(vocabulary).on_conflict_do_nothing(), rows)


def terms_with_roots(connection: Connection, roots: Sequence[str]) -> list[str]:
    """The terms with one of the roots, some of which may occur no more."""
    count = -(-len(roots) // _ROOTS_AT_ONCE) * _ROOTS_AT_ONCE  # few different statements, each made once
    padded = [*roots, *[roots[0]] * (count - len(roots))] if roots else []
    text = _statement(connection.dialect, count)
    return [row[0] for row in connection.exec_driver_sql(text, tuple(padded))] if padded else []


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, count: int) -> str:
    """The statement for so many roots as the driver takes it."""
    wanted = vocabulary.c.root.in_([bindparam(f"root_{number}") for number in range(count)])
    return str(select(vocabulary.c.term).where(wanted).compile(dialect=dialect))
