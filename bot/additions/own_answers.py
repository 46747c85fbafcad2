"""Table: questions that an owner answers, the message that asks for the answer and the one that is it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    String,
    Table,
    Text,
    delete,
    select,
    update,
)

from index import UtcDateTime, upsert

metadata = MetaData()

own_answers = Table(
    "own_answers",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("key", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer_message_id", BigInteger),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
)


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """A question put to an owner by the message `message_id`; `key` names the answer among the sources."""

    chat_id: int
    message_id: int
    key: str
    question: str


def ask(connection: Connection, wanted: OwnAnswer, *, at: datetime) -> None:
    """The owner has been asked for an answer."""
    row = {
        "chat_id": wanted.chat_id,
        "message_id": wanted.message_id,
        "key": wanted.key,
        "question": wanted.question,
        "asked_at": at,
    }
    upsert(connection, own_answers, row, key=["chat_id", "message_id"], update=["key", "question"])


def find_asked(connection: Connection, chat_id: int, message_id: int) -> OwnAnswer | None:
    """What this message of ours asks for."""
    return _find(connection, chat_id, own_answers.c.message_id == message_id)


def find_given(connection: Connection, chat_id: int, answer_message_id: int) -> OwnAnswer | None:
    """What this message of the owner's is the answer to."""
    return _find(connection, chat_id, own_answers.c.answer_message_id == answer_message_id)


def note_given(connection: Connection, given: OwnAnswer, answer_message_id: int) -> None:
    """The owner's message is the answer; an edit of it changes the answer."""
    this = (own_answers.c.chat_id == given.chat_id, own_answers.c.message_id == given.message_id)
    connection.execute(update(own_answers).where(*this).values(answer_message_id=answer_message_id))


def prune(connection: Connection, *, before: datetime) -> None:
    """Forget what was asked before that moment; the answers stay sources."""
    connection.execute(delete(own_answers).where(own_answers.c.asked_at < before))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(delete(own_answers).where(own_answers.c.chat_id == chat_id))


def _find(connection: Connection, chat_id: int, condition: ColumnElement[bool]) -> OwnAnswer | None:
    wanted = select(own_answers).where(own_answers.c.chat_id == chat_id, condition)
    row = connection.execute(wanted.order_by(own_answers.c.message_id.desc())).first()
    return None if row is None else OwnAnswer(row.chat_id, row.message_id, row.key, row.question)
