"""An engine on OpenSearch over a corpus of what it was given."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from secrets import token_hex

from index.engines import Batch
from index.engines.cluster import ClusterEngine
from tests.index.engines.stored import StoredEntries


class CountedEntries(StoredEntries):
    """Passages that are counted as they come and go."""

    def take(self, batch: Batch) -> Batch:
        if batch.whole_of is not None:
            self.entries.clear()
        for id_ in batch.removed:
            self.entries.pop(id_, None)
        return replace(batch, added=self.put(batch.added))

    def count(self) -> None:
        """They are counted whenever one is asked for."""

    def frequencies(self, terms: Sequence[str]) -> Counter[str]:
        texts = ((one.title + one.body).split() for one in self.entries.values())
        return Counter(term for text in texts for term in {*terms}.intersection(text))

    def words(self, prefix: str, limit: int) -> list[str]:
        terms = {term for one in self.entries.values() for term in (one.title + one.body).split()}
        found = self.frequencies([term for term in terms if term.startswith(prefix)])
        return sorted(found, key=lambda term: (-found[term], term))[:limit]


class RememberedCluster(ClusterEngine):
    """An engine over a corpus of its own, with an index of its own that is gone with it."""

    def __init__(self, url: str) -> None:
        self.corpus = CountedEntries()
        super().__init__(url, f"footnote-test-{token_hex(6)}", self.corpus, lasts=False)

    def apply(self, batch: Batch, cursor: int) -> None:
        super().apply(self.corpus.take(batch), cursor)
