"""Searches that a new index answers before it is asked: the first ones are slow. Pure."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from index.engines import Entry, Query
from index.engines.cluster.fields import Json, query_of, search_body
from index.model import Filter

_MOST: Final = 50
_EVERY: Final = 100
_TERMS: Final = 6
_TOP: Final = 10


class Sample:
    """Passages as they are taken over, and searches for what some of them say."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = entries
        self.searches: list[Json] = []

    def __iter__(self) -> Iterator[Entry]:
        for number, entry in enumerate(self._entries):
            if number % _EVERY == 0 and len(self.searches) < _MOST:
                terms = dict.fromkeys(islice(entry.body.split(), _TERMS), 1)
                if terms:
                    self.searches.append(search_body(query_of(terms, Query(()), Filter()), _TOP))
            yield entry
