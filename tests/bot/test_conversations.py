from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from bot import conversations
from bot.conversations import AnswerId, Given, Votes, new_answer_id
from bot.migrations import HEAD
from index import Database, open_database
from tests.bot.samples import NOON, answer, quote


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'footnote.db'}", heads={"bot": HEAD})
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
    told = given(answer=answer(quote(features={"bm25": 1.0}), quote(2, published=None, link=None)))

    def work(connection: Connection) -> tuple[Given | None, Given | None]:
        conversations.remember(connection, told)
        return (
            conversations.find(connection, told.id),
            conversations.find_by_question(connection, told.chat_id, 101),
        )

    shown = replace(told, answer=answer(quote(), quote(2, published=None, link=None), question=""))
    assert database.write(work) == (shown, shown)


def test_the_question_is_nowhere_in_the_row(database: Database) -> None:
    database.write(
        lambda connection: conversations.remember(connection, given(answer=answer(question="My secret")))
    )
    rows = database.read(lambda connection: connection.execute(select(conversations.answers)).all())
    assert "secret" not in str(rows)


def test_the_newest_answer_to_a_question_counts(database: Database) -> None:
    def work(connection: Connection) -> Given | None:
        conversations.remember(connection, given(1, question_message_id=5))
        conversations.remember(
            connection, given(2, question_message_id=5, given_at=NOON + timedelta(seconds=1))
        )
        conversations.remember(connection, given(3, question_message_id=5, chat_id=9))
        return conversations.find_by_question(connection, given().chat_id, 5)

    found = database.write(work)
    assert found is not None
    assert found.id == "answer2"


def test_an_answer_takes_the_place_of_another_and_its_votes(database: Database) -> None:
    def work(connection: Connection) -> tuple[Given | None, Votes]:
        conversations.remember(connection, given(1))
        conversations.vote(connection, "answer1", 1, useful=True, at=NOON)
        conversations.remember(connection, given(2), instead_of=given(1))
        return conversations.find(connection, "answer1"), conversations.count_votes(connection, "answer1")

    assert database.write(work) == (None, Votes())


def test_everybody_has_one_vote_and_can_take_it_back(database: Database) -> None:
    def work(connection: Connection) -> Iterator[tuple[bool, Votes]]:
        conversations.remember(connection, given())
        for person, useful in [(1, True), (2, True), (1, False), (1, False), (2, True)]:
            stands = conversations.vote(connection, "answer1", person, useful=useful, at=NOON)
            yield stands, conversations.count_votes(connection, "answer1")

    assert database.write(lambda connection: list(work(connection))) == [
        (True, Votes(1, 0)),
        (True, Votes(2, 0)),
        (True, Votes(1, 1)),
        (False, Votes(1, 0)),
        (False, Votes(0, 0)),
    ]


def test_old_answers_are_forgotten_unless_they_are_shared(database: Database) -> None:
    def work(connection: Connection) -> tuple[int, list[str]]:
        for number, age in ((1, 31), (2, 31), (3, 29)):
            conversations.remember(connection, given(number, given_at=NOON - timedelta(days=age)))
            conversations.vote(connection, f"answer{number}", 1, useful=True, at=NOON)
        conversations.share(connection, "answer2")
        pruned = conversations.prune(connection, before=NOON - timedelta(days=30))
        assert conversations.count_votes(connection, "answer1") == Votes()
        return pruned, list(connection.scalars(select(conversations.answers.c.id).order_by("id")))

    assert database.write(work) == (1, ["answer2", "answer3"])


def test_a_shared_answer_stays_when_its_question_is_edited(database: Database) -> None:
    def work(connection: Connection) -> Given | None:
        conversations.remember(connection, given(1))
        shared = conversations.share(connection, "answer1")
        conversations.remember(connection, given(2), instead_of=shared)
        return conversations.find(connection, "answer1")

    assert database.write(work) is not None
    assert database.read(lambda connection: conversations.find(connection, "nothing")) is None


def test_ids_are_long_enough_not_to_be_guessed() -> None:
    ids = {new_answer_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert {len(id_) for id_ in ids} == {16}
