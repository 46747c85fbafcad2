"""Table: which single source somebody's next question is about, kept for a while."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    String,
    Table,
    delete,
    select,
    update,
)

from index import SourceId, UtcDateTime, upsert

metadata = MetaData()

scopes = Table(
    "scopes",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("source_id", String, nullable=False),
    Column("until", UtcDateTime, nullable=False),
)


def narrow(
    connection: Connection, chat_id: int, person_id: int, source_id: SourceId, *, until: datetime
) -> None:
    """The person's next question in this chat is about that source alone."""
    row = {"chat_id": chat_id, "person_id": person_id, "source_id": source_id, "until": until}
    upsert(connection, scopes, row, key=["chat_id", "person_id"], update=["source_id", "until"])


def find(connection: Connection, chat_id: int, person_id: int, *, now: datetime) -> SourceId | None:
    """The source that the person's next question here is about; None: all of them."""
    row = connection.execute(select(scopes).where(*_own(chat_id, person_id))).first()
    return SourceId(row.source_id) if row is not None and row.until > now else None


def drop(connection: Connection, chat_id: int, person_id: int) -> None:
    """The question has been answered: the next one is about all sources again."""
    connection.execute(delete(scopes).where(*_own(chat_id, person_id)))


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


def _own(chat_id: int, person_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return scopes.c.chat_id == chat_id, scopes.c.person_id == person_id
