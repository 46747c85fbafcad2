"""Table: deliveries, planned and settled, and the chats that have to wait."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NewType

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from index import UtcDateTime

DeliveryId = NewType("DeliveryId", int)

metadata = MetaData()

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("announcement_id", Integer, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due_at", UtcDateTime),
    Column("wanted_at", UtcDateTime, nullable=False),
    Column("fence", Integer, nullable=False, default=0),
    Column("message_id", BigInteger),
    Column("reason", String),
    Column("planned_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("told_at", UtcDateTime),
    UniqueConstraint("announcement_id", "chat_id", "thread_id"),
    Index("ix_deliveries_due", "due_at"),
    Index("ix_deliveries_chat", "chat_id", "thread_id"),
    Index("ix_deliveries_settled", "settled_at"),
    sqlite_autoincrement=True,
)

pauses = Table(
    "pauses",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)

# `due_at` of a claimed delivery is the end of its lease; a settled one is never due. `wanted_at` is when its
# place wants to hear of it: what is due at another moment waits for Telegram, not for an hour of the day.
PLANNED: Final = "planned"
CLAIMED: Final = "claimed"
SENT: Final = "sent"
CANCELLED: Final = "cancelled"
DEAD: Final = "dead"

NO_THREAD: Final = 0  # NULL differs from itself in a UNIQUE constraint


@dataclass(frozen=True, slots=True)
class Planned:
    """A delivery to be made at `due_at` or later; `content` is for whoever renders it."""

    chat_id: int
    thread_id: int | None
    content: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as claimed; `attempts` counts this one and those before that may have reached the chat.

    `fence` is the number of this claim: whoever holds an older one has nothing to say any more.
    """

    id: DeliveryId
    announcement_id: int
    chat_id: int
    thread_id: int | None
    content: str
    attempts: int
    fence: int
    wanted_at: datetime


def read_row(row: Row[tuple[object, ...]]) -> Delivery:
    """A row of the table as a value."""
    place = (row.chat_id, row.thread_id or None)
    return Delivery(row.id, row.announcement_id, *place, row.content, row.attempts, row.fence, row.wanted_at)
