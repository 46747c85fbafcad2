"""Table: votes on answers, and the questions that are kept with them to be asked again."""

from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from secrets import token_hex
from typing import Final

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from bot.answers.records import AnswerId, Given
from bot.answers.records import votes as table
from index import KeptQuestion, find_kept, keep_question, let_go

_KEY_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Vote:
    """What a person thinks of an answer whose passage `top`, from 0, was on top.

    `kept_as` is the key of the question kept with the vote, None for none; `kept_on_request` says that the
    person has asked for it.
    """

    answer_id: AnswerId
    person_id: int
    useful: bool
    voted_at: datetime
    top: int = 0
    kept_as: str | None = None
    kept_on_request: bool = False


@dataclass(frozen=True, slots=True)
class Votes:
    """How many people found answers useful, how many did not, and how many asked to keep the question."""

    useful: int = 0
    useless: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Wording:
    """A question as it was put: `previous` is the one that it takes up, `tags` limit its sources."""

    text: str
    previous: str | None = None
    tags: frozenset[str] = frozenset()


def cast(
    connection: Connection, given: Given, person_id: int, *, useful: bool, top: int, at: datetime
) -> Vote | None:
    """Count the person's vote and return it; the same vote again takes it back: None.

    A question kept with it is then forgotten; after another vote it is kept with the new verdict.
    """
    before = find(connection, given.id, person_id)
    vote = Vote(given.id, person_id, useful, at, top)
    if before is None:
        connection.execute(insert(table).values(asdict(vote)))
        return vote
    if before.useful == useful:
        forget_question(connection, before)
        connection.execute(delete(table).where(*_is(before)))
        return None
    vote = replace(vote, kept_as=before.kept_as, kept_on_request=before.kept_on_request)
    _put(connection, vote)
    kept = find_kept(connection, vote.kept_as) if vote.kept_as else None
    if kept is not None:
        wording = Wording(kept.text, kept.previous, kept.tags)
        keep_question(connection, _question(kept.key, given, vote, wording))
    return vote


def find(connection: Connection, answer_id: str, person_id: int) -> Vote | None:
    """The vote of this person on this answer."""
    mine = (table.c.answer_id == answer_id, table.c.person_id == person_id)
    row = connection.execute(select(table).where(*mine)).mappings().first()
    return None if row is None else Vote(**row)


def count(connection: Connection, answer_id: str) -> Votes:
    """How people voted on the answer."""
    return _count(connection, table.c.answer_id == answer_id)


def count_since(connection: Connection, moment: datetime) -> Votes:
    """How people have voted since then, as far as the answers are still kept."""
    return _count(connection, table.c.voted_at >= moment)


def by_day(connection: Connection, since: datetime) -> dict[date, tuple[int, int]]:
    """How many votes of each day from that moment on found an answer useful, and how many did not."""
    wanted = select(table.c.voted_at, table.c.useful).where(table.c.voted_at >= since)
    counted = Counter((row.voted_at.date(), row.useful) for row in connection.execute(wanted))
    return {day: (counted[day, True], counted[day, False]) for day, _ in counted}


def keep(connection: Connection, given: Given, vote: Vote, wording: Wording, *, on_request: bool) -> None:
    """Keep the question in these words with the vote on its answer; it can be forgotten again."""
    key = vote.kept_as or token_hex(_KEY_BYTES)
    on_request = on_request or vote.kept_on_request
    _put(connection, replace(vote, kept_as=key, kept_on_request=on_request))
    keep_question(connection, _question(key, given, vote, wording))


def forget_question(connection: Connection, vote: Vote) -> None:
    """Forget the question kept with the vote, if there is one; the vote stays."""
    if vote.kept_as is not None:
        let_go(connection, [vote.kept_as])
        _put(connection, replace(vote, kept_as=None, kept_on_request=False))


def _question(key: str, given: Given, vote: Vote, wording: Wording) -> KeptQuestion:
    quote = given.answer.quotes[vote.top]
    return KeptQuestion(
        key=key,
        text=wording.text,
        document_id=quote.document_id,
        passage=quote.text,
        sentence=quote.highlight.of(quote.text),
        rank=vote.top,
        liked=vote.useful,
        kept_at=vote.voted_at,
        previous=wording.previous,
        tags=wording.tags,
        source_id=given.source_id,
    )


def _put(connection: Connection, vote: Vote) -> None:
    """Let the vote stand in the place of the one that the person has cast before."""
    connection.execute(update(table).where(*_is(vote)).values(asdict(vote)))


def _is(vote: Vote) -> tuple[ColumnElement[bool], ...]:
    return table.c.answer_id == vote.answer_id, table.c.person_id == vote.person_id


def _count(connection: Connection, which: ColumnElement[bool]) -> Votes:
    useful, useless, kept = (
        func.count().filter(condition)
        for condition in (table.c.useful, ~table.c.useful, table.c.kept_on_request)
    )
    return Votes(*connection.execute(select(useful, useless, kept).where(which)).one())
