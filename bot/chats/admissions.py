"""Table: admissions, the people and groups that a closed bot answers, and those it has told that it does not.

A private chat has its user's id, so a person is let in everywhere by the private chat.
"""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, delete, select, update

from index import UtcDateTime, upsert

metadata = MetaData()

admissions = Table(
    "admissions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("admitted_at", UtcDateTime),
    Column("told_at", UtcDateTime),
)


def is_admitted(connection: Connection, chat_id: int) -> bool:
    """Whether the person or group is let in."""
    found = select(admissions.c.admitted_at).where(admissions.c.chat_id == chat_id)
    return connection.scalar(found) is not None


def admit(connection: Connection, chat_id: int, *, at: datetime) -> None:
    """Let the person or group in."""
    row = {"chat_id": chat_id, "admitted_at": at, "told_at": None}
    upsert(connection, admissions, row, key=["chat_id"], update=["admitted_at", "told_at"])


def expel(connection: Connection, chat_id: int) -> None:
    """Let the person or group in no longer; what they were told before counts no more."""
    connection.execute(delete(admissions).where(admissions.c.chat_id == chat_id))


def note_told(connection: Connection, chat_id: int, *, at: datetime) -> bool:
    """Whoever is there is told now that the bot is closed; False when they have been told before."""
    told = select(admissions.c.told_at).where(admissions.c.chat_id == chat_id)
    if connection.scalar(told) is not None:
        return False
    row = {"chat_id": chat_id, "told_at": at}
    upsert(connection, admissions, row, key=["chat_id"], update=["told_at"])
    return True


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """A group is let in under its new id as it was under the old one."""
    old = connection.execute(select(admissions).where(admissions.c.chat_id == old_chat_id)).mappings().first()
    if old is not None:
        expel(connection, new_chat_id)
        where = update(admissions).where(admissions.c.chat_id == old_chat_id)
        connection.execute(where.values(chat_id=new_chat_id))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    expel(connection, chat_id)
