"""The engine on disk: it stays, it is shared between processes, and it is made anew where it is broken."""

import random
import resource
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from index.engines import Batch, Entry, PassageFacts, Query
from index.engines.disk import DiskEngine
from index.engines.disk.copy import Kept
from index.engines.memory import MemoryEngine
from index.errors import DatabaseError
from index.model import PassageId, SourceId, spaced
from tests.index.engines.stored import StoredEntries

FACTS = PassageFacts(SourceId("s"))


def entry(id_: str, text: str) -> Entry:
    return Entry(PassageId(id_), " ", spaced(text.split()), FACTS)


def opened(folder: Path) -> DiskEngine:
    return DiskEngine(folder, StoredEntries())


def found(engine: DiskEngine, term: str) -> list[str]:
    return sorted(hit.passage_id for hit in engine.search(Query([term]), 9))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    engine = opened(tmp_path / "index")
    engine.apply(Batch([entry("a", "mining law"), entry("b", "tax law")], whole_of="one"), 7)
    engine.close()
    return tmp_path / "index"


def test_what_was_taken_over_is_there_after_opening_again(folder: Path) -> None:
    engine = opened(folder)
    assert (engine.size(), engine.cursor(), engine.generation()) == (2, 7, "one")
    assert found(engine, "mining") == ["a"]
    engine.apply(Batch([entry("c", "mining")], [PassageId("a")]), 8)
    assert found(opened(folder), "mining") == ["c"]


def test_a_reader_follows_what_another_has_committed_and_may_write_after_it(folder: Path) -> None:
    one, other = opened(folder), opened(folder)
    one.apply(Batch([entry("c", "mining")]), 8)
    assert other.cursor() == 8
    assert found(other, "mining") == ["a", "c"]
    other.apply(Batch([], [PassageId("a")]), 9)
    assert one.cursor() == 9
    assert found(one, "mining") == ["c"]


def test_news_that_are_behind_what_another_has_committed_are_left_out(folder: Path) -> None:
    one, other = opened(folder), opened(folder)
    one.apply(Batch([], [PassageId("a")]), 9)
    other.apply(Batch([entry("a", "mining law")]), 8)
    assert (other.cursor(), found(other, "mining"), other.size()) == (9, [], 1)


def test_frequencies_and_words_are_exact_after_removals(folder: Path) -> None:
    engine = opened(folder)
    engine.apply(Batch([entry("a", "bank law")], [PassageId("b")]), 8)
    assert engine.frequencies(["law", "mining", "tax", "bank"]) == {
        "law": 1,
        "mining": 0,
        "tax": 0,
        "bank": 1,
    }
    assert engine.words("", 9) == ["bank", "law"]
    assert engine.words("min", 9) == []


def test_words_of_two_letters_follow_what_changes(folder: Path) -> None:
    engine = opened(folder)
    assert engine.words("mi", 9) == ["mining"]
    engine.apply(Batch([entry("c", "mint mining")]), 8)
    assert engine.words("mi", 9) == ["mining", "mint"]
    engine.apply(Batch([], [PassageId("c"), PassageId("a")]), 9)
    assert engine.words("mi", 9) == []


def test_the_most_frequent_words_are_kept_in_mind_while_few_passages_come_to_many() -> None:
    kept = Kept(size=100_000, removed=3)
    assert kept.still_holds(100_900, 3)
    assert not kept.still_holds(101_100, 3)
    assert not kept.still_holds(100_100, 4)
    assert not Kept(size=100, removed=0).still_holds(100, 0)


def tear(folder: Path) -> None:
    for file in folder.glob("*.*"):
        if file.suffix in {".term", ".idx", ".store"}:
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def lose_parts(folder: Path) -> None:
    for file in folder.glob("*.idx"):
        file.unlink()


def be_of_another_schema(folder: Path) -> None:
    text = (folder / "meta.json").read_text()
    (folder / "meta.json").write_text(text.replace("first_day", "other_day"))


def be_no_index(folder: Path) -> None:
    (folder / "meta.json").write_text("{}")


def be_of_a_later_version(folder: Path) -> None:
    (folder / "meta.json").write_text((folder / "meta.json").read_text().replace('"raw"', '"tomorrow"'))


@pytest.mark.parametrize(
    "break_it", [tear, lose_parts, be_of_another_schema, be_no_index, be_of_a_later_version]
)
def test_a_broken_index_is_a_copy_of_nothing_and_made_anew(
    folder: Path, break_it: Callable[[Path], None]
) -> None:
    break_it(folder)
    engine = opened(folder)
    assert (engine.size(), engine.cursor(), engine.generation()) == (0, 0, "")
    engine.apply(Batch([entry("a", "mining law")], whole_of="one"), 9)
    assert found(opened(folder), "law") == ["a"]


