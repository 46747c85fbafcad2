"""In how many passages each term occurs, for an engine that is asked over a network and slow to tell it.

Nothing is counted before such an engine wants it. From then on the counts change in the transaction of the
passages, whichever process makes it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from index.model import DocumentId, Statistics
from index.store.corpus.tables import meta, passages, terms
from index.store.database import upsert

_KEY: Final = "counts_terms"
_ROWS_AT_ONCE: Final = 10_000
_LAST: Final = chr(0x10FFFF)


@contextmanager
def recounting(connection: Connection, document_ids: Collection[DocumentId]) -> Iterator[None]:
    """Keep the counts right while passages of these documents come and go."""
    if not _is_counted(connection):
        yield
        return
    before = _count(connection, document_ids)
    yield
    after = _count(connection, document_ids)
    after.subtract(before)
    _change(connection, {term: more for term, more in after.items() if more})


def count_all(connection: Connection) -> None:
    """Count the terms of all passages, unless that was done before: some seconds for 100,000 passages."""
    if _is_counted(connection):
        return
    counted = iter(_count(connection, None).items())
    while part := list(islice(counted, _ROWS_AT_ONCE)):
        connection.execute(insert(terms), [{"term": term, "passages": number} for term, number in part])
    upsert(connection, meta, {"key": _KEY, "value": "yes"}, key=["key"])


def frequencies(connection: Connection, wanted: Sequence[str]) -> dict[str, int]:
    """In how many passages each of the terms occurs; of those that occur nowhere, maybe nothing."""
    found: dict[str, int] = {}
    for first in range(0, len(wanted), _ROWS_AT_ONCE):
        these = terms.c.term.in_(wanted[first : first + _ROWS_AT_ONCE])
        rows = connection.execute(select(terms.c.term, terms.c.passages).where(these))
        found.update((row.term, row.passages) for row in rows)
    return found


def words(connection: Connection, prefix: str, limit: int) -> list[str]:
    """Up to `limit` terms that begin with `prefix`, those in most passages first."""
    begins = (terms.c.term >= prefix, terms.c.term < prefix + _LAST)
    wanted = select(terms.c.term).where(*begins, terms.c.passages > 0)
    return list(connection.scalars(wanted.order_by(terms.c.passages.desc(), terms.c.term).limit(limit)))


def _is_counted(connection: Connection) -> bool:
    return connection.scalar(select(meta.c.value).where(meta.c.key == _KEY)) is not None


def _count(connection: Connection, document_ids: Collection[DocumentId] | None) -> Counter[str]:
    """The terms of these documents' passages, or of all."""
    wanted = select(passages.c.statistics)
    if document_ids is not None:
        wanted = wanted.where(passages.c.document_id.in_(document_ids))
    counted: Counter[str] = Counter()
    for text in connection.scalars(wanted):
        counted.update({*Statistics.from_text(text).vocabulary.split()})
    return counted


def _change(connection: Connection, more: dict[str, int]) -> None:
    """Add to the counts; only one process writes at a time, so that what is read here holds."""
    known = frequencies(connection, list(more))
    new = [{"term": term, "passages": number} for term, number in more.items() if term not in known]
    changed = [{"this": term, "more": number} for term, number in more.items() if term in known]
    if new:
        connection.execute(insert(terms), new)
    if changed:
        added = update(terms).values(passages=terms.c.passages + bindparam("more"))
        connection.execute(added.where(terms.c.term == bindparam("this")), changed)
