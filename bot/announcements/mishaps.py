"""What cannot be dealt with is left out, so that what comes after it is."""

import logging
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final, TypeVar

from cachetools import FIFOCache

from index import DatabaseError

logger = logging.getLogger(__name__)

T = TypeVar("T")
U = TypeVar("U")

_MOST_REMEMBERED: Final = 10_000

MISHAPS: Final[Counter[str]] = Counter()
"""How many there were of each kind since the start of the process, for whoever watches it."""


class Mishaps:
    """Items of one kind, called `what`, that could not be dealt with: each is logged once, all are counted.

    A DatabaseError is nobody's own mishap: it is raised.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._known: FIFOCache[Hashable, None] = FIFOCache(_MOST_REMEMBERED)
        self.count = 0

    def each(self, items: Iterable[T], work: Callable[[T], U], name: Callable[[T], Hashable]) -> Iterator[U]:
        """What `work` makes of each item, but for those with which it fails; they are logged by `name`."""
        for item in items:
            try:
                made = work(item)
            except DatabaseError:
                raise
            except Exception:  # noqa: BLE001 - whatever is in one item, the others are dealt with
                self.note(name(item))
            else:
                yield made

    def note(self, name: Hashable) -> None:
        """The error being handled is that item's."""
        self.count += 1
        MISHAPS[self._what] += 1
        if name in self._known:
            return
        self._known[name] = None
        logger.exception("%s %s is left out (%d so far)", self._what, name, self.count)
