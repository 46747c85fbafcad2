"""The terms of the corpus by the root of their sound: what an engine that holds no list of them looks up.

Terms are added with the passages that have them and never taken away: the engine knows which still occur.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import Connection, Dialect, bindparam, select

from index.engines.likeness import root_of
from index.model import Statistics
from index.store.corpus.tables import vocabulary
from index.store.database import insert_missing
from index.store.straight import Straight, straight

_ROOTS_AT_ONCE = 64


def put_terms(connection: Connection, statistics: Iterable[Statistics]) -> None:
    """Add the terms of passages that sound like something."""
    terms = {term for one in statistics for term in one.vocabulary.split()}
    rows = [{"root": root, "term": term} for term in sorted(terms) if (root := root_of(term)) is not None]
    if rows:
        insert_missing(connection, vocabulary, rows)


def terms_with_roots(connection: Connection, roots: Sequence[str]) -> list[str]:
    """The terms with one of the roots, some of which may occur no more."""
    # Few different statements, each made once.
    count = -(-len(roots) // _ROOTS_AT_ONCE) * _ROOTS_AT_ONCE if len(roots) > 1 else len(roots)
    padded = [*roots, *[roots[0]] * (count - len(roots))] if roots else []
    named = {f"root_{number}": root for number, root in enumerate(padded)}
    if not named:
        return []
    return [row[0] for row in _statement(connection.dialect, count).run(connection, named)]


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, count: int) -> Straight:
    """The statement for so many roots."""
    wanted = vocabulary.c.root.in_([bindparam(f"root_{number}") for number in range(count)])
    return straight(select(vocabulary.c.term).where(wanted), dialect)
