from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from bot.answers import records, votes
from bot.answers.records import AnswerId, Given
from bot.answers.votes import Votes
from index import Database
from tests.bot.samples import NOON, answer, quote
from tests.databases import open_current


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    opened.close()


def given(number: int = 1, **changes: object) -> Given:
    sample = Given(
        id=AnswerId(f"answer{number}"),
        chat_id=-1001234567890,
        thread_id=7,
        question_message_id=100 + number,
        message_id=200 + number,
        language="ru",
        answer=answer(unknown_terms=("zorbium",)),
        given_at=NOON,
    )
    return replace(sample, **changes)  # type: ignore[arg-type]


def test_an_answer_comes_back_as_it_was_given_but_for_the_question(database: Database) -> None:
    points = {"letters": 4.1, "date": -0.5}
    older = quote(3, features={"letters": 0.1}, points=points)
    told = given(
        answer=answer(
            quote(features={"letters": 1.0}, points=points),
            quote(2, published=None, link=None),
            earlier=older,
        ),
        source_id="source1",
    )

    def work(connection: Connection) -> tuple[Given | None, Given | None]:
        records.remember(connection, told)
        return (
            records.find(connection, told.id),
            records.find_by_question(connection, told.chat_id, 101),
        )

    first = quote(points=points)
    kept = answer(first, quote(2, published=None, link=None), earlier=quote(3), question="")
    shown = replace(told, answer=kept)
    assert database.write(work) == (shown, shown)


def test_an_answer_from_before_points_were_kept_is_read(database: Database) -> None:
    def work(connection: Connection) -> Given | None:
        records.remember(connection, given())
        row = connection.scalar(select(records.answers.c.answer)) or ""
        older = row.replace('"points":{},', "").replace(',"points":{}', "")
        assert "points" not in older
        connection.execute(update(records.answers).values(answer=older))
        return records.find(connection, given().id)

    assert database.write(work) == replace(given(), answer=replace(given().answer, question=""))


def test_the_question_is_nowhere_in_the_row(database: Database) -> None:
    database.write(
        lambda connection: records.remember(connection, given(answer=answer(question="My secret")))
    )
    rows = database.read(lambda connection: connection.execute(select(records.answers)).all())
    assert "secret" not in str(rows)


def test_the_newest_answer_to_a_question_counts(database: Database) -> None:
    def work(connection: Connection) -> Given | None:
        records.remember(connection, given(1, question_message_id=5))
        records.remember(connection, given(2, question_message_id=5, given_at=NOON + timedelta(seconds=1)))
        records.remember(connection, given(3, question_message_id=5, chat_id=9))
        return records.find_by_question(connection, given().chat_id, 5)

    found = database.write(work)
    assert found is not None
    assert found.id == "answer2"


def test_an_answer_takes_the_place_of_another_and_its_votes(database: Database) -> None:
    def work(connection: Connection) -> tuple[Given | None, Votes]:
        records.remember(connection, given(1))
        votes.cast(connection, given(1), 1, useful=True, top=0, at=NOON)
        records.remember(connection, given(2), instead_of=given(1))
        return records.find(connection, "answer1"), votes.count(connection, "answer1")

    assert database.write(work) == (None, Votes())


def test_old_answers_are_forgotten_unless_they_are_shared(database: Database) -> None:
    def work(connection: Connection) -> tuple[int, list[str]]:
        for number, age in ((1, 31), (2, 31), (3, 29)):
            records.remember(connection, given(number, given_at=NOON - timedelta(days=age)))
            votes.cast(connection, given(number), 1, useful=True, top=0, at=NOON)
        records.share(connection, "answer2")
        pruned = records.prune(connection, before=NOON - timedelta(days=30))
        assert votes.count(connection, "answer1") == Votes()
        return pruned, list(connection.scalars(select(records.answers.c.id).order_by("id")))

    assert database.write(work) == (1, ["answer2", "answer3"])


def test_a_shared_answer_stays_when_its_question_is_edited(database: Database) -> None:
    def work(connection: Connection) -> Given | None:
        records.remember(connection, given(1))
        records.share(connection, "answer1")
        records.remember(connection, given(2), instead_of=records.find(connection, "answer1"))
        return records.find(connection, "answer1")

    assert database.write(work) is not None
    assert database.read(lambda connection: records.find(connection, "nothing")) is None
