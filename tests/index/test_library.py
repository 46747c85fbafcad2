"""The library answers from what lies in the folder now, whoever has put it there."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.library import Library, open_library
from index.model import ChangeKind, DocumentId, Filter, PassageId, SourceId
from index.settings import Settings
from index.store.database import open_database

MINING = (
    "# The mining law\n\nThe President signed the mining law on 8 August 2024. It was long in the making."
)
TRADE = "# Trade in tokens\n\nThe exchange in Saint Petersburg opened its doors in the spring of 2021."


class House:
    """A folder of sources with a database, and libraries over both."""

    def __init__(self, root: Path, stack: ExitStack) -> None:
        self.folder = root / "seeds"
        self.folder.mkdir()
        self.data = root / "data"
        self._url = f"sqlite:///{root}/footnote.db"
        self._stack = stack

    def open(self) -> Library:
        settings = Settings(data_dir=self.data, seeds_dir=self.folder, database_url=self._url)
        database = self._stack.enter_context(closing(open_database(self._url)))
        return self._stack.enter_context(closing(open_library(settings, database)))

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with ExitStack() as stack:
        yield House(tmp_path, stack)


def test_a_question_is_answered_with_its_evidence(house: House) -> None:
    house.write("mining.md", f"---\nurl: https://example.org/law\npublished: 2024-08\n---\n{MINING}")
    house.write("trade.md", TRADE)
    library = house.open()
    library.sync()

    answer = library.answer("When was the mining law signed?")
    best = answer.quotes[0]
    assert best.highlight.of(best.text) == "The President signed the mining law on 8 August 2024."
    assert (best.title, str(best.published), best.url) == (
        "The mining law",
        "2024-08",
        "https://example.org/law",
    )
    assert best.link is not None
    assert best.link.startswith("https://example.org/law#:~:text=")
    assert library.search("mining")[0].passage_id == best.passage_id
    (source,) = [one for one in library.sources() if one.id == best.source_id]
    assert library.source(source.id) == source
    document = library.document(best.document_id)
    assert document is not None
    assert document.source_id == source.id
    passage = library.passage(best.passage_id)
    assert passage is not None
    assert library.neighbours(best.passage_id) == (passage,)


def test_the_owners_glossary_tells_what_else_a_word_is_called(house: House) -> None:
    house.write("trade.md", TRADE)
    house.write("mining.md", MINING)
    (house.data / "glossary").mkdir(parents=True)
    (house.data / "glossary" / "ours.en.txt").write_text("agora, exchange\n", encoding="utf-8")
    library = house.open()
    library.sync()

    best = library.answer("Where is the agora?").quotes[0]
    assert best.title == "Trade in tokens"
    (house.data / "glossary" / "ours.en.txt").write_text("agora\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"ours\.en\.txt:1: "):
        house.open()


@pytest.mark.parametrize(
    "text", ["", "   ", "the of and", "🙂🙂", "\0", "x" * 4096, "'; DROP TABLE", "(a OR b*"]
)
def test_odd_questions_get_ordinary_answers(house: House, text: str) -> None:
    library = house.open()
    assert library.answer(text).quotes == ()
    house.write("mining.md", MINING)
    library.sync()
    answer = library.answer(text)
    assert 0 <= answer.confidence <= 1
    assert not answer.answered


def test_what_is_not_there_is_none(house: House) -> None:
    library = house.open()
    assert library.source(SourceId("no")) is None
    assert library.document(DocumentId("no")) is None
    assert library.passage(PassageId("no")) is None
    assert library.neighbours(PassageId("no")) == ()
    assert (library.sources(), library.latest(limit=5), library.changes(0, 5), library.cursor()) == (
        (),
        (),
        (),
        0,
    )


def test_answers_follow_edits_removals_and_additions(house: House) -> None:
    library = house.open()
    house.write("mining.md", MINING)
    library.sync()
    assert _sentence(library, "When was the mining law signed?") == (
        "The President signed the mining law on 8 August 2024."
    )

    house.write("mining.md", MINING.replace("8 August", "9 September"))
    os.utime(house.folder / "mining.md", ns=(0, 1))
    report = library.sync()
    assert len(report.changed) == 1
    assert "9 September" in _sentence(library, "When was the mining law signed?")

    library.remove(report.changed)
    assert library.answer("When was the mining law signed?").quotes == ()
    library.add([str(house.folder / "mining.md")])
    assert "9 September" in _sentence(library, "When was the mining law signed?")
    assert library.cursor() == library.changes(0, 100)[-1].id


def _sentence(library: Library, question: str) -> str:
    best = library.answer(question).quotes[0]
    return best.highlight.of(best.text)


def test_what_another_program_adds_can_be_asked_here(house: House, tmp_path: Path) -> None:
    here, there = house.open(), house.open()
    house.write("mining.md", MINING)
    here.sync()
    assert here.cursor() == 1

    (tmp_path / "trade.md").write_text(TRADE, encoding="utf-8")
    there.add([str(tmp_path / "trade.md")])
    here.sync()
    assert here.cursor() == 2
    assert [change.kind for change in here.changes(1, 5)] == [ChangeKind.ADDED]
    assert "Saint Petersburg" in _sentence(here, "Where did the exchange open?")


def test_a_filter_limits_what_is_found(house: House) -> None:
    house.write("mining.md", f"---\ntags: [law]\n---\n{MINING}")
    house.write("draft.md", f"---\ntags: [draft]\n---\n{MINING} A draft of it is older.")
    library = house.open()
    library.sync()

    found = library.answer("When was the mining law signed?", within=Filter(tags=frozenset({"draft"}))).quotes
    assert [library.source(quote.source_id).locator for quote in found] == ["draft.md"]  # type: ignore[union-attr]
    assert len(library.answer("When was the mining law signed?", limit=1).quotes) == 1


def test_questions_are_answered_while_the_corpus_changes(house: House) -> None:
    library = house.open()
    house.write("mining.md", MINING)
    library.sync()

    def ask_on(_number: int) -> set[str]:
        return {_sentence(library, "When was the mining law signed?") for _ in range(30)}

    with ThreadPoolExecutor() as pool:
        answers = pool.map(ask_on, range(3))
        for number in range(10):
            house.write(f"{number}.md", f"{TRADE} Number {number}.")
            library.sync()
        assert set.union(*answers) == {"The President signed the mining law on 8 August 2024."}

    assert len(library.latest(limit=50)) == 11
