"""BM25 in memory with rank-bm25: exact, rebuilt at every change, meant for up to some thousand passages."""

import bisect
import heapq
import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # BLAS threads spin at import and nothing here uses them

from rank_bm25 import BM25Okapi

from index.engines import Entry, admits
from index.model import Filter, Hit, PassageId

K1 = 1.2
B = 0.75


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """BM25 with Lucene's idf, which is positive for every term, as in all other engines."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        size = self.corpus_size
        self.idf = {term: math.log(1 + (size - n + 0.5) / (n + 0.5)) for term, n in nd.items()}


@dataclass(frozen=True, slots=True)
class _Copy:
    """One state of the corpus; replaced as a whole, so that a search never sees half a change."""

    entries: dict[PassageId, Entry] = field(default_factory=dict)
    order: tuple[Entry, ...] = ()
    frequencies: dict[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    scorer: LuceneBM25 | None = None
    cursor: int = 0


def _copy_of(entries: dict[PassageId, Entry], cursor: int) -> _Copy:
    order = tuple(entries.values())
    frequencies: dict[str, int] = {}
    for entry in order:
        for term in set(entry.terms):
            frequencies[term] = frequencies.get(term, 0) + 1
    # rank-bm25 divides by the number of terms in the corpus
    scorer = LuceneBM25([list(entry.terms) for entry in order], k1=K1, b=B) if frequencies else None
    return _Copy(entries, order, frequencies, tuple(sorted(frequencies)), scorer, cursor)


class MemoryEngine:
    """Follows the log with its own cursor; searches may run in any thread while a change is applied."""

    def __init__(self) -> None:
        self._copy = _Copy()

    def apply(self, added: Sequence[Entry], removed: Sequence[PassageId], cursor: int) -> None:
        """Remove, then add (an id known already is replaced), and remember how far the log has been read."""
        entries = dict(self._copy.entries)
        for passage_id in removed:
            entries.pop(passage_id, None)
        for entry in added:
            entries[entry.id] = entry
        self._copy = _copy_of(entries, cursor)

    def search(self, terms: Sequence[str], limit: int, within: Filter = Filter()) -> list[Hit]:
        """Up to `limit` passages with one of the terms or more, best first; equal ones in the order of ids.

        A term given twice counts twice. `within` decides what may be found and changes no score.
        """
        copy = self._copy
        known = [term for term in terms if term in copy.frequencies]
        if copy.scorer is None or not known or limit < 1:
            return []
        scores = copy.scorer.get_scores(known).tolist()
        found: Iterable[tuple[float, PassageId]] = (
            (-score, entry.id)
            for score, entry in zip(scores, copy.order, strict=True)
            if score > 0 and (not within or admits(within, entry.facts))
        )
        return [Hit(passage_id, -negative) for negative, passage_id in heapq.nsmallest(limit, found)]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of the terms occurs, 0 included."""
        known = self._copy.frequencies
        return {term: known.get(term, 0) for term in terms}

    def size(self) -> int:
        """The number of passages."""
        return len(self._copy.order)

    def words(self, prefix: str, limit: int) -> list[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""
        copy = self._copy
        first = bisect.bisect_left(copy.words, prefix)
        last = bisect.bisect_left(copy.words, prefix + chr(0x10FFFF), first)
        return heapq.nsmallest(
            max(limit, 0), copy.words[first:last], key=lambda word: (-copy.frequencies[word], word)
        )

    def cursor(self) -> int:
        """The id of the last change that this copy contains."""
        return self._copy.cursor

    def close(self) -> None:
        """Forget the copy."""
        self._copy = _Copy()
