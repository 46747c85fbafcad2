"""The engine on OpenSearch: asked by all replicas of the bot, written by whoever may.

The state of the copy (generation, cursor) is a document of its index. Terms are counted in the database, in
the transaction of their passages: OpenSearch would have to be asked again and again for each question.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count as numbers
from typing import Any, Final

from opensearchpy import NotFoundError

from index.engines import Batch, Counted, Query
from index.engines.cluster.copies import Copies, State
from index.engines.cluster.fields import Json, query_of, search_body
from index.engines.cluster.sample import Sample
from index.engines.cluster.server import Server, is_missing
from index.engines.likeness import SHORTEST_ROOT, roots_like
from index.engines.phrases import admitted_hits
from index.engines.rarest import rarest
from index.errors import SearchUnavailableError
from index.model import Filter, Hit, PassageId

_MOST_LONGER: Final = 50
_MOST_KEPT: Final = 20_000
_MOST_LOOKED_AT: Final = 5_000
"""Passages that are looked at for a phrase, or for equals of the last one."""

_SEARCHES_ANEW: Final = 3
_MOST_FOUND: Final = 9_000
"""OpenSearch tells no more than the 10,000 best."""

_FEW: Final = 10
"""Passages that are asked for besides, as they may equal the last one."""

_TOLD: Final = "hits.hits.fields.id,hits.hits._score"


@dataclass(frozen=True, slots=True)
class _Copy:
    """What the copy is known to hold, and what was counted for it meanwhile."""

    state: State = field(default_factory=State)
    size: int = 0
    frequencies: dict[str, int] = field(default_factory=dict)
    words: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    alike: dict[tuple[str, bool], list[str]] = field(default_factory=dict)


def _always() -> bool:
    return True


class ClusterEngine:
    """The copy named `name` at `urls`, over what is stored; written only while `writes` says so.

    One that does not last is deleted when it is closed.
    """

    def __init__(
        self,
        urls: str,
        name: str,
        stored: Counted,
        *,
        writes: Callable[[], bool] = _always,
        lasts: bool = True,
    ) -> None:
        """Raise SearchUnavailableError when there is no OpenSearch to be asked."""
        self._server = Server(urls)
        self._copies = Copies(self._server, name)
        self._stored, self._writes, self._lasts = stored, writes, lasts
        self._writing = threading.Lock()
        self._copy = _Copy()
        self._has_swept = False

    def apply(self, batch: Batch, cursor: int) -> None:
        """Take over a batch, and remember how far the log has been read; twice is as good as once.

        Left out while this process may not write, and where another one has taken over more by now. Raises
        SearchUnavailableError when it cannot be written; part of it may be found then, and it is taken over
        when it is tried again.
        """
        with self._writing:
            if not self._writes():
                return
            state = self._copies.state()
            if batch.whole_of is not None or not state.place:
                sample = Sample(batch.added)
                generation = batch.whole_of or ""
                self._copies.replace(sample, (cursor, generation), sample.searches)
            elif state.cursor <= cursor:
                self._copies.change(state.place, batch.added, batch.removed, (cursor, state.generation))
            self._follow()
            self._tidy()

    def search(self, query: Query, limit: int, within: Filter = Filter()) -> list[Hit]:
        """Up to `limit` passages, best first by BM25; equal ones in the order of ids.

        `within`, phrases and exclusions decide what may be found, and change no score. Of very many terms
        only the rarest are looked for. Raises SearchUnavailableError when OpenSearch cannot tell.
        """
        if limit < 1 or not self._is_there():
            return []
        limit = min(limit, _MOST_FOUND)
        asked = rarest(query.terms, self.frequencies({*query.terms}))
        if not asked:
            return []
        wanted = query_of(asked, query, within)
        for grown in numbers():
            most = min((limit + _FEW) * 4**grown, max(limit, _MOST_LOOKED_AT))
            found = self._found(wanted, most)
            hits = self._held(found, query)
            if len(found) < most or most >= _MOST_LOOKED_AT:
                break
            if len(hits) >= limit and found[-1].score < hits[limit - 1].score:
                break
        return hits[:limit]

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of the terms occurs, 0 included."""
        copy, wanted = self._copy, {*terms}
        unknown = [term for term in wanted if term not in copy.frequencies]
        if unknown:
            _make_room(copy.frequencies)
            counted = self._stored.frequencies(unknown)
            copy.frequencies.update((term, min(counted.get(term, 0), copy.size)) for term in unknown)
        return {term: copy.frequencies.get(term, 0) for term in wanted}

    def words(self, prefix: str, limit: int) -> list[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""
        copy = self._copy
        if limit < 1 or not copy.size:
            return []
        if (known := copy.words.get((prefix, limit))) is None:
            _make_room(copy.words)
            known = copy.words[prefix, limit] = list(self._stored.words(prefix, limit))
        return list(known)

    def like(self, term: str, *, near: bool = True) -> list[str]:
        """Terms that may be the same word written otherwise: by their sound, and longer forms of it."""
        copy, key = self._copy, (term, near)
        if (known := copy.alike.get(key)) is None:  # a question asks for each of its words more than once
            _make_room(copy.alike)
            known = copy.alike[key] = self._alike(term, near=near)
        return list(known)

    def size(self) -> int:
        """The number of passages."""
        return self._copy.size

    def cursor(self) -> int:
        """The id of the last change that this copy contains, whichever process has taken it over."""
        self._follow()
        self._copies.sweep()
        return self._copy.state.cursor

    def generation(self) -> str:
        """The generation of the database that this is a copy of; empty for an empty copy."""
        self._follow()
        return self._copy.state.generation

    def close(self) -> None:
        """Let go of the connections; an index that lasts stays for the next time."""
        with self._writing:
            self._copy = _Copy()
            try:
                if not self._lasts:
                    self._copies.delete_all()
            finally:
                self._server.client.close()

    def _follow(self) -> None:
        """See what was written meanwhile, by whichever process."""
        state = self._copies.state()
        size = self._copies.size() if state.place else 0
        if (state, size) != (self._copy.state, self._copy.size):
            self._copy = _Copy(state, size)

    def _tidy(self) -> None:
        if not self._has_swept:
            self._copies.sweep_left_over()
            self._has_swept = True

    def _is_there(self) -> bool:
        """Whether there is a copy; one that somebody else is to fill is waited for by who asks."""
        if not self._copy.state.place and not self._writes():
            raise SearchUnavailableError(f"the index {self._copies.name} is being filled")
        return bool(self._copy.state.place)

    def _found(self, wanted: Json, most: int) -> list[Hit]:
        """The best, and how good they are as exact as single precision lets it be: equals are equal."""
        for tried in numbers(1):
            with self._server.told(self._copies.name):
                try:
                    answer = self._server.client.search(
                        index=self._copies.name,
                        body=search_body(wanted, most),
                        search_type="dfs_query_then_fetch",
                        allow_partial_search_results=False,
                        filter_path=_TOLD,
                    )
                except NotFoundError as error:
                    if is_missing(error) or tried >= _SEARCHES_ANEW:
                        raise
                    continue
            hits = answer.get("hits", {}).get("hits", ())
            return [Hit(PassageId(hit["fields"]["id"][0]), round(hit["_score"], 3)) for hit in hits]
        raise AssertionError("searches are begun anew a few times")

    def _held(self, found: Sequence[Hit], query: Query) -> list[Hit]:
        """Those that the phrases of the query admit, the best first, and equal ones in the order of ids."""
        hits = sorted(found, key=lambda hit: (-hit.score, hit.passage_id))
        return admitted_hits(hits, query, self._stored)

    def _alike(self, term: str, *, near: bool) -> list[str]:
        roots = roots_like(term, near=near)
        sounding = self._stored.with_roots(roots) if roots else []
        occurring = self.frequencies(sounding)
        longer = self.words(term, _MOST_LONGER) if near and len(term) >= SHORTEST_ROOT else []
        alike = [*(one for one in sounding if occurring[one]), *longer]
        return [one for one in dict.fromkeys(alike) if one != term]


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) > _MOST_KEPT:
        kept.clear()
