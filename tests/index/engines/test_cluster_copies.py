"""Copies on OpenSearch: made anew beside the old one, shared by processes, and cleared away."""

import threading
from collections.abc import Iterator
from contextlib import closing
from secrets import token_hex

import pytest

from index.engines import Batch, Entry, PassageFacts, Query
from index.engines.cluster import ClusterEngine, copies, fields
from index.errors import SearchUnavailableError
from index.model import PassageId, SourceId
from tests.index.engines.cluster import CountedEntries
from tests.opensearch.nodes import Nodes

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]


def entry(id_: str, text: str) -> Entry:
    return Entry(PassageId(id_), " ", f" {text} ", PassageFacts(SourceId("s")))


class Cluster:
    """Processes that share a corpus and its copy."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes, self.name, self.corpus = nodes, f"footnote-test-{token_hex(6)}", CountedEntries()

    def open(self, *, lasts: bool = True) -> ClusterEngine:
        return ClusterEngine(self.nodes.url, self.name, self.corpus, lasts=lasts)

    def apply(self, engine: ClusterEngine, batch: Batch, cursor: int) -> None:
        engine.apply(self.corpus.take(batch), cursor)

    def indices(self) -> list[str]:
        return [one["index"] for one in self.nodes.ask(f"_cat/indices/{self.name}-*?format=json")]


@pytest.fixture
def cluster(opensearch: Nodes) -> Iterator[Cluster]:
    shared = Cluster(opensearch)
    yield shared
    shared.open(lasts=False).close()
    assert shared.indices() == []


def ids(engine: ClusterEngine, terms: str) -> list[str]:
    return [hit.passage_id for hit in engine.search(Query(terms.split()), 10)]


def test_a_copy_made_anew_takes_the_place_of_the_old_one_while_it_is_asked(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_OLD_LASTS_SECONDS", 3600)
    passages = [entry(str(number), "mining law") for number in range(5)]
    with closing(cluster.open()) as engine:
        cluster.apply(engine, Batch(passages, whole_of="one"), 1)
        found: list[int] = []
        over = threading.Event()

        def search() -> None:
            while not over.is_set():
                found.append(len(engine.search(Query(["mining"]), 10)))

        thread = threading.Thread(target=search)
        thread.start()
        for cursor in (2, 3):
            cluster.apply(engine, Batch(passages, whole_of="one"), cursor)
        over.set()
        thread.join()
        assert {*found} == {5}
        assert engine.cursor() == 3
        assert len(cluster.indices()) == 3  # searches under way may still read the old ones
        monkeypatch.setattr(copies, "_OLD_LASTS_SECONDS", -1)
        cluster.apply(engine, Batch(passages, whole_of="one"), 4)
        assert engine.cursor() == 4
        assert len(cluster.indices()) == 3


def test_what_one_process_writes_the_others_see(cluster: Cluster) -> None:
    with closing(cluster.open()) as writer, closing(cluster.open()) as reader:
        cluster.apply(writer, Batch([entry("a", "mining law")], whole_of="one"), 4)
        assert (reader.generation(), reader.cursor(), reader.size()) == ("one", 4, 1)
        cluster.apply(writer, Batch([entry("b", "mining tax")], [PassageId("a")]), 6)
        assert reader.cursor() == 6
        assert ids(reader, "mining law") == ["b"]


def test_who_is_late_changes_nothing_that_others_have_changed_since(cluster: Cluster) -> None:
    with closing(cluster.open()) as first, closing(cluster.open()) as late:
        cluster.apply(first, Batch([entry("a", "mining"), entry("b", "bank")], whole_of="one"), 1)
        state = late._copies.state()
        cluster.apply(first, Batch([entry("a", "law")], [PassageId("b")]), 5)
        late._copies.change(state.place, [entry("a", "mining"), entry("b", "bank")], [], (3, "one"))
        late.apply(Batch([entry("a", "mining")]), 4)
        assert late.cursor() == 5
        assert ids(late, "law") == ["a"]
        assert first.size() == 1


def test_who_writes_to_a_copy_that_was_replaced_writes_nowhere(cluster: Cluster) -> None:
    with closing(cluster.open()) as first, closing(cluster.open()) as late:
        cluster.apply(first, Batch([entry("a", "mining")], whole_of="one"), 1)
        replaced = late._copies.state().place
        cluster.apply(first, Batch([entry("a", "law")], whole_of="one"), 2)
        cluster.nodes.ask(replaced, method="DELETE")
        with pytest.raises(SearchUnavailableError):
            late._copies.change(replaced, [entry("b", "bank")], [], (3, "one"))
        assert (first.cursor(), first.size()) == (2, 1)
        assert len(cluster.indices()) == 1


def test_a_copy_that_fails_half_way_leaves_the_old_one(cluster: Cluster) -> None:
    def torn() -> Iterator[Entry]:
        yield entry("b", "bank")
        raise RuntimeError

    with closing(cluster.open()) as engine:
        cluster.apply(engine, Batch([entry("a", "mining")], whole_of="one"), 1)
        with pytest.raises(RuntimeError):
            engine.apply(Batch(torn(), whole_of="one"), 2)
        assert (engine.cursor(), ids(engine, "mining")) == (1, ["a"])
        assert len(cluster.indices()) == 1


def test_a_copy_of_another_format_is_none(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(cluster.open()) as engine:
        cluster.apply(engine, Batch([entry("a", "mining")], whole_of="one"), 7)
        monkeypatch.setattr(fields, "FORMAT", 2)
        assert (engine.generation(), engine.cursor()) == ("", 0)


def test_what_a_dead_process_has_left_half_filled_is_deleted(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = f"{cluster.name}-left"
    cluster.nodes.ask(left, method="PUT")
    with closing(cluster.open()) as engine:
        cluster.apply(engine, Batch([entry("a", "mining")], whole_of="one"), 1)
        assert left in cluster.indices()
    monkeypatch.setattr(copies, "_LEFT_OVER_SECONDS", -60)
    with closing(cluster.open()) as engine:
        cluster.apply(engine, Batch([entry("b", "mining")]), 2)
        assert left not in cluster.indices()
        assert engine.size() == 2
