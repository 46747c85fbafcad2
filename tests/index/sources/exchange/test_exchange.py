"""A library exported here and taken in elsewhere answers as it did."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given as tried_with
from hypothesis import settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.library import Library, open_library
from index.model import Answer, DocumentId, Given, KeptQuestion, SourceKind
from index.settings import Settings
from index.sources.exchange.lines import first_line, read_lines
from index.sources.exchange.taking_in import import_library
from index.sources.exchange.writing import export_library
from index.sources.ingest import Report
from index.store.corpus.kept_questions import keep_question
from index.store.database import Database, open_database

FERRY = """---
title: The ferry
url: https://harbour.example/ferry
published: 2024-08
tags: [water]
---

# Timetable

The ferry to the island leaves at nine in the morning.

| day | last ferry |
|---|---|
| Sunday | 18:30 |
| Monday | 21:00 |
"""
LIGHTHOUSE = "Маяк построил Иван Петров в 1911 году. Он стоит на мысе."
QUESTIONS = ("When does the ferry to the island leave?", "Кто построил маяк?", "last ferry on Sunday")
KEPT = KeptQuestion(
    "ab12", QUESTIONS[0], DocumentId("x"), "p", "s", 0, True, datetime(2026, 1, 1, tzinfo=UTC)
)


class Place:
    """A machine with a library of its own."""

    def __init__(self, folder: Path) -> None:
        self.seeds, self.data = folder / "seeds", folder / "data"
        for each in (self.seeds, self.data):
            each.mkdir(parents=True)
        self._settings = Settings(data_dir=self.data, seeds_dir=self.seeds)
        self.database: Database = open_database(self._settings.database_url)
        self.library: Library = open_library(self._settings, self.database)

    def close(self) -> None:
        self.library.close()
        self.database.close()

    def export(self, file: Path) -> Path:
        export_library(self.database, self.data, file)
        return file

    def take_in(self, file: Path) -> Report:
        return import_library(self.database, self.data, file)

    def answers(self) -> list[Answer]:
        return [self.library.answer(question) for question in QUESTIONS]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Place]:
    with closing(Place(tmp_path / "here")) as place:
        (place.seeds / "ferry.md").write_text(FERRY, encoding="utf-8")
        (place.seeds / "lighthouse.txt").write_text(LIGHTHOUSE, encoding="utf-8")
        (place.data / "glossary").mkdir()
        (place.data / "glossary" / "en.txt").write_text("ferry, boat\n", encoding="utf-8")
        place.library.sync()
        place.database.write(lambda connection: keep_question(connection, KEPT))
        yield place


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Place]:
    with closing(Place(tmp_path / "there")) as place:
        yield place


def test_answers_are_the_same_elsewhere(here: Place, there: Place, tmp_path: Path) -> None:
    report = there.take_in(here.export(tmp_path / "library.jsonl"))
    assert len(report.added) == 2
    assert there.answers() == here.answers()
    assert all(answer.answered for answer in there.answers())
    assert there.library.kept() == (KEPT,)
    assert (there.data / "glossary" / "en.txt").read_text() == "ferry, boat\n"
    assert {source.tags for source in there.library.sources()} == {("water",), ()}


def test_what_is_no_longer_valid_is_not_elsewhere(here: Place, there: Place, tmp_path: Path) -> None:
    (here.seeds / "old.md").write_text("---\nvalid_until: 2020\n---\nThe toll of the bridge is two euros.")
    here.library.sync()
    there.take_in(here.export(tmp_path / "library.jsonl"))
    quote = there.library.answer("What is the toll of the bridge?").quotes[0]
    assert (quote.outdated, str(quote.valid_until)) == ("expired", "2020")


def test_what_was_handed_over_goes_along(here: Place, there: Place, tmp_path: Path) -> None:
    desk, channel = here.library.desk, "News of the harbour"
    note = Given(
        SourceKind.NOTE, "note:1", "n.md", b"The harbour master is Ann Lee.", title="Who is the master?"
    )
    desk.take(note)
    desk.open_channel("channel:5", channel, "https://t.me/harbour")
    for day in ("Monday", "Sunday"):
        post = f"The tide of {day} was high.".encode()
        at = f"https://t.me/harbour/{day}"
        desk.take(Given(SourceKind.CHANNEL, "channel:5", "p.md", post, key=day, source_title=channel, url=at))
    there.take_in(here.export(tmp_path / "library.jsonl"))
    for question in ("Who is the master?", "How was the tide of Sunday?"):
        assert there.library.answer(question) == here.library.answer(question)
    assert there.library.answer("Who is the master?").quotes[0].by_owner
    documents = {source.title: source.documents for source in there.library.sources()}
    assert documents[channel] == 2


def test_texts_outlive_the_folder_that_they_came_from(here: Place, there: Place, tmp_path: Path) -> None:
    there.take_in(here.export(tmp_path / "library.jsonl"))
    there.library.refresh(force=True)
    assert [source.kind for source in there.library.sources()] == [SourceKind.UPLOAD] * 2
    assert [source.error for source in there.library.sources()] == [None] * 2


def test_taken_in_twice_it_changes_nothing(here: Place, there: Place, tmp_path: Path) -> None:
    file = here.export(tmp_path / "library.jsonl")
    there.take_in(file)
    assert there.take_in(file) == Report()


def test_a_newer_text_takes_the_place_of_the_older(here: Place, there: Place, tmp_path: Path) -> None:
    there.take_in(here.export(tmp_path / "old.jsonl"))
    (here.seeds / "ferry.md").write_text(FERRY.replace("at nine", "at ten"), encoding="utf-8")
    here.library.refresh()
    report = there.take_in(here.export(tmp_path / "new.jsonl"))
    assert (len(report.added), len(report.changed)) == (0, 1)
    assert "at ten" in there.answers()[0].quotes[0].text


def test_what_is_here_already_stays_as_it_is(here: Place, tmp_path: Path) -> None:
    file = here.export(tmp_path / "library.jsonl")
    (here.data / "glossary" / "en.txt").write_text("ferry, ship\n", encoding="utf-8")
    report = here.take_in(file)
    assert (report.added, report.changed) == ((), ())
    assert len([notice for notice in report.notices if "stays as it is" in notice]) == 3
    assert {source.kind for source in here.library.sources()} == {SourceKind.FILE}
    assert (here.data / "glossary" / "en.txt").read_text() == "ferry, ship\n"


def test_a_file_that_exists_is_not_written_over(here: Place, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("precious")
    with pytest.raises(SourceError, match="exists already"):
        here.export(tmp_path / "mine")
    assert (tmp_path / "mine").read_text() == "precious"


def test_a_folder_that_is_not_there_is_named(here: Place, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be written: No such file"):
        here.export(tmp_path / "nowhere" / "library.jsonl")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "is no library"),
        ("PK\x03\x04", "is no library"),
        ('{"footnote": 2}\n', "newer version"),
        (first_line() + "nonsense\n", ":2: is not understood"),
        (first_line() + '{"source": {"id": "a"}}\n', ":2: kind: Field required"),
        (first_line() + '{"file": {"path": "../../etc/x.txt", "text": ""}}\n', ":2: has an id or a path"),
        (first_line() + '{"file": {"path": "glossary/..x.txt", "text": ""}}\n', ":2: has an id or a path"),
    ],
)
def test_a_broken_file_is_refused_whole(there: Place, tmp_path: Path, written: str, told: str) -> None:
    (tmp_path / "broken").write_text(written)
    with pytest.raises(SourceError, match=told):
        there.take_in(tmp_path / "broken")
    assert there.library.sources() == ()


def test_a_broken_end_is_seen_before_anything_is_taken(here: Place, there: Place, tmp_path: Path) -> None:
    file = here.export(tmp_path / "library.jsonl")
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    with pytest.raises(SourceError, match="is not understood"):
        there.take_in(file)
    assert there.library.sources() == ()


def test_a_text_that_lies_about_itself_fails_alone(here: Place, there: Place, tmp_path: Path) -> None:
    lines = here.export(tmp_path / "library.jsonl").read_text(encoding="utf-8").splitlines()
    forged = json.loads(lines[2])
    forged["document"]["source_id"] = "other"
    lines[2] = json.dumps(forged)
    (tmp_path / "forged").write_text("\n".join(lines), encoding="utf-8")
    report = there.take_in(tmp_path / "forged")
    assert [failure.reason for failure in report.failed] == [
        "belongs to another source than the one before it"
    ]
    assert len(report.added) == 1


@settings(max_examples=60)
@tried_with(st.lists(st.binary(max_size=60), max_size=4))
def test_whatever_stands_in_a_file_it_is_read_or_refused(lines: list[bytes]) -> None:
    with pytest.raises(SourceError):
        list(read_lines("f", iter([first_line().encode(), *(b"x" + line for line in lines), b"x"])))
