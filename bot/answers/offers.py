"""Table: questions that somebody is on the way to follow in the private chat, kept for a while."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, Text, delete, select

from index import UtcDateTime, upsert

metadata = MetaData()

offers = Table(
    "offers",
    metadata,
    Column("answer_id", String, primary_key=True),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question", Text, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)


def offer(connection: Connection, answer_id: str, person_id: int, question: str, *, until: datetime) -> None:
    """The person wants to follow the question of this answer and is on the way to the private chat."""
    row = {"answer_id": answer_id, "person_id": person_id, "question": question, "until": until}
    upsert(connection, offers, row, key=["answer_id", "person_id"], update=["question", "until"])


def find(connection: Connection, answer_id: str, person_id: int, *, now: datetime) -> str | None:
    """The question that was offered to this person, and to nobody else who knows of the answer."""
    its = (offers.c.answer_id == answer_id, offers.c.person_id == person_id)
    wanted = select(offers.c.question).where(*its, offers.c.until > now)
    question: str | None = connection.scalar(wanted)
    return question


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the person of this private chat."""
    connection.execute(delete(offers).where(offers.c.person_id == chat_id))


def prune(connection: Connection, *, now: datetime) -> None:
    """Forget what nobody came back to."""
    connection.execute(delete(offers).where(offers.c.until <= now))
