"""Table: subscriptions and chats, as whom something new is for; what is active, by what it goes by."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from bot.chats.profiles import chats
from bot.subscriptions import (
    Destination,
    Kind,
    Subscription,
    SubscriptionId,
    read_row,
    stored_query,
    subscriptions,
)
from index import DocumentId, StoredQuery

_IDS_PER_STATEMENT: Final = 500


@dataclass(frozen=True, slots=True)
class Matched:
    """What planning needs to know of a subscription that something new is for."""

    destination: Destination
    id: SubscriptionId
    kind: Kind


def find_active(
    connection: Connection, ids: Collection[int], kinds: Collection[Kind] = tuple(Kind)
) -> Iterator[Subscription]:
    """Those of these kinds that still exist, are not paused, and whose chat can be written to."""
    active = _active(select(subscriptions)).where(subscriptions.c.kind.in_(kinds))
    for chunk in _chunks(ids):
        rows = connection.execute(active.where(subscriptions.c.id.in_(chunk)))
        yield from (read_row(row) for row in rows)


def find_everything(connection: Connection) -> list[Matched]:
    """The active subscriptions to everything."""
    return _matched(connection, subscriptions.c.kind == Kind.EVERYTHING)


def find_naming(connection: Connection, tags: Collection[str], publisher: str) -> list[Matched]:
    """The active subscriptions to one of the tags or to the publisher, all given as keys."""
    by_tag = (subscriptions.c.kind == Kind.TAG) & subscriptions.c.key.in_(tags)
    by_publisher = (subscriptions.c.kind == Kind.PUBLISHER) & (subscriptions.c.key == publisher)
    return _matched(connection, or_(by_tag, by_publisher))


def find_matched(connection: Connection, ids: Collection[int]) -> list[Matched]:
    """The active ones of these subscriptions."""
    return [each for chunk in _chunks(ids) for each in _matched(connection, subscriptions.c.id.in_(chunk))]


def find_existing(connection: Connection, ids: Collection[SubscriptionId]) -> frozenset[SubscriptionId]:
    """Those that have not ended."""
    column = subscriptions.c.id
    return frozenset(
        each for chunk in _chunks(ids) for each in connection.scalars(select(column).where(column.in_(chunk)))
    )


def find_told_of(connection: Connection, document_id: DocumentId) -> tuple[Subscription, ...]:
    """The active followers of questions whose last answer stood in this document."""
    followed = (subscriptions.c.kind == Kind.QUESTION, subscriptions.c.told_document_id == document_id)
    rows = connection.execute(_active(select(subscriptions)).where(*followed))
    return tuple(read_row(row) for row in rows)


@dataclass(frozen=True, slots=True)
class Worded:
    """A subscription with words, as it is stored."""

    id: SubscriptionId
    kind: str
    text: str
    query: str

    def wanted(self) -> StoredQuery | None:
        """What a text must have; raises whatever reading something broken raises."""
        return StoredQuery.from_json(self.query) or stored_query(Kind(self.kind), self.text)


def worded_after(connection: Connection, after: int, *, limit: int) -> list[Worded]:
    """The subscriptions with words, from the one after that id on."""
    columns = (subscriptions.c.id, subscriptions.c.kind, subscriptions.c.text, subscriptions.c.query)
    worded = select(*columns).where(subscriptions.c.id > after, subscriptions.c.query.is_not(None))
    return [Worded(*row) for row in connection.execute(worded.order_by(subscriptions.c.id).limit(limit))]


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    listed = list(ids)
    for start in range(0, len(listed), _IDS_PER_STATEMENT):
        yield listed[start : start + _IDS_PER_STATEMENT]


def _matched(connection: Connection, condition: ColumnElement[bool]) -> list[Matched]:
    names = ("chat_id", "thread_id", "id", "kind")
    columns = (subscriptions.c[name] for name in names)
    rows = connection.execute(_active(select(*columns)).where(condition))
    return [Matched(Destination(row.chat_id, row.thread_id), row.id, Kind(row.kind)) for row in rows]


def _active(statement: Select[Any]) -> Select[Any]:
    gone = select(chats.c.id).where(chats.c.id == subscriptions.c.chat_id, chats.c.gone_at.is_not(None))
    # Kinds that only another version of this program knows are none of its own.
    return statement.where(subscriptions.c.kind.in_(Kind), subscriptions.c.paused.is_(False), ~gone.exists())
