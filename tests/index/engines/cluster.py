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

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counter[str] | None = None

    def take(self, batch: Batch) -> Batch:
        if batch.whole_of is not None:
            self.entries.clear()
        for id_ in batch.removed:
            self.entries.pop(id_, None)
        added = self.put(batch.added)
        self._counts = None
        return replace(batch, added=added)

    def count(self) -> None:
        """They are counted when one is asked for."""

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        counts = self._counted()
        return {term: counts[term] for term in terms}

    def words(self, prefix: str, limit: int) -> list[str]:
        counts = self._counted()
        found = [term for term in counts if term.startswith(prefix)]
        return sorted(found, key=lambda term: (-counts[term], term))[:limit]

    def _counted(self) -> Counter[str]:
        if (counts := self._counts) is None:
            texts = [(one.title + one.body).split() for one in list(self.entries.values())]
            counts = self._counts = Counter(term for text in texts for term in {*text})
        return counts


class RememberedCluster(ClusterEngine):
    """An engine over a corpus of its own, with an index of its own that is gone with it."""

    def __init__(self, url: str) -> None:
        self.corpus = CountedEntries()
        super().__init__(url, f"footnote-test-{token_hex(6)}", self.corpus, lasts=False)

    def apply(self, batch: Batch, cursor: int) -> None:
        super().apply(self.corpus.take(batch), cursor)
