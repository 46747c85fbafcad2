"""A corpus in memory, for the tests of an engine that leaves terms to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.engines import Entry
from index.engines.likeness import root_of
from index.model import PassageId


@dataclass
class StoredEntries:
    entries: dict[PassageId, Entry] = field(default_factory=dict)

    def put(self, entries: Iterable[Entry]) -> list[Entry]:
        put = list(entries)
        self.entries.update({one.id: one for one in put})
        return put

    def texts(self, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
        return {id_: (self.entries[id_].title, self.entries[id_].body) for id_ in ids}

    def with_roots(self, roots: Sequence[str]) -> Sequence[str]:
        terms = {term for one in self.entries.values() for term in (one.title + one.body).split()}
        return [term for term in sorted(terms) if root_of(term) in roots]
