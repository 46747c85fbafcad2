"""Table: owners, the people who have claimed the bot by a link; they count with those of ADMIN_IDS."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, MetaData, Table, delete, select

from index import UtcDateTime, upsert

metadata = MetaData()

owners = Table(
    "owners",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("claimed_at", UtcDateTime, nullable=False),
)


def add(connection: Connection, person_id: int, *, at: datetime) -> None:
    """The person owns the bot from now on."""
    row = {"person_id": person_id, "claimed_at": at}
    upsert(connection, owners, row, key=["person_id"], update=["person_id"])


def find(connection: Connection) -> frozenset[int]:
    """The ids of all who have claimed the bot."""
    return frozenset(connection.scalars(select(owners.c.person_id)))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """The person whose private chat this is owns the bot no more."""
    connection.execute(delete(owners).where(owners.c.person_id == chat_id))
