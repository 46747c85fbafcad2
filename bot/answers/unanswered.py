"""Table: questions that nothing answered, where the owner has them kept: what the sources lack."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, Text, delete, func, select

from bot.subscriptions import WaitingQuestion
from index import UtcDateTime, upsert

metadata = MetaData()

unanswered = Table(
    "unanswered",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("words", String, primary_key=True),
    Column("question", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
)


def keep(connection: Connection, chat_id: int, words: str, question: str, *, at: datetime) -> None:
    """Somebody in this chat has asked in vain; `words` tells the same question asked again."""
    row = {"chat_id": chat_id, "words": words, "question": question, "asked_at": at}
    upsert(connection, unanswered, row, key=["chat_id", "words"], update=["question", "asked_at"])


def find(connection: Connection, *, limit: int) -> tuple[WaitingQuestion, ...]:
    """Each question once, with the number of chats that asked it, most chats first."""
    count = func.count().label("waiting")
    wanted = (
        select(func.max(unanswered.c.question).label("text"), count)
        .group_by(unanswered.c.words)
        .order_by(count.desc(), unanswered.c.words)
        .limit(limit)
    )
    return tuple(WaitingQuestion(row.text, row.waiting) for row in connection.execute(wanted))


def drop(connection: Connection, questions: Collection[str]) -> None:
    """These questions have an answer."""
    connection.execute(delete(unanswered).where(unanswered.c.question.in_(questions)))


def prune(connection: Connection, *, before: datetime) -> None:
    """Forget what was asked before that moment."""
    connection.execute(delete(unanswered).where(unanswered.c.asked_at < before))


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """What one chat asked, another has; what both have, as the one asked it that moves."""
    same = select(unanswered.c.words).where(unanswered.c.chat_id == old_chat_id).scalar_subquery()
    asked_too = (unanswered.c.chat_id == new_chat_id, unanswered.c.words.in_(same))
    connection.execute(delete(unanswered).where(*asked_too))
    moved = unanswered.update().where(unanswered.c.chat_id == old_chat_id).values(chat_id=new_chat_id)
    connection.execute(moved)


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(delete(unanswered).where(unanswered.c.chat_id == chat_id))
