"""Nodes of an OpenSearch cluster die and hang under load: no search fails, and nothing written is lost."""

import logging
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count

import pytest

from index.engines import Batch, Engine, Entry, PassageFacts, Query
from index.errors import SearchUnavailableError
from index.model import PassageId, SourceId
from tests.opensearch.nodes import Node, Nodes

logger = logging.getLogger(__name__)

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

PASSAGES = 1_000


def entry(number: int) -> Entry:
    text = f" passage number{number} of group{number % 7} "
    return Entry(PassageId(f"p{number}"), " ", text, PassageFacts(SourceId("s")))


@pytest.fixture
def nodes(opensearch: Nodes) -> Iterator[Nodes]:
    if not opensearch.nodes:
        pytest.skip("the nodes of somebody else are not killed")
    yield opensearch
    for node in opensearch.nodes:
        node.signal(signal.SIGCONT)
        if not node.is_running():
            node.start()
    opensearch.wait_until_whole()


@pytest.fixture
def engine(nodes: Nodes) -> Iterator[Engine]:
    from tests.index.engines.cluster import RememberedCluster

    with closing(RememberedCluster(nodes.url)) as opened:
        opened.apply(Batch(map(entry, range(PASSAGES)), whole_of="one"), 1)
        nodes.wait_until_whole()
        yield opened


class Use:
    """Searches in three threads, and one that writes; what fails is kept."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.failed: list[str] = []
        self.took: list[float] = []
        self.written: list[int] = []
        self._over = threading.Event()

    @contextmanager
    def going_on(self) -> Iterator[None]:
        works = [*[self._search] * 3, self._write]
        threads = [threading.Thread(target=work) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join()

    def wait_for(self, searches: int) -> None:
        """Wait until so many more have been answered."""
        wanted = len(self.took) + searches
        while len(self.took) < wanted and not self.failed:
            time.sleep(0.05)

    def _search(self) -> None:
        for number in count():
            if self._over.is_set():
                return
            began = time.monotonic()
            try:
                hits = self.engine.search(Query([f"number{number % PASSAGES}", "passage"]), 5)
                if not hits or hits[0].passage_id != f"p{number % PASSAGES}":
                    self.failed.append(f"p{number % PASSAGES} is not found first: {hits}")
            except SearchUnavailableError as error:
                self.failed.append(str(error))
            self.took.append(time.monotonic() - began)

    def _write(self) -> None:
        """A write may fail and is done again, as whoever follows the log does."""
        for number in count(PASSAGES):
            while not self._over.is_set():
                try:
                    self.engine.apply(Batch([entry(number)]), number)
                except SearchUnavailableError:
                    time.sleep(0.2)
                else:
                    self.written.append(number)
                    break
            if self._over.wait(0.05):
                return


def other_than_the_manager(nodes: Nodes) -> Node:
    manager = nodes.manager()
    return next(node for node in nodes.nodes if node is not manager)


@pytest.mark.parametrize("which", ["manager", "data node"])
def test_a_killed_node_fails_no_search_and_loses_nothing(nodes: Nodes, engine: Engine, which: str) -> None:
    node = nodes.manager() if which == "manager" else other_than_the_manager(nodes)
    use = Use(engine)
    with use.going_on():
        use.wait_for(30)
        node.kill()
        use.wait_for(200)
        node.start()
        nodes.wait_until_whole()
        use.wait_for(30)
    assert_all_well(use)


def test_a_node_that_hangs_fails_no_search(nodes: Nodes, engine: Engine) -> None:
    node = other_than_the_manager(nodes)
    use = Use(engine)
    with use.going_on():
        use.wait_for(30)
        node.signal(signal.SIGSTOP)
        use.wait_for(200)
        node.signal(signal.SIGCONT)
        nodes.ask("_cluster/reroute?retry_failed=true", method="POST")
        use.wait_for(30)
    assert_all_well(use)


def assert_all_well(use: Use) -> None:
    assert use.failed == []
    assert use.engine.cursor() >= use.written[-1]
    lost = [n for n in use.written if not use.engine.search(Query([f"number{n}"]), 1)]
    assert lost == []
    logger.info("Slowest of %d searches: %.2f s; %d written", len(use.took), max(use.took), len(use.written))
