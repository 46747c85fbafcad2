"""Kept questions: stored, found and forgotten; asked again, they tell what has become of their answers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.command.terminal import markdown_table
from index.evaluation.regression import Regression, ask_again
from index.library import Library, open_library
from index.model import DocumentId, KeptQuestion, SourceId
from index.settings import Settings
from index.sources.storable import storable
from index.store.connecting import connect
from index.store.corpus.kept_questions import count_kept, find_kept, keep_question, let_go, list_kept
from index.store.database import Database, open_database
from index.store.migrations import migrate

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
LAW = """---
title: The mining law
tags: [law]
---
The President signed the mining law on 8 August 2024. It was long in the making.
"""
BRIDGE = """# Orrin bridge

The Orrin bridge carries trams across the river. Its keeper is Hanna Brell.
"""
SIGNED = "The President signed the mining law on 8 August 2024."
KEEPER = "Its keeper is Hanna Brell."


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as database:
        yield database


@pytest.fixture
def library(database: Database, tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "law.md").write_text(LAW)
    (tmp_path / "seeds" / "bridge.md").write_text(BRIDGE)
    chosen = Settings(data_dir=tmp_path, seeds_dir=tmp_path / "seeds")
    with closing(open_library(chosen, database)) as library:
        library.sync()
        yield library


def keep(
    database: Database, library: Library, asked: str, sentence: str, *, liked: bool = True, **more: object
) -> None:
    """Keep a question with what is on top now, or another sentence of that document."""
    quote = library.answer(asked).quotes[0]
    number = database.read(count_kept)
    question = KeptQuestion(
        key=f"key{9 - number}",
        text=asked,
        document_id=quote.document_id,
        passage=quote.text,
        sentence=sentence,
        rank=0,
        liked=liked,
        kept_at=NOON + timedelta(minutes=number),
    )
    database.write(lambda c: keep_question(c, replace(question, **more)))  # type: ignore[arg-type]


def figures(library: Library) -> dict[str, dict[str, int]]:
    votes: dict[str, dict[str, int]] = ask_again(library).figures()["votes"]
    return votes


STORABLE = st.text().map(storable)

questions = st.builds(
    KeptQuestion,
    key=st.from_regex("[0-9a-f]{32}", fullmatch=True),
    text=STORABLE,
    document_id=st.from_regex("[a-z0-9]{1,40}", fullmatch=True).map(DocumentId),
    passage=STORABLE,
    sentence=STORABLE,
    rank=st.integers(0, 2),
    liked=st.booleans(),
    kept_at=st.datetimes(timezones=st.just(UTC)),
    previous=st.none() | STORABLE,
    tags=st.frozensets(st.text(max_size=10), max_size=3),
    source_id=st.none() | st.from_regex("[a-z0-9]{1,40}", fullmatch=True).map(SourceId),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions, questions)
def test_a_kept_question_comes_back_as_it_was(
    database: Database, one: KeptQuestion, other: KeptQuestion
) -> None:
    other = replace(other, key=one.key)
    database.write(lambda connection: keep_question(connection, one))
    assert database.read(lambda connection: find_kept(connection, one.key)) == one
    database.write(lambda connection: keep_question(connection, other))
    assert database.read(list_kept) == (other,)
    database.write(lambda connection: let_go(connection, [one.key, "unknown"]))
    assert database.read(count_kept) == 0


def test_what_still_holds_is_counted(database: Database, library: Library) -> None:
    keep(database, library, "When was the mining law signed?", SIGNED)
    keep(database, library, "Who is the keeper of the Orrin bridge?", KEEPER)
    keep(database, library, "Who is the keeper of the Orrin bridge?", KEEPER, liked=False)
    keep(database, library, "Who is the keeper of the Orrin bridge?", "Another sentence.", liked=False)
    assert figures(library) == {
        "liked": {"questions": 2, "source_gone": 0, "same_document": 2, "same_sentence": 2, "answered": 2},
        "disliked": {"questions": 2, "source_gone": 0, "something_else": 1},
    }
    assert ask_again(library).misses() == []


def test_a_change_of_the_sources_shows(database: Database, library: Library, tmp_path: Path) -> None:
    keep(database, library, "When was the mining law signed?", SIGNED)
    keep(database, library, "Who is the keeper of the Orrin bridge?", KEEPER)
    keep(database, library, "Who is the keeper of the Orrin bridge?", KEEPER, liked=False)
    (tmp_path / "seeds" / "bridge.md").write_text("# Ferry\n\nA boat goes at noon.\n")
    (tmp_path / "seeds" / "law.md").write_text(LAW.replace("8 August", "9 August"))
    library.sync()
    regression = ask_again(library)
    assert regression.figures()["votes"] == {
        "liked": {"questions": 2, "source_gone": 0, "same_document": 1, "same_sentence": 0, "answered": 1},
        "disliked": {"questions": 1, "source_gone": 0, "something_else": 1},
    }
    first, second = regression.misses()
    assert first.splitlines()[:2] == ["When was the mining law signed?", f"    liked: {SIGNED}"]
    assert "shown: The mining law: The President signed the mining law on 9 August 2024. (" in first
    assert "shown: nothing answers it (" in second


def test_a_source_that_is_gone_is_no_loss(database: Database, library: Library, tmp_path: Path) -> None:
    keep(database, library, "When was the mining law signed?", SIGNED)
    keep(database, library, "When was the mining law signed?", SIGNED, liked=False)
    (tmp_path / "seeds" / "law.md").unlink()
    library.sync()
    regression = ask_again(library)
    assert regression.figures()["votes"] == {
        "liked": {"questions": 1, "source_gone": 1, "same_document": 0, "same_sentence": 0, "answered": 0},
        "disliked": {"questions": 1, "source_gone": 1, "something_else": 0},
    }
    assert regression.misses() == []


def test_a_question_is_asked_as_it_was(database: Database, library: Library) -> None:
    topic = "What is said about the mining law?"
    keep(
        database,
        library,
        "When was the mining law signed?",
        SIGNED,
        text="When was it signed?",
        previous=topic,
    )
    keep(database, library, "When was the mining law signed?", SIGNED, tags=frozenset({"law"}))
    keep(database, library, "When was the mining law signed?", SIGNED, tags=frozenset({"trams"}))
    assert figures(library)["liked"]["same_sentence"] == 2


def test_a_question_about_one_source_is_asked_of_that_one(database: Database, library: Library) -> None:
    law, bridge = (library.answer(text).quotes[0] for text in ("Which law was signed?", "Who is the keeper?"))
    for source_id in (None, law.source_id, bridge.source_id):
        keep(database, library, "When was the mining law signed?", SIGNED, source_id=source_id)
    everywhere, there, elsewhere = ask_again(library).repetitions
    assert everywhere.same_sentence
    assert there.same_sentence
    assert {quote.source_id for quote in there.answer.quotes} == {law.source_id}
    assert law.source_id not in {quote.source_id for quote in elsewhere.answer.quotes}


def test_a_passage_liked_further_down_may_stay_there(database: Database, library: Library) -> None:
    text = "Which law was signed, and who is the keeper of the bridge?"
    first, second = library.answer(text).quotes[:2]
    for rank in (0, 1):
        keep(
            database,
            library,
            text,
            second.highlight.of(second.text),
            document_id=second.document_id,
            rank=rank,
        )
    assert first.document_id != second.document_id
    outcomes = ask_again(library).repetitions
    assert [one.same_sentence for one in outcomes] == [False, outcomes[0].answer.answered]


def test_the_order_is_that_of_keeping_and_progress_is_told(database: Database, library: Library) -> None:
    for text in ("When was the mining law signed?", "Who is the keeper?", "What carries trams?"):
        keep(database, library, text, "x")
    told: list[tuple[int, int]] = []
    first = ask_again(library, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert [one.kept.key for one in first.repetitions] == ["key9", "key8", "key7"]
    assert ask_again(library) == first


def test_the_table_has_a_row_a_verdict() -> None:
    header, _, liked, disliked = markdown_table(Regression(()).rows()).splitlines()
    columns = "votes questions source gone same document same sentence answered something else"
    assert " ".join(header.replace("|", " ").split()) == columns
    assert liked.startswith("| liked ")
    assert disliked.startswith("| disliked ")


@pytest.mark.sqlite
def test_a_database_from_before_there_were_kept_questions_loses_nothing(
    library: Library, database: Database, tmp_path: Path
) -> None:
    sources = library.sources()
    database.close()
    _as_first_version(tmp_path / "footnote.db")
    with closing(open_database(database.url)) as newer:
        chosen = Settings(data_dir=tmp_path, seeds_dir=tmp_path / "seeds")
        with closing(open_library(chosen, newer)) as reopened:
            assert reopened.sources() == sources
            keep(newer, reopened, "When was the mining law signed?", SIGNED)
            assert figures(reopened)["liked"]["same_sentence"] == 1


def _as_first_version(path: Path) -> None:
    """Put what is in the database into the tables that there were at first."""
    newer = path.rename(path.with_name("newer.db"))
    engine = connect(f"sqlite:///{path}", 5.0)
    migrate(engine, {"index": "0001"})
    engine.dispose()
    with closing(sqlite3.connect(path)) as older:
        older.execute("ATTACH ? AS newer", (str(newer),))
        for table in ("meta", "sources", "documents", "passages", "changes"):
            columns = ", ".join(row[1] for row in older.execute(f"PRAGMA main.table_info({table})"))
            older.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
        older.commit()
