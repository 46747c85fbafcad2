"""Table: questions that somebody is on the way to follow in the private chat, kept for a while."""

from datetime import datetime

from sqlalchemy import Column, Connection, MetaData, String, Table, Text, delete, select

from index import UtcDateTime, upsert

metadata = MetaData()

offers = Table(
    "offers",
    metadata,
    Column("answer_id", String(16), primary_key=True),
    Column("question", Text, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)


def offer(connection: Connection, answer_id: str, question: str, *, until: datetime) -> None:
    """Somebody wants to follow the question of this answer and is on the way to the private chat."""
    row = {"answer_id": answer_id, "question": question, "until": until}
    upsert(connection, offers, row, key=["answer_id"], update=["question", "until"])


def find(connection: Connection, answer_id: str, *, now: datetime) -> str | None:
    """The question that was offered to be followed."""
    wanted = select(offers.c.question).where(offers.c.answer_id == answer_id, offers.c.until > now)
    question: str | None = connection.scalar(wanted)
    return question


def prune(connection: Connection, *, now: datetime) -> None:
    """Forget what nobody came back to."""
    connection.execute(delete(offers).where(offers.c.until <= now))
