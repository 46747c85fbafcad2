"""Table: answers given, where each stands and what it shows, never the question; and their votes."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Final, NewType

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from index import Answer, SourceId, UtcDateTime, let_go

AnswerId = NewType("AnswerId", str)

metadata = MetaData()

answers = Table(
    "answers",
    metadata,
    Column("id", String, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger),
    Column("question_message_id", BigInteger),
    Column("message_id", BigInteger, nullable=False),
    Column("language", String, nullable=False),
    Column("answer", Text, nullable=False),
    Column("given_at", UtcDateTime, nullable=False, index=True),
    Column("shared", Boolean, nullable=False, default=False),
    Column("compact", Boolean, nullable=False, default=False),
    Column("asked_by", String),
    Column("words", String),
    Column("source_id", String),
    Index("ix_answers_question", "chat_id", "question_message_id"),
    Index("ix_answers_words", "chat_id", "words"),
)

votes = Table(
    "votes",
    metadata,
    Column("answer_id", ForeignKey("answers.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", BigInteger, primary_key=True),
    Column("useful", Boolean, nullable=False),
    Column("voted_at", UtcDateTime, nullable=False),
    Column("top", Integer, nullable=False, default=0),
    Column("kept_as", String),  # the key of the kept question; what it says is not known here
    Column("kept_on_request", Boolean, nullable=False, default=False),
)

REPEATS_WITHIN: Final = timedelta(minutes=10)
"""So soon the same words in the same place are the same question."""

_WORD: Final = re.compile(r"\w+")

_answer_json: Final = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was given; its `answer.question` is empty and its quotes bear no features.

    `answer.about` is empty, too, where it took up an earlier question, and None where it did not; so is
    `answer.second` where there was a second question.
    `question_message_id` is None when the answer replies to no question, as one opened by its permalink.
    `compact` is how it is shown; `asked_by` is the name of who asked with the words of somebody else. `words`
    is what `words_key` makes of the question, for as long as it may be asked again. `source_id` is the only
    source that was asked, None for all.
    """

    id: AnswerId
    chat_id: int
    thread_id: int | None
    question_message_id: int | None
    message_id: int
    language: str
    answer: Answer
    given_at: datetime
    shared: bool = False
    compact: bool = False
    asked_by: str | None = None
    words: str | None = None
    source_id: SourceId | None = None


def remember(connection: Connection, given: Given, *, instead_of: Given | None = None) -> None:
    """Keep an answer just given, without the question, and drop the one whose place it has taken.

    One that others have a link to is kept all the same.
    """
    answer = given.answer
    quotes = tuple(replace(quote, features={}) for quote in answer.quotes)
    earlier = replace(answer.earlier, features={}, points={}) if answer.earlier else None
    about = None if answer.about is None else ""
    second = replace(answer.second_quote, features={}, points={}) if answer.second_quote else None
    shown = replace(answer, question="", about=about, quotes=quotes, earlier=earlier, second_quote=second)
    shown = replace(shown, second=None if answer.second is None else "")
    row = {column.name: getattr(given, column.name) for column in answers.columns}
    row["answer"] = _answer_json.dump_json(shown).decode()
    connection.execute(insert(answers).values(row))
    if instead_of is not None:
        _let_go_of_questions(connection, answers.c.id == instead_of.id)
        _drop(connection, answers.c.id == instead_of.id, answers.c.shared.is_(False))


def find(connection: Connection, answer_id: str) -> Given | None:
    """The answer with this id, unless it was pruned."""
    return _first(connection, select(answers).where(answers.c.id == answer_id))


def find_by_question(connection: Connection, chat_id: int, question_message_id: int) -> Given | None:
    """The newest answer to this message, unless it was pruned."""
    where = (answers.c.chat_id == chat_id, answers.c.question_message_id == question_message_id)
    return _first(connection, select(answers).where(*where).order_by(answers.c.given_at.desc()))


def words_key(question: str) -> str:
    """The same for questions of the same words, whatever their case and punctuation; tells none of them."""
    words = " ".join(_WORD.findall(question.casefold()))
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def find_same(
    connection: Connection, chat_id: int, thread_id: int | None, words: str, *, now: datetime
) -> Given | None:
    """The newest answer in this topic to the same words, if it was given a short while ago."""
    here = (answers.c.chat_id == chat_id, answers.c.thread_id.is_not_distinct_from(thread_id))
    same = (answers.c.words == words, answers.c.given_at > now - REPEATS_WITHIN)
    return _first(connection, select(answers).where(*here, *same).order_by(answers.c.given_at.desc()))


def forget_words(connection: Connection, *, now: datetime) -> None:
    """Forget what told whether a question was asked again, once that does not matter any more."""
    old = (answers.c.words.is_not(None), answers.c.given_at <= now - REPEATS_WITHIN)
    connection.execute(update(answers).where(*old).values(words=None))


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """The answers of one chat are another's now, where no message is known by the ids it had.

    Links to them go on working.
    """
    moved = {"chat_id": new_chat_id, "thread_id": None, "question_message_id": None, "words": None}
    connection.execute(update(answers).where(answers.c.chat_id == old_chat_id).values(moved))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat's answers nor, if it is a private chat, of its user's votes."""
    _drop(connection, answers.c.chat_id == chat_id)
    _let_go_of_questions(connection, votes.c.person_id == chat_id)
    connection.execute(delete(votes).where(votes.c.person_id == chat_id))


def share(connection: Connection, answer_id: str) -> None:
    """Keep the answer for good, because others have a link to it."""
    connection.execute(update(answers).where(answers.c.id == answer_id).values(shared=True))


def count_people(connection: Connection) -> int:
    """How many people have answers in their private chats."""
    mine = select(func.count(answers.c.chat_id.distinct())).where(answers.c.chat_id > 0)
    return connection.scalar(mine) or 0


def prune(connection: Connection, *, before: datetime) -> int:
    """Forget the answers given before that moment, with their votes, and return how many.

    Those that are shared, or whose question somebody has asked to keep, are not forgotten.
    """
    old = answers.c.given_at < before
    _let_go_of_questions(connection, old, votes.c.kept_on_request.is_(False))
    others = votes.alias()
    on_request = select(others.c.answer_id).where(others.c.kept_on_request)
    return _drop(connection, old, answers.c.shared.is_(False), answers.c.id.not_in(on_request))


def _drop(connection: Connection, *which: ColumnElement[bool]) -> int:
    """Delete answers with their votes and the questions kept with those."""
    _let_go_of_questions(connection, *which)
    return connection.execute(delete(answers).where(*which)).rowcount


def _let_go_of_questions(connection: Connection, *which: ColumnElement[bool]) -> None:
    """Forget the questions kept with votes; conditions are on votes and their answers."""
    chosen = select(votes.c.kept_as).join_from(votes, answers).where(votes.c.kept_as.is_not(None), *which)
    keys = connection.scalars(chosen).all()
    let_go(connection, keys)
    forgotten = {"kept_as": None, "kept_on_request": False}
    connection.execute(update(votes).where(votes.c.kept_as.in_(keys)).values(forgotten))


def _first(connection: Connection, statement: Select[tuple[object, ...]]) -> Given | None:
    row = connection.execute(statement.limit(1)).mappings().first()
    if row is None:
        return None
    return Given(**{**row, "answer": _answer_json.validate_json(row["answer"])})
