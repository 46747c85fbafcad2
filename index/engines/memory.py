"""BM25 in memory with rank-bm25: exact, rebuilt at every change, meant for up to some thousand passages."""

import bisect
import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # BLAS threads spin at import and nothing here uses them

import numpy as np
from rank_bm25 import BM25Okapi

from index.engines import Entry, admits
from index.model import Filter, Hit, PassageId

K1 = 1.2
B = 0.75


_Array = np.ndarray[Any, np.dtype[Any]]


class LuceneBM25(BM25Okapi):  # type: ignore[misc]
    """BM25 with Lucene's idf, which is positive for every term, as in all other engines.

    What a term adds to a passage is computed once, and a term's passages lie together: a question looks at
    these alone, not at all passages for each of its terms.
    """

    doc_freqs: list[dict[str, int]]

    def __init__(self, corpus: Sequence[Sequence[str]], k1: float = K1, b: float = B) -> None:
        super().__init__(corpus, k1=k1, b=b)
        counts = self.doc_freqs
        columns = {term: number for number, term in enumerate(self.idf)}
        of_terms = np.fromiter((columns[term] for term in chain.from_iterable(counts)), dtype=np.int32)
        rows = np.repeat(np.arange(len(counts), dtype=np.int32), [len(one) for one in counts])
        times = np.fromiter(chain.from_iterable(one.values() for one in counts), dtype=float)
        idf = np.fromiter(self.idf.values(), dtype=float)
        norms = self.k1 * (1 - self.b + self.b * np.array(self.doc_len) / self.avgdl)
        added = idf[of_terms] * (times * (self.k1 + 1) / (times + norms[rows]))
        order = np.argsort(of_terms, kind="stable")
        self._rows, self._added = rows[order], added[order]
        ends = np.cumsum(np.bincount(of_terms, minlength=len(columns))).tolist()
        self._columns = dict(zip(columns, zip([0, *ends], ends, strict=False), strict=True))
        self.doc_freqs = []  # as much memory again

    def _calc_idf(self, nd: dict[str, int]) -> None:
        size = self.corpus_size
        self.idf = {term: math.log(1 + (size - n + 0.5) / (n + 0.5)) for term, n in nd.items()}

    def get_scores(self, query: Iterable[str]) -> _Array:
        """The score of every passage, in the order of the corpus."""
        scores = np.zeros(self.corpus_size)
        for term in query:
            first, last = self._columns.get(term, (0, 0))
            scores[self._rows[first:last]] += self._added[first:last]
        return scores


@dataclass(frozen=True, slots=True)
class _Copy:
    """One state of the corpus; replaced as a whole, so that a search never sees half a change."""

    entries: dict[PassageId, Entry] = field(default_factory=dict)
    order: tuple[Entry, ...] = ()
    frequencies: dict[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    ranks: dict[str, int] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)
    scorer: LuceneBM25 | None = None
    cursor: int = 0


def _copy_of(entries: dict[PassageId, Entry], cursor: int) -> _Copy:
    order = tuple(entries.values())
    frequencies: dict[str, int] = {}
    for entry in order:
        for term in set(entry.terms):
            frequencies[term] = frequencies.get(term, 0) + 1
    words = tuple(sorted(frequencies))
    ranks = {word: rank for rank, word in enumerate(sorted(words, key=lambda word: -frequencies[word]))}
    beginnings: dict[str, list[str]] = {}
    for word in ranks:
        beginnings.setdefault(word[:2], []).append(word)
    # rank-bm25 divides by the number of terms in the corpus
    scorer = LuceneBM25([entry.terms for entry in order]) if frequencies else None
    return _Copy(entries, order, frequencies, words, ranks, beginnings, scorer, cursor)


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
        scores = copy.scorer.get_scores(known)
        found = np.flatnonzero(scores)
        if within:
            found = found[[admits(within, copy.order[row].facts) for row in found.tolist()]]
        if len(found) > limit:  # keep those that equal the last one, so that ids can decide
            found = found[scores[found] >= np.partition(scores[found], -limit)[-limit]]
        hits = [Hit(copy.order[row].id, float(scores[row])) for row in found.tolist()]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))[:limit]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of the terms occurs, 0 included."""
        known = self._copy.frequencies
        return {term: known.get(term, 0) for term in terms}

    def size(self) -> int:
        """The number of passages."""
        return len(self._copy.order)

    def words(self, prefix: str, limit: int) -> list[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""
        copy, limit = self._copy, max(limit, 0)
        if len(prefix) == 2:
            return copy.beginnings.get(prefix, [])[:limit]
        first = bisect.bisect_left(copy.words, prefix)
        last = bisect.bisect_left(copy.words, prefix + chr(0x10FFFF), first)
        return sorted(copy.words[first:last], key=copy.ranks.__getitem__)[:limit]

    def cursor(self) -> int:
        """The id of the last change that this copy contains."""
        return self._copy.cursor

    def close(self) -> None:
        """Forget the copy."""
        self._copy = _Copy()
