"""The library answers from what lies in the folder now, whoever has put it there."""

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

import pytest

from index.engines import Batch, Engine, Entry, PassageFacts
from index.engines.choice import Choice
from index.engines.memory import MemoryEngine
from index.errors import SettingsError
from index.following import Follower
from index.library import Library, open_library
from index.model import ChangeKind, DocumentId, Filter, PassageId, SourceId
from index.questions.glossary import read_glossary
from index.questions.talk import read_talk
from index.settings import Settings
from index.sources.watch.watched import Watched
from index.sources.web.opening import Web
from index.store.database import Database, open_database

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

    def open_database(self) -> Database:
        return self._stack.enter_context(closing(open_database(self._url)))

    def open(self) -> Library:
        settings = Settings(data_dir=self.data, seeds_dir=self.folder, database_url=self._url)
        database = self.open_database()
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
    (house.data / "glossary" / "english.txt").write_text("agora, exchange\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"english\.txt"):
        house.open()


def test_a_broken_line_of_the_owners_glossary_is_left_out(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.write("trade.md", TRADE)
    house.write("mining.md", MINING)
    (house.data / "glossary").mkdir(parents=True)
    (house.data / "glossary" / "ours.en.txt").write_text("alone\nagora, exchange\n", encoding="utf-8")
    library = house.open()
    library.sync()
    assert library.answer("Where is the agora?").quotes[0].title == "Trade in tokens"
    assert any("ours.en.txt:1: " in message for message in caplog.messages)


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


def test_words_with_a_minus_and_quoted_phrases_decide_what_is_found(house: House) -> None:
    for number in range(60):
        house.write(f"{number}.md", f"# Note {number}\n\nMining in Russia, note {number}: a law on mining.")
    house.write("iran.md", "# Elsewhere\n\nIran allows mining by licence, and has done so for several years.")
    house.write("half.md", "# Glass\n\nThe mining crew left a half-empty glass on the table.")
    library = house.open()
    library.sync()

    assert {quote.title for quote in library.answer("mining -russia").quotes} == {"Elsewhere", "Glass"}
    assert [quote.title for quote in library.answer('mining "half empty glass"').quotes] == ["Glass"]
    absent = library.answer('mining law "licence of Iran"')
    assert absent.quotes
    assert not absent.answered
    assert library.answer("-the mining law").quotes[0].title.startswith("Note")


class SlowEngine(MemoryEngine):
    """Takes over a batch only when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may, self.begun = threading.Event(), threading.Event()

    def apply(self, batch: Batch, cursor: int) -> None:
        self.begun.set()
        assert self.may.wait(10)
        super().apply(batch, cursor)


def test_questions_are_answered_by_the_engine_as_it_was_while_it_catches_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = SlowEngine()
    engine.may.set()
    monkeypatch.setattr("index.following.LOOK_SECONDS", 0.0)
    house.write("mining.md", MINING)
    database, there = house.open_database(), house.open()
    there.sync()
    follower = Follower(database, Choice(lambda: engine))
    with closing(
        Library(
            Watched(database, house.folder),
            database,
            read_glossary(),
            read_talk(),
            follower,
            Web(database, 900),
        )
    ) as library:
        assert "8 August" in _sentence(library, "When was the mining law signed?")
        engine.may.clear()
        engine.begun.clear()
        house.write("trade.md", TRADE)
        there.sync()

        assert "8 August" in _sentence(library, "When was the mining law signed?")
        assert engine.begun.wait(10)
        assert library.answer("Where did the exchange open?").unknown_terms == ("exchange", "open")
        engine.may.set()
        library.cursor()
        assert "Saint Petersburg" in _sentence(library, "Where did the exchange open?")


def test_a_copy_of_another_database_is_made_anew(house: House) -> None:
    house.write("mining.md", MINING)
    house.open().sync()
    facts = PassageFacts(SourceId("s"))
    for generation, cursor in (("another", 1), (house.open_database().generation, 99)):
        foreign = MemoryEngine()
        foreign.apply(Batch([Entry(PassageId("old"), "", " old ", facts)], whole_of=generation), cursor)
        database = house.open_database()
        follower = Follower(database, Choice(partial(_same, foreign)))
        found = follower.current().engine
        assert (found.generation(), found.cursor(), found.size()) == (database.generation, 1, 1)
        assert found.frequencies(["old", "mine"]) == {"old": 0, "mine": 1}
        follower.close()


def _same(engine: Engine) -> Engine:
    return engine


def test_a_filter_limits_what_is_found(house: House) -> None:
    house.write("mining.md", f"---\ntags: [law]\n---\n{MINING}")
    house.write("draft.md", f"---\ntags: [draft]\n---\n{MINING} A draft of it is older.")
    library = house.open()
    library.sync()

    found = library.answer("When was the mining law signed?", within=Filter(tags=frozenset({"draft"}))).quotes
    assert [library.source(quote.source_id).locator for quote in found] == ["draft.md"]  # type: ignore[union-attr]
    assert len(library.answer("When was the mining law signed?", limit=1).quotes) == 1


def test_lists_are_limited_as_answers_are(house: House) -> None:
    house.write("mining.md", f"---\ntags: [law]\n---\n{MINING}")
    house.write("trade.md", TRADE)
    library = house.open()
    library.sync()
    law, draft = Filter(tags=frozenset({"law", "x"})), Filter(tags=frozenset({"draft"}))

    (source,) = library.sources(within=law)
    assert source.locator == "mining.md"
    (document,) = library.latest(limit=9, within=law)
    assert library.documents(source.id, within=law) == (document,)
    assert library.document(document.id, within=law) == document
    assert library.newest_documents([source.id, SourceId("no")]) == {source.id: document.id}
    assert library.source(source.id, within=law) == source

    assert (library.sources(within=draft), library.latest(limit=9, within=draft)) == ((), ())
    assert library.documents(source.id, within=draft) == ()
    assert library.document(document.id, within=draft) is None
    assert library.source(source.id, within=draft) is None


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


def test_the_latest_are_those_published_last_and_undated_ones_count_from_their_arrival(house: House) -> None:
    library = house.open()
    for name, published in (("new", "2024-08-08"), ("month", "2024-08"), ("old", "2018")):
        house.write(
            f"{name}.md", f"---\ntitle: {name}\npublished: {published}\n---\n\nSome words about {name}."
        )
        library.sync()
    house.write("today.md", "# today\n\nA text without a date.")
    library.sync()
    assert [document.title for document in library.latest(limit=9)] == ["today", "new", "month", "old"]


def test_how_much_there_is_to_see_and_of_which_years(house: House) -> None:
    library = house.open()
    library.sync()
    assert library.extent() == (0, None, None)
    house.write("mining.md", f"---\npublished: 2024-08\ntags: [law]\n---\n{MINING}")
    house.write("trade.md", f"---\npublished: 2019\n---\n{TRADE}")
    house.write("empty.md", " ")
    library.sync()
    assert library.extent() == (2, 2019, 2024)
    assert library.extent(within=Filter(tags=frozenset({"law"}))) == (1, 2024, 2024)
    library.remove([source.id for source in library.sources() if source.locator == "trade.md"])
    assert library.extent() == (1, 2024, 2024)
