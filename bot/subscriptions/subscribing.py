"""Table: subscriptions made, found, paused and ended; and what a follower has been told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from bot.subscriptions.destinations import Destination
from bot.subscriptions.interests import Interest, Kind, name_key
from bot.subscriptions.table import Subscription, Told, read_row, subscriptions
from index import DocumentId

MOST_IN_A_CHAT: Final = 50


class NotSubscribed(Enum):
    """Why a subscription was not made."""

    KNOWN = "known"
    TOO_MANY = "too many"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Who asks for a subscription, where, in which language, and with which message."""

    destination: Destination
    person_id: int
    language: str
    question_message_id: int | None = None


def subscribe(
    connection: Connection,
    interest: Interest,
    subscriber: Subscriber,
    *,
    at: datetime,
    told: Told | None = None,
) -> Subscription | NotSubscribed:
    """Make a subscription, unless the destination has the same one or the chat has too many."""
    destination = subscriber.destination
    same = (subscriptions.c.kind == interest.kind, subscriptions.c.key == interest.key)
    if connection.scalar(select(subscriptions.c.id).where(*_at(destination), *same)) is not None:
        return NotSubscribed.KNOWN
    of_chat = select(func.count()).where(subscriptions.c.chat_id == destination.chat_id)
    if (connection.scalar(of_chat) or 0) >= MOST_IN_A_CHAT:
        return NotSubscribed.TOO_MANY
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


def find_in_chat(connection: Connection, chat_id: int) -> tuple[Subscription, ...]:
    """The subscriptions of all destinations in a chat, oldest first."""
    wanted = select(subscriptions).where(subscriptions.c.chat_id == chat_id).order_by(subscriptions.c.id)
    return tuple(read_row(row) for row in connection.execute(wanted))


def find_elsewhere(connection: Connection, person_id: int, *, limit: int) -> tuple[Destination, ...]:
    """The other places that a person has subscribed to something, the latest first."""
    columns = (subscriptions.c.chat_id, subscriptions.c.thread_id)
    theirs = (subscriptions.c.subscriber_id == person_id, subscriptions.c.chat_id != person_id)
    latest = func.max(subscriptions.c.id).desc()
    wanted = select(*columns).where(*theirs).group_by(*columns).order_by(latest).limit(limit)
    return tuple(Destination(*row) for row in connection.execute(wanted))


def find_asked_in(
    connection: Connection, destination: Destination, question_message_id: int
) -> Subscription | None:
    """The destination's subscription to the question that this message asked."""
    asked = subscriptions.c.question_message_id == question_message_id
    row = connection.execute(select(subscriptions).where(*_at(destination), asked)).first()
    return read_row(row) if row else None


def count_followers(
    connection: Connection, document_ids: Collection[DocumentId], names: Collection[str]
) -> int:
    """How many chats follow a question that one of the documents answers, or one of the names.

    The names are those of tags and publishers.
    """
    follow = or_(
        subscriptions.c.told_document_id.in_(document_ids),
        and_(
            subscriptions.c.kind.in_((Kind.TAG, Kind.PUBLISHER)),
            subscriptions.c.key.in_({name_key(name) for name in names if name}),
        ),
    )
    wanted = select(func.count(subscriptions.c.chat_id.distinct())).where(follow)
    return connection.scalar(wanted) or 0


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
