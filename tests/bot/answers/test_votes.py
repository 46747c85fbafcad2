"""Votes, and what becomes of the questions kept with them when answers go, move and are forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.answers import records, votes
from bot.answers.votes import Votes, Wording
from bot.delivery.chat_moves import forget_chat, move_chat
from bot.upkeep import forget_old
from index import Database, KeptQuestion, count_kept
from index.store.corpus.kept_questions import list_kept
from tests.bot.answers.test_records import given
from tests.bot.samples import NOON, answer, quote
from tests.databases import open_current

ANN, BEN = 1, 2
ASKED = Wording("Who signed the law?", "What about mining?", frozenset({"law"}))
TWO_QUOTES = answer(quote(1), quote(2))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    opened.close()


def keep(connection: Connection, number: int, person_id: int = ANN, *, on_request: bool = True) -> None:
    told = given(number)
    cast = votes.cast(connection, told, person_id, useful=True, top=0, at=NOON)
    assert cast is not None
    votes.keep(connection, told, cast, ASKED, on_request=on_request)


def kept(database: Database) -> tuple[KeptQuestion, ...]:
    return database.read(list_kept)


def test_everybody_has_one_vote_and_can_take_it_back(database: Database) -> None:
    def work(connection: Connection) -> Iterator[tuple[bool, Votes]]:
        records.remember(connection, given())
        for person, useful in [(ANN, True), (BEN, True), (ANN, False), (ANN, False), (BEN, True)]:
            cast = votes.cast(connection, given(), person, useful=useful, top=0, at=NOON)
            yield cast is not None, votes.count(connection, "answer1")

    assert database.write(lambda connection: list(work(connection))) == [
        (True, Votes(1, 0)),
        (True, Votes(2, 0)),
        (True, Votes(1, 1)),
        (False, Votes(1, 0)),
        (False, Votes(0, 0)),
    ]


def test_votes_are_counted_since_a_moment(database: Database) -> None:
    def work(connection: Connection) -> Votes:
        records.remember(connection, given())
        for person, useful, days in [(1, True, 31), (2, True, 29), (3, False, 1)]:
            at = NOON - timedelta(days=days)
            votes.cast(connection, given(), person, useful=useful, top=0, at=at)
        return votes.count_since(connection, NOON - timedelta(days=30))

    assert database.write(work) == Votes(1, 1)


def test_a_question_is_kept_with_what_was_on_top_when_the_vote_was_cast(database: Database) -> None:
    def work(connection: Connection) -> None:
        told = given(answer=TWO_QUOTES, source_id="source2")
        records.remember(connection, told)
        cast = votes.cast(connection, told, ANN, useful=False, top=1, at=NOON)
        assert cast is not None
        votes.keep(connection, told, cast, ASKED, on_request=True)

    database.write(work)
    (question,) = kept(database)
    top = TWO_QUOTES.quotes[1]
    assert (question.text, question.previous, question.tags) == (ASKED.text, ASKED.previous, ASKED.tags)
    assert (question.document_id, question.passage, question.rank) == (top.document_id, top.text, 1)
    assert question.sentence == top.highlight.of(top.text)
    assert (question.liked, question.kept_at) == (False, NOON)
    assert question.source_id == "source2"


def test_another_vote_changes_the_verdict_and_the_same_one_forgets_the_question(database: Database) -> None:
    told = given(answer=TWO_QUOTES)
    database.write(lambda connection: records.remember(connection, told))
    database.write(lambda connection: keep(connection, 1))
    (before,) = kept(database)
    later = NOON + timedelta(hours=1)
    database.write(lambda c: votes.cast(c, told, ANN, useful=False, top=1, at=later))
    (after,) = kept(database)
    assert (after.key, after.text) == (before.key, before.text)
    assert (after.liked, after.rank, after.kept_at) == (False, 1, later)
    database.write(lambda c: votes.cast(c, told, ANN, useful=False, top=0, at=later))
    assert kept(database) == ()
    assert database.read(lambda connection: votes.find(connection, "answer1", ANN)) is None


def test_everybody_keeps_a_question_for_oneself(database: Database) -> None:
    def work(connection: Connection) -> None:
        records.remember(connection, given())
        keep(connection, 1, ANN)
        keep(connection, 1, BEN)
        mine = votes.find(connection, "answer1", ANN)
        assert mine is not None
        votes.forget_question(connection, mine)

    database.write(work)
    assert len(kept(database)) == 1
    counted = database.read(lambda connection: votes.count(connection, "answer1"))
    assert counted == Votes(useful=2, kept=1)


def test_after_a_month_only_what_somebody_asked_to_keep_is_kept(database: Database) -> None:
    def work(connection: Connection) -> None:
        for number in (1, 2, 3):
            records.remember(connection, given(number))
            keep(connection, number, on_request=number == 1)
        records.share(connection, "answer3")
        forget_old(connection, NOON + timedelta(days=29))
        assert count_kept(connection) == 3
        forget_old(connection, NOON + timedelta(days=31))

    database.write(work)
    assert len(kept(database)) == 1
    for number, is_there in ((1, True), (2, False), (3, True)):
        found = database.read(lambda c, n=number: records.find(c, f"answer{n}"))  # type: ignore[misc]
        assert (found is not None) == is_there
    mine = database.read(lambda connection: votes.find(connection, "answer1", ANN))
    assert mine is not None
    database.write(lambda connection: votes.forget_question(connection, mine))
    database.write(lambda connection: forget_old(connection, NOON + timedelta(days=31)))
    assert kept(database) == ()
    assert database.read(lambda connection: records.find(connection, "answer1")) is None


def test_an_answer_to_the_edited_question_ends_what_was_kept_with_the_one_before(database: Database) -> None:
    def work(connection: Connection) -> None:
        for number in (1, 2):
            records.remember(connection, given(number))
            keep(connection, number)
        records.share(connection, "answer2")
        for number in (1, 2):
            records.remember(connection, given(number + 2), instead_of=given(number))

    database.write(work)
    assert kept(database) == ()


def test_a_question_is_forgotten_with_its_chat_or_with_its_voter(database: Database) -> None:
    def work(connection: Connection) -> None:
        records.remember(connection, given(1))
        records.remember(connection, replace(given(2), chat_id=-5))
        for number in (1, 2):
            keep(connection, number, ANN)
            keep(connection, number, BEN)

    database.write(work)
    database.write(lambda connection: forget_chat(connection, -5))
    assert len(kept(database)) == 2
    database.write(lambda connection: forget_chat(connection, ANN))
    assert len(kept(database)) == 1
    assert database.read(lambda connection: votes.find(connection, "answer1", ANN)) is None
    database.write(lambda connection: forget_chat(connection, given().chat_id))
    assert kept(database) == ()


def test_a_question_can_be_forgotten_after_its_chat_has_moved(database: Database) -> None:
    def work(connection: Connection) -> None:
        records.remember(connection, given(1))
        keep(connection, 1)
        move_chat(connection, given().chat_id, -100)
        assert count_kept(connection) == 1
        mine = votes.find(connection, "answer1", ANN)
        assert mine is not None
        votes.forget_question(connection, mine)

    database.write(work)
    assert kept(database) == ()
