"""BM25 in memory with rank-bm25: exact, rebuilt at every change, meant for up to some thousand passages."""

import bisect
import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # BLAS threads spin at import and nothing here uses them

import numpy as np
from rank_bm25 import BM25Okapi

from index.engines import Batch, Entry, Query, admits
from index.engines.likeness import SHORTEST_ROOT, alike, by_root
from index.engines.phrases import holder
from index.model import TITLE_WEIGHT, Filter, Hit, PassageId

K1 = 1.2
B = 0.75

_MOST_LONGER = 50


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
        self.frequencies = nd
        self.idf = {term: math.log(1 + (size - n + 0.5) / (n + 0.5)) for term, n in nd.items()}

    def get_scores(self, query: Iterable[str]) -> _Array:
        """The score of every passage, in the order of the corpus."""
        scores = np.zeros(self.corpus_size)
        for term in query:
            first, last = self._columns.get(term, (0, 0))
            scores[self._rows[first:last]] += self._added[first:last]
        return scores

    def rows_of(self, term: str) -> _Array:
        """The places in the corpus of the passages that hold the term."""
        first, last = self._columns.get(term, (0, 0))
        return self._rows[first:last]


@dataclass(frozen=True, slots=True)
class _Copy:
    """One state of the corpus; replaced as a whole, so that a search never sees half a change."""

    entries: dict[PassageId, Entry] = field(default_factory=dict)
    order: tuple[Entry, ...] = ()
    frequencies: dict[str, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    ranks: dict[str, int] = field(default_factory=dict)
    beginnings: dict[str, list[str]] = field(default_factory=dict)
    roots: dict[str, list[str]] = field(default_factory=dict)
    scorer: LuceneBM25 | None = None
    cursor: int = 0
    generation: str = ""


def _copy_of(entries: dict[PassageId, Entry], cursor: int, generation: str) -> _Copy:
    order = tuple(entries.values())
    corpus = [entry.title.split() * TITLE_WEIGHT + entry.body.split() for entry in order]
    # rank-bm25 divides by the number of terms in the corpus
    scorer = LuceneBM25(corpus) if any(corpus) else None
    frequencies = scorer.frequencies if scorer else {}
    words = tuple(sorted(frequencies))
    ranks = {word: rank for rank, word in enumerate(sorted(words, key=lambda word: -frequencies[word]))}
    beginnings: dict[str, list[str]] = {}
    for word in ranks:
        beginnings.setdefault(word[:2], []).append(word)
    roots = by_root(ranks)
    return _Copy(entries, order, frequencies, words, ranks, beginnings, roots, scorer, cursor, generation)


class MemoryEngine:
    """A new copy is built beside the old one at every change, and takes its place when it is done."""

    def __init__(self) -> None:
        self._copy = _Copy()

    def apply(self, batch: Batch, cursor: int) -> None:
        """Take over a batch, and remember how far the log has been read; twice is as good as once."""
        entries = dict(self._copy.entries) if batch.whole_of is None else {}
        for passage_id in batch.removed:
            entries.pop(passage_id, None)
        for entry in batch.added:
            entries[entry.id] = entry
        generation = self._copy.generation if batch.whole_of is None else batch.whole_of
        self._copy = _copy_of(entries, cursor, generation)

    def search(self, query: Query, limit: int, within: Filter = Filter()) -> list[Hit]:
        """Up to `limit` passages, best first by BM25; equal ones in the order of ids.

        `within`, phrases and exclusions decide what may be found, and change no score.
        """
        copy = self._copy
        known = [term for term in query.terms if term in copy.frequencies]
        if copy.scorer is None or not known or limit < 1:
            return []
        scores = copy.scorer.get_scores(known)
        found = _admitted(copy.scorer, scores, query)
        if within:
            found = found[[admits(within, copy.order[row].facts) for row in found.tolist()]]
        if len(found) > limit and not query.has_phrases:  # keep those that equal the last one: ids decide
            found = found[scores[found] >= np.partition(scores[found], -limit)[-limit]]
        hits = [(-float(scores[row]), copy.order[row].id, row) for row in found.tolist()]
        holds = holder(query)
        kept = (Hit(id_, -less) for less, id_, row in sorted(hits) if holds(*_terms(copy.order[row])))
        return list(islice(kept, limit))

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of the terms occurs, 0 included."""
        known = self._copy.frequencies
        return {term: known.get(term, 0) for term in terms}

    def words(self, prefix: str, limit: int) -> list[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""
        copy, limit = self._copy, max(limit, 0)
        if len(prefix) == 2:
            return copy.beginnings.get(prefix, [])[:limit]
        first = bisect.bisect_left(copy.words, prefix)
        last = bisect.bisect_left(copy.words, prefix + chr(0x10FFFF), first)
        return sorted(copy.words[first:last], key=copy.ranks.__getitem__)[:limit]

    def like(self, term: str, *, near: bool = True) -> list[str]:
        """Terms that may be the same word written otherwise: by their sound, and longer forms of it."""
        copy = self._copy
        longer = self.words(term, _MOST_LONGER) if near and len(term) >= SHORTEST_ROOT else []
        sounding = alike(term, copy.roots, near=near)
        return [one for one in dict.fromkeys([*sounding, *longer]) if one != term]

    def size(self) -> int:
        """The number of passages."""
        return len(self._copy.order)

    def cursor(self) -> int:
        """The id of the last change that this copy contains."""
        return self._copy.cursor

    def generation(self) -> str:
        """The generation of the database that this is a copy of; empty for an empty copy."""
        return self._copy.generation

    def close(self) -> None:
        """Forget the copy."""
        self._copy = _Copy()


def _admitted(scorer: LuceneBM25, scores: _Array, query: Query) -> _Array:
    """The rows with a score, with every term of the phrases and with no excluded one."""
    may_be = scores > 0
    for term in query.excluded:
        may_be[scorer.rows_of(term)] = False
    for term in {term for phrase in query.phrases for term in phrase}:
        holding = np.zeros_like(may_be)
        holding[scorer.rows_of(term)] = True
        may_be &= holding
    return np.flatnonzero(may_be)


def _terms(entry: Entry) -> tuple[str, str]:
    return entry.title, entry.body
