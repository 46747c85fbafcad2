"""One committed state of an index: what it holds, and the terms it knows."""

from dataclasses import dataclass, field
from typing import Any, Final

from index.engines.disk import fields

_SHORT: Final = 2
"""Letters of a beginning that many terms have: they are gone through once, and kept in mind."""

_MOST_KEPT: Final = 2_000
_MANY: Final = 50_000
"""Passages among which a hundredth more changes nothing in the order of the most frequent terms."""


@dataclass(slots=True)
class Kept:
    """Words by their short beginnings as counted in a state of so many passages, and terms like others."""

    size: int = 0
    removed: int = 0
    words: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def still_holds(self, size: int, removed: int) -> bool:
        """Whether it can be used for a later state; not when a passage is gone, with its terms maybe."""
        return removed == self.removed and size >= _MANY and 0 <= size - self.size <= size // 100


@dataclass(frozen=True, slots=True)
class Copy:
    """A state, which stays as it is while others are committed; empty without a `searcher`.

    `removed` passages are in the files yet: the index' own frequencies count them.
    """

    searcher: Any = None
    schema: Any = None
    size: int = 0
    cursor: int = 0
    generation: str = ""
    removed: int = 0
    kept: Kept = field(default_factory=Kept)
    alike: dict[tuple[str, bool], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, searcher: Any, schema: Any, before: "Copy") -> "Copy":
        """What the index holds now; `before` is an earlier state of it."""
        cursor, generation = fields.state_of(searcher, schema)
        size = max(0, searcher.num_docs - 1)
        removed = max(0, searcher.doc_freq("facts", fields.PASSAGE) - size)
        kept = before.kept if before.kept.still_holds(size, removed) else Kept(size, removed)
        return cls(searcher, schema, size, cursor, generation, removed, kept)

    def frequency(self, term: str) -> int:
        """In how many passages the term occurs."""
        passages: int = self.searcher.doc_freq("body", term) if self.searcher is not None else 0
        return fields.count(self.searcher, self.schema, term) if passages and self.removed else passages

    def words(self, prefix: str, limit: int) -> list[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""
        if self.searcher is None or limit < 1:
            return []
        if len(prefix) != _SHORT:
            return self._counted(prefix, limit)
        if (known := self.kept.words.get((prefix, limit))) is None:
            if len(self.kept.words) >= _MOST_KEPT:
                self.kept.words.clear()
            known = self.kept.words[prefix, limit] = self._counted(prefix, limit)
        return known

    def _counted(self, prefix: str, limit: int) -> list[str]:
        most = 2 * limit + 10 if self.removed else limit
        found = dict(self.searcher.terms_with_prefix("body", prefix, limit=most))
        if self.removed:
            found = {term: self.frequency(term) for term in found}
        return sorted(filter(found.get, found), key=lambda term: (-found[term], term))[:limit]
