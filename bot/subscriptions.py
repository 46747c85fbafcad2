"""Subscriptions: who hears of what, and what they have been told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final, NewType

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)

from bot.destinations import Destination
from bot.interests import Interest, Kind
from index import DocumentId, UtcDateTime

SubscriptionId = NewType("SubscriptionId", int)

MOST_IN_A_CHAT: Final = 50

metadata = MetaData()

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("key", String, nullable=False),
    Column("query", Text),
    Column("language", String(8), nullable=False),
    Column("subscriber_id", BigInteger, nullable=False),
    Column("question_message_id", BigInteger),
    Column("paused", Boolean, nullable=False),
    Column("told_document_id", String(40)),
    Column("told_sentence", Text),
    Column("answered_at", UtcDateTime),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("chat_id", "thread_id", "kind", "key"),
    Index("ix_subscriptions_kind", "kind", "key"),
    Index("ix_subscriptions_told", "told_document_id"),
    sqlite_autoincrement=True,  # an id is never used again: whoever remembers one finds it or nothing
)

_IDS_PER_STATEMENT: Final = 500


class Refusal(Enum):
    """Why a subscription was not made."""

    KNOWN = "known"
    TOO_MANY = "too many"


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


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who asks for a subscription, where, in which language, and with which message."""

    destination: Destination
    person_id: int
    language: str
    question_message_id: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A question that nothing has answered yet, and how many wait for its answer."""

    text: str
    waiting: int


def subscribe(
    connection: Connection,
    interest: Interest,
    subscriber: Subscriber,
    *,
    at: datetime,
    told: Told | None = None,
) -> Subscription | Refusal:
    """Make a subscription, unless the destination has the same one or the chat has too many."""
    destination = subscriber.destination
    same = (subscriptions.c.kind == interest.kind, subscriptions.c.key == interest.key)
    if connection.scalar(select(subscriptions.c.id).where(*_at(destination), *same)) is not None:
        return Refusal.KNOWN
    of_chat = select(func.count()).where(subscriptions.c.chat_id == destination.chat_id)
    if (connection.scalar(of_chat) or 0) >= MOST_IN_A_CHAT:
        return Refusal.TOO_MANY
    row = {
        "chat_id": destination.chat_id,
        "thread_id": destination.thread_id,
        "kind": interest.kind,
        "text": interest.text,
        "key": interest.key,
        "query": interest.query and interest.query.to_json(),
        "language": subscriber.language,
        "subscriber_id": subscriber.person_id,
        "question_message_id": subscriber.question_message_id,
        "paused": False,
        "told_document_id": told and told.document_id,
        "told_sentence": told and told.sentence,
        "made_at": at,
    }
    made = connection.execute(insert(subscriptions).values(row).returning(subscriptions)).one()
    return read_row(made)


def find(connection: Connection, subscription_id: int) -> Subscription | None:
    """The subscription with this id, if it still exists."""
    row = connection.execute(select(subscriptions).where(subscriptions.c.id == subscription_id)).first()
    return read_row(row) if row else None


def find_all(connection: Connection, destination: Destination) -> tuple[Subscription, ...]:
    """The subscriptions of a destination, oldest first."""
    rows = connection.execute(select(subscriptions).where(*_at(destination)).order_by(subscriptions.c.id))
    return tuple(read_row(row) for row in rows)


def pause(connection: Connection, subscription_id: int, *, paused: bool) -> None:
    """Keep the subscription and tell nothing of it for now, or tell again."""
    changed = update(subscriptions).where(subscriptions.c.id == subscription_id)
    connection.execute(changed.values(paused=paused))


def remove(connection: Connection, subscription_id: int) -> None:
    """End the subscription."""
    connection.execute(delete(subscriptions).where(subscriptions.c.id == subscription_id))


def remove_same(connection: Connection, destination: Destination, interest: Interest) -> bool:
    """End the destination's subscription to that; False when it has none."""
    same = (subscriptions.c.kind == interest.kind, subscriptions.c.key == interest.key)
    return connection.execute(delete(subscriptions).where(*_at(destination), *same)).rowcount > 0


def remove_all(connection: Connection, destination: Destination) -> int:
    """End all subscriptions of a destination; return how many."""
    return connection.execute(delete(subscriptions).where(*_at(destination))).rowcount


def note_told(connection: Connection, subscription_id: int, told: Told) -> None:
    """A follower is being told this answer."""
    values = {"told_document_id": told.document_id, "told_sentence": told.sentence}
    changed = update(subscriptions).where(subscriptions.c.id == subscription_id)
    connection.execute(changed.values(values))


def note_answered(connection: Connection, ids: Sequence[int], *, at: datetime) -> None:
    """The answers to these standing questions are under way."""
    standing = (subscriptions.c.id.in_(ids), subscriptions.c.kind == Kind.STANDING)
    connection.execute(update(subscriptions).where(*standing).values(answered_at=at))


def finish_standing(connection: Connection, ids: Sequence[int]) -> None:
    """The answers to these standing questions have arrived: they wait no longer."""
    standing = (subscriptions.c.id.in_(ids), subscriptions.c.kind == Kind.STANDING)
    connection.execute(delete(subscriptions).where(*standing))


def wait_again(connection: Connection, chat_id: int) -> None:
    """Answers that were under way to this chat will not arrive: its standing questions wait as before."""
    changed = update(subscriptions).where(subscriptions.c.chat_id == chat_id)
    connection.execute(changed.values(answered_at=None))


def waiting_questions(connection: Connection, *, limit: int) -> tuple[WaitingQuestion, ...]:
    """The standing questions that most wait for."""
    count = func.count().label("waiting")
    grouped = (
        select(func.min(subscriptions.c.text).label("text"), count)
        .where(subscriptions.c.kind == Kind.STANDING)
        .group_by(subscriptions.c.key)
        .order_by(count.desc(), func.min(subscriptions.c.id))
    )
    rows = connection.execute(grouped.limit(limit))
    return tuple(WaitingQuestion(row.text, row.waiting) for row in rows)


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """The subscriptions of one chat become those of another; one that both have is kept once."""
    other = subscriptions.alias()
    same = select(other.c.id).where(
        other.c.chat_id == new_chat_id,
        *(other.c[name] == subscriptions.c[name] for name in ("thread_id", "kind", "key")),
    )
    old = subscriptions.c.chat_id == old_chat_id
    connection.execute(delete(subscriptions).where(old, same.exists()))
    connection.execute(update(subscriptions).where(old).values(chat_id=new_chat_id))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(delete(subscriptions).where(subscriptions.c.chat_id == chat_id))


def _at(destination: Destination) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return subscriptions.c.chat_id == destination.chat_id, subscriptions.c.thread_id == destination.thread_id


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
