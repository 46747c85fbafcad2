"""Table: subscriptions, one wish of one destination a row."""

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from sqlalchemy import (
    BigInteger,
    Boolean,
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

from bot.subscriptions.destinations import Destination
from bot.subscriptions.interests import Kind
from index import DocumentId, UtcDateTime

SubscriptionId = NewType("SubscriptionId", int)

metadata = MetaData()

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("key", String, nullable=False),
    Column("query", Text),
    Column("language", String, nullable=False),
    Column("subscriber_id", BigInteger, nullable=False),
    Column("question_message_id", BigInteger),
    Column("paused", Boolean, nullable=False),
    Column("told_document_id", String),
    Column("told_sentence", Text),
    Column("answered_at", UtcDateTime),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "thread_id", "kind", "key"),
    Index("ix_subscriptions_kind", "kind", "key"),
    Index("ix_subscriptions_told", "told_document_id"),
    sqlite_autoincrement=True,  # an id is never used again: whoever remembers one finds it or nothing
)


@dataclass(frozen=True, slots=True)
class Told:
    """The answer that a follower of a question has seen last."""

    document_id: DocumentId
    sentence: str


@dataclass(frozen=True, slots=True)
class Subscription:
    """One wish of one destination.

    `language` is that of the subscriber's Telegram; `answered_at` is set for a standing question whose answer
    is under way.
    """

    id: SubscriptionId
    destination: Destination
    kind: Kind
    text: str
    language: str
    subscriber_id: int
    question_message_id: int | None
    paused: bool
    told: Told | None
    answered_at: datetime | None


def read_row(row: Row[tuple[object, ...]]) -> Subscription:
    """A row of the table as a Subscription."""
    told = Told(DocumentId(row.told_document_id), row.told_sentence) if row.told_document_id else None
    return Subscription(
        id=SubscriptionId(row.id),
        destination=Destination(row.chat_id, row.thread_id),
        kind=Kind(row.kind),
        text=row.text,
        language=row.language,
        subscriber_id=row.subscriber_id,
        question_message_id=row.question_message_id,
        paused=row.paused,
        told=told,
        answered_at=row.answered_at,
    )
