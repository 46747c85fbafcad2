"""The engine follows the log, and moves with the size of the corpus."""

import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from index import following
from index.engines import Engine, Query
from index.engines.choice import Choice
from index.engines.disk import DiskEngine
from index.engines.memory import MemoryEngine
from index.errors import DatabaseError, SearchUnavailableError
from index.following import Follower
from index.sources import files
from index.store.corpus.following.stored_terms import StoredTerms
from index.store.database import Database, open_database
from tests.switched import Switch, SwitchedEngine

TEXTS = ["Garden {n} has roses.", "The bank {n} is closed.", "Haskin {n} signed a law."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    return tmp_path / "seeds"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield database
    database.close()


def write(database: Database, folder: Path, count: int) -> None:
    """Let there be so many files of one passage each."""
    for path in folder.iterdir():
        path.unlink()
    for n in range(count):
        (folder / f"{n}.md").write_text(TEXTS[n % len(TEXTS)].format(n=n))
    files.sync(database, folder, force=True)


def choice(database: Database, folder: Path) -> Choice:
    on_disk: Callable[[], Engine] = partial(DiskEngine, folder.parent / "index", StoredTerms(database))
    return Choice(MemoryEngine, on_disk, most_in_small=5, fewest_in_large=4)


def kind(follower: Follower) -> type[Engine]:
    return type(follower.catch_up().engine)


def test_a_corpus_moves_to_disk_when_it_has_grown_and_back_when_it_has_shrunk(
    database: Database, folder: Path
) -> None:
    follower = Follower(database, choice(database, folder))
    kinds = []
    for count in (2, 5, 6, 5, 4, 3, 5, 9):
        write(database, folder, count)
        kinds.append(kind(follower))
        engine = follower.current().engine
        assert engine.size() == count
        assert len(engine.search(Query(["garden", "bank", "law"]), 20)) == count
    small, large = MemoryEngine, DiskEngine
    assert kinds == [small, small, large, large, large, small, small, large]
    follower.close()


def test_a_large_corpus_begins_on_disk_and_is_there_at_the_next_start(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(database, folder, 7)
    first = Follower(database, choice(database, folder))
    assert kind(first) is DiskEngine
    first.close()
    monkeypatch.setattr(DiskEngine, "apply", lambda *_: pytest.fail("nothing is new"))
    again = Follower(database, choice(database, folder))
    assert kind(again) is DiskEngine
    assert again.current().engine.size() == 7
    assert again.current().languages == {"en"}


def test_a_process_that_only_reads_hears_of_languages_that_another_has_added(
    database: Database, folder: Path
) -> None:
    write(database, folder, 6)
    writes, reads = (Follower(database, choice(database, folder)) for _ in range(2))
    assert writes.catch_up().languages == reads.catch_up().languages == {"en"}
    (folder / "ru.md").write_text("Закон о майнинге подписал президент, и он вступил в силу в ноябре.")
    files.sync(database, folder)
    writes.catch_up()
    followed = reads.catch_up()
    assert followed.languages == {"en", "ru"}
    assert followed.engine.size() == 7


def test_names_are_found_by_their_sound_on_disk(database: Database, folder: Path) -> None:
    write(database, folder, 6)
    follower = Follower(database, choice(database, folder))
    engine = follower.catch_up().engine
    assert engine.like("хаскин") == ["haskin"]
    write(database, folder, 2)
    follower.close()
    on_disk = Follower(database, Choice(choice(database, folder).large or MemoryEngine))
    assert on_disk.catch_up().engine.like("хаскин") == []


def test_where_the_disk_cannot_be_used_the_passages_stay_in_memory(
    database: Database, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder.parent / "index").write_text("a file is in the way")
    write(database, folder, 4)
    follower = Follower(database, choice(database, folder))
    assert kind(follower) is MemoryEngine
    write(database, folder, 7)
    with caplog.at_level(logging.WARNING):
        assert kind(follower) is MemoryEngine
    assert follower.current().engine.size() == 7
    assert "there can be no index in" in caplog.text
    follower.close()
    assert kind(Follower(database, choice(database, folder))) is MemoryEngine
    with pytest.raises(DatabaseError, match="there can be no index in"):
        Follower(database, Choice(choice(database, folder).large or MemoryEngine)).current()


def test_an_engine_that_cannot_follow_answers_as_it_was_and_says_so_once(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    write(database, folder, 6)
    follower = Follower(database, choice(database, folder))
    follower.catch_up()
    (folder / "more.md").write_text("More of it.")
    files.sync(database, folder)
    monkeypatch.setattr("index.following.LOOK_SECONDS", 0.0)
    tried = threading.Semaphore(0)

    def full(*_: object) -> None:
        tried.release()
        raise DatabaseError("there is no room")

    monkeypatch.setattr(DiskEngine, "apply", full)
    for _ in range(3):
        while not tried.acquire(timeout=0.05):
            assert follower.current().engine.size() == 6
    follower.close()
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert told == ["The engine cannot follow the log of changes: there is no room"]


def test_what_changes_while_search_is_away_is_known_when_it_is_back(
    database: Database, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(database, folder, 2)
    switch = Switch()
    follower = Follower(database, Choice(lambda: SwitchedEngine(switch)))
    follower.catch_up()
    switch.is_away = True
    write(database, folder, 3)
    for _ in range(2):
        follower.follow()
    assert [record.levelno for record in caplog.records].count(logging.ERROR) == 1
    switch.is_away = False
    assert follower.catch_up().engine.size() == 3
    follower.close()


def test_a_server_that_cannot_be_reached_is_not_tried_for_each_who_asks(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(database, folder, 2)
    tries: list[int] = []

    def away() -> Engine:
        tries.append(1)
        raise SearchUnavailableError("cannot be reached")

    follower = Follower(database, Choice(away))
    monkeypatch.setattr(following, "AWAY_SECONDS", 3600.0)
    for _ in range(3):
        with pytest.raises(SearchUnavailableError, match="cannot be reached"):
            follower.current()
    assert len(tries) == 1


def test_an_index_that_cannot_be_written_answers_what_it_knows(database: Database, folder: Path) -> None:
    write(database, folder, 2)
    switch = Switch()
    held = SwitchedEngine(switch)
    Follower(database, Choice(lambda: held)).catch_up()
    write(database, folder, 3)
    switch.is_read_only = True
    follower = Follower(database, Choice(lambda: held))
    assert follower.current().engine.search(Query(["garden", "bank"]), 5)
    assert follower.current().languages == {"en"}
    switch.is_read_only = False
    assert follower.catch_up().engine.size() == 3
    follower.close()
