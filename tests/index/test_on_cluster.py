"""A library on OpenSearch answers, changes and is shared as one on disk does, and is as often right."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from index.command.cli import main
from index.engines.choice import choose_engines
from index.errors import SearchUnavailableError
from index.library import Library, open_library
from index.settings import Settings
from index.store.corpus.following.stored_terms import StoredTerms
from index.store.database import Database
from tests.databases import open_current
from tests.opensearch.nodes import Nodes

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

ROOT = Path(__file__).parents[2]
FERRY = "# The ferry\n\nThe ferry to the island leaves at nine in the morning.\n"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_current(f"sqlite:///{tmp_path}/footnote.db")) as opened:
        yield opened


@pytest.fixture
def settings(opensearch: Nodes, database: Database, tmp_path: Path) -> Iterator[Settings]:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "ferry.md").write_text(FERRY)
    url = SecretStr(opensearch.url)
    chosen = Settings(data_dir=tmp_path, seeds_dir=tmp_path / "seeds", engine="cluster", opensearch_url=url)
    yield chosen
    choose_engines(chosen, StoredTerms(database), name=database.generation, lasts=False).small().close()


def sentence(library: Library, question: str) -> str:
    answer = library.answer(question)
    return answer.quotes[0].text if answer.answered else ""


def test_a_library_answers_by_what_its_sources_say_now(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    with closing(open_library(settings, database)) as library:
        library.sync()
        assert "nine" in sentence(library, "When does the ferry leave?")
        (tmp_path / "seeds" / "ferry.md").write_text(FERRY.replace("nine", "ten"))
        library.sync()
        assert "ten" in sentence(library, "When does the fery leave?")
        assert "ten" in sentence(library, 'When does the ferry leave "to the island"?')
        library.remove([source.id for source in library.sources()])
        assert sentence(library, "When does the ferry leave?") == ""


def test_of_two_replicas_the_one_that_leads_writes_and_both_answer(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    leading = open_library(settings, database)
    following = open_library(settings, database, leads=lambda: False)
    with closing(leading), closing(following):
        following.sync()
        with pytest.raises(SearchUnavailableError, match="is being filled"):
            following.answer("When does the ferry leave?")
        leading.cursor()
        following.cursor()
        assert "nine" in sentence(following, "When does the ferry leave?")
        (tmp_path / "seeds" / "lock.md").write_text("# The lock\n\nThe lock opens at noon.\n")
        before = following.cursor()
        leading.sync()
        assert leading.cursor() == following.cursor() > before
        assert "noon" in sentence(following, "When does the lock open?")


def test_it_is_as_often_right_as_the_engine_on_disk(
    opensearch: Nodes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SEEDS_DIR", str(tmp_path))
    monkeypatch.setenv("OPENSEARCH_URL", opensearch.url)
    excerpt = ROOT / "tests" / "evaluation" / "excerpt"
    right: dict[str, list[float]] = {}
    for engine in ("disk", "cluster"):
        monkeypatch.setenv("ENGINE", engine)
        assert main(["evaluate", *(str(excerpt / name) for name in ("xquad-en", "tydi-ru")), "--json"]) == 0
        sets = json.loads(capsys.readouterr().out)["sets"]
        right[engine] = [one["recall@1"] for one in sets]
    assert right["cluster"] == pytest.approx(right["disk"], abs=0.005)
    assert not opensearch.ask("_cat/indices/footnote-judged-*?format=json")
