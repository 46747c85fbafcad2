"""The terms of the corpus by the root of their sound: what an engine that holds no list of them looks up.

Terms are added with the passages that have them and never taken away: the engine knows which still occur.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from index.engines.likeness import root_of
from index.model import Statistics
from index.store.corpus.tables import vocabulary
from index.store.database import upsert

_ROWS_AT_ONCE = 400


def put_terms(connection: Connection, statistics: Iterable[Statistics]) -> None:
    """Add the terms of passages that sound like something."""
    terms = {term for one in statistics for term in one.vocabulary.split()}
    rows = [{"root": root, "term": term} for term in sorted(terms) if (root := root_of(term)) is not None]
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        upsert(connection, vocabulary, rows[first : first + _ROWS_AT_ONCE], key=["root", "term"])


def terms_with_roots(connection: Connection, roots: Sequence[str]) -> list[str]:
    """The terms with one of the roots, some of which may occur no more."""
    return list(connection.scalars(select(vocabulary.c.term).where(vocabulary.c.root.in_(roots))))