def test_an_index_whose_files_are_gone_answers_until_it_is_made_anew(folder: Path) -> None:
    engine = opened(folder)
    shutil.rmtree(folder)
    assert (engine.generation(), found(engine, "mining")) == ("", ["a"])
    engine.apply(Batch([entry("c", "mining law")], whole_of="one"), 9)
    assert (engine.generation(), found(engine, "mining")) == ("one", ["c"])


def test_a_batch_that_breaks_off_changes_nothing(folder: Path) -> None:
    def breaking_off() -> object:
        yield entry("c", "mining")
        raise LookupError

    engine = opened(folder)
    for whole_of in (None, "two"):
        with pytest.raises(LookupError):
            engine.apply(Batch(breaking_off(), [PassageId("a")], whole_of), 9)  # type: ignore[arg-type]
        assert (engine.cursor(), found(engine, "mining")) == (7, ["a"])
        assert found(opened(folder), "mining") == ["a"]
    engine.apply(Batch([entry("c", "mining")]), 9)
    assert found(engine, "mining") == ["a", "c"]


def test_a_full_disk_keeps_what_was_and_is_told(folder: Path) -> None:
    engine = opened(folder)
    chance = random.Random(1)
    many = [entry(f"p{n}", " ".join(f"w{chance.randrange(10**6)}" for _ in range(80))) for n in range(2_000)]
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    try:
        for whole_of in (None, "two"):
            with pytest.raises(DatabaseError, match="room on the disk"):
                engine.apply(Batch(many, [PassageId("a")], whole_of), 9)
            assert (engine.cursor(), engine.generation(), found(engine, "mining")) == (7, "one", ["a"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    engine.apply(Batch([entry("c", "mining")]), 9)
    assert found(opened(folder), "mining") == ["a", "c"]


def test_a_place_where_there_can_be_no_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(DatabaseError, match="there can be no index in"):
        opened(tmp_path / "index")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "letters.txt").write_text("kept")
    engine = opened(tmp_path / "index")
    engine.apply(Batch([entry("a", "mining")], whole_of="one"), 1)
    engine.close()
    tear(tmp_path / "index")
    assert opened(tmp_path / "index").size() == 0
    assert (tmp_path / "index" / "letters.txt").read_text() == "kept"


@pytest.mark.parametrize("passages", [1, 2, 1_000])
def test_the_order_agrees_with_that_in_memory(tmp_path: Path, passages: int) -> None:
    chance = random.Random(7)
    words = [f"w{number}" for number in range(3_000)]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    entries = [
        entry(f"p{number:04}", " ".join(chance.choices(words, weights, k=chance.randint(5, 120))))
        for number in range(passages)
    ]
    memory, disk = MemoryEngine(), opened(tmp_path / "index")
    for engine in (memory, disk):
        engine.apply(Batch(iter(entries), whole_of="one"), 1)
    shared = wanted = 0
    for _ in range(60):
        query = Query(chance.choices(words, weights, k=chance.randint(2, 10)))
        exact = memory.search(query, 10)
        close = disk.search(query, 10)
        assert len(close) == len(exact)
        wanted += len(exact)
        shared += len({hit.passage_id for hit in exact} & {hit.passage_id for hit in close})
        if passages > 2 and exact[0].score > 1.05 * exact[1].score:
            assert close[0].passage_id == exact[0].passage_id
    assert shared >= 0.96 * wanted


def test_equal_passages_at_the_limit_are_chosen_by_their_ids(tmp_path: Path) -> None:
    engine = opened(tmp_path / "index")
    order = [f"p{number:03}" for number in range(300)]
    shuffled = random.Random(3).sample(order, len(order))
    for first in range(0, len(shuffled), 100):
        engine.apply(Batch([entry(id_, "mining law") for id_ in shuffled[first : first + 100]]), first)
    hits = engine.search(Query(["law", "mining"]), 50)
    assert [hit.passage_id for hit in hits] == order[:50]


def test_a_long_question_is_asked_for_its_rarest_terms(tmp_path: Path) -> None:
    engine = opened(tmp_path / "index")
    engine.apply(Batch([entry(f"p{n}", f"common w{n}") for n in range(50)]), 1)
    hits = engine.search(Query([*(f"unknown{n}" for n in range(500)), "common", "w17"]), 5)
    assert hits[0].passage_id == "p17"
    assert len(hits) == 5
