"""Table: moves, the groups that have become supergroups, for what was said in them before."""

from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, delete, or_, select

from index import UtcDateTime, upsert

metadata = MetaData()

moves = Table(
    "moves",
    metadata,
    Column("old_chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("new_chat_id", BigInteger, nullable=False),
    Column("moved_at", UtcDateTime, nullable=False),
)

# Supergroups and channels have smaller ids, people greater ones; neither ever moves.
_BASIC_GROUPS: Final = range(-(10**12) + 1, 0)


def note(connection: Connection, old_chat_id: int, new_chat_id: int, *, at: datetime) -> None:
    """The one chat is the other now."""
    row = {"old_chat_id": old_chat_id, "new_chat_id": new_chat_id, "moved_at": at}
    upsert(connection, moves, row, key=["old_chat_id"], update=["new_chat_id"])


def find(connection: Connection, chat_id: int) -> int | None:
    """The chat that this one has become; None while it is itself."""
    if chat_id not in _BASIC_GROUPS:
        return None
    new_chat_id: int | None = connection.scalar(
        select(moves.c.new_chat_id).where(moves.c.old_chat_id == chat_id)
    )
    return new_chat_id


def prune(connection: Connection, *, before: datetime) -> None:
    """Forget moves so long ago that nothing said before them waits any more."""
    connection.execute(delete(moves).where(moves.c.moved_at < before))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(
        delete(moves).where(or_(moves.c.old_chat_id == chat_id, moves.c.new_chat_id == chat_id))
    )
