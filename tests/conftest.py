"""What holds for all tests."""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

from index.sources.sandbox import Sandbox
from tests import turned
from tests.opensearch.nodes import Nodes, opened
from tests.overheard import LOGGED, SAID, overhear, quoted
from tests.postgres import Server, server
from tests.warm_sandbox import lent

# An example's time depends on what else the machine does; a hanging test is ended by pytest-timeout.
# Half the usual number of them, as each run draws others.
settings.register_profile("footnote", deadline=None, max_examples=50)
settings.load_profile("footnote")


def pytest_configure() -> None:
    """Hear what is logged from the first test on."""
    overhear()
    if turned.is_turned():
        turned.turn()


def pytest_unconfigure() -> None:
    """On PostgreSQL, leave nothing of this process's behind."""
    if turned.is_turned():
        turned.drop_below(None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out what is about SQLite alone."""
    if turned.is_turned():
        left_out = [item for item in items if item.get_closest_marker("sqlite")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("sqlite")]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """A process a core for the whole run; one for a few files, and for what starts processes itself."""
    is_whole = config.args == config.getini("testpaths")
    return (os.cpu_count() or 1) if is_whole and config.option.markexpr == "not system" else 0


@pytest.fixture(scope="session", autouse=True)
def nobody_is_quoted() -> Iterator[None]:
    """No text that anybody has said to the bot in this run stands in what it has logged."""
    yield
    assert quoted(SAID, LOGGED) == []


@pytest.fixture(autouse=True)
def dropped(request: pytest.FixtureRequest) -> Iterator[None]:
    """On PostgreSQL, leave no database of a test: each is hundreds of files."""
    is_own = turned.is_turned() and "tmp_path" in request.fixturenames
    folder = request.getfixturevalue("tmp_path") if is_own else None
    yield
    if folder is not None:
        turned.drop_below(folder)


@pytest.fixture(scope="session")
def opensearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """An OpenSearch cluster: that of OPENSEARCH_URL, else three nodes of this run's own."""
    with ExitStack() as stack:
        yield opened(tmp_path_factory, stack)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL for all tests of this run that do not harm it."""
    with server() as made:
        yield made


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The address of an empty database of the test's own."""
    with postgres.new_database() as url:
        yield url


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[Sandbox]:
    """The sandbox of all tests that want one in this process."""
    opened = Sandbox()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def warm_sandbox(sandbox_process: Sandbox) -> Iterator[None]:
    """Let the tests of a module read in a sandbox that runs already."""
    with lent(sandbox_process):
        yield
