"""Table: which single source somebody's next question is about, kept for a while."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, MetaData, String, Table, delete, select, update

from index import SourceId, UtcDateTime, upsert

metadata = MetaData()

scopes = Table(
    "scopes",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("source_id", String(40), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)


def narrow(
    connection: Connection, chat_id: int, person_id: int, source_id: SourceId, *, until: datetime
) -> None:
    """The person's next question in this chat is about that source alone."""
    row = {"chat_id": chat_id, "person_id": person_id, "source_id": source_id, "until": until}
    upsert(connection, scopes, row, key=["chat_id", "person_id"], update=["source_id", "until"])


def has(connection: Connection, chat_id: int, person_id: int) -> bool:
    """Whether the person has chosen a source to ask about here, perhaps too long ago."""
    wanted = select(scopes.c.until).where(scopes.c.chat_id == chat_id, scopes.c.person_id == person_id)
    return connection.scalar(wanted) is not None


def take(connection: Connection, chat_id: int, person_id: int, *, now: datetime) -> SourceId | None:
    """The source that this question is about, once; None: all of them."""
    own = (scopes.c.chat_id == chat_id, scopes.c.person_id == person_id)
    row = connection.execute(delete(scopes).where(*own).returning(scopes)).first()
    return SourceId(row.source_id) if row is not None and row.until > now else None


def prune(connection: Connection, *, now: datetime) -> None:
    """Forget what nobody came back to."""
    connection.execute(delete(scopes).where(scopes.c.until <= now))


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """What people are about to do in one chat, they do in another."""
    moving = select(scopes.c.person_id).where(scopes.c.chat_id == old_chat_id)
    same_people = (scopes.c.chat_id == new_chat_id, scopes.c.person_id.in_(moving))
    connection.execute(delete(scopes).where(*same_people))
    moved = update(scopes).where(scopes.c.chat_id == old_chat_id).values(chat_id=new_chat_id)
    connection.execute(moved)


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(delete(scopes).where(scopes.c.chat_id == chat_id))
