"""Table: the inbox, seen from what arrives: what of it is news, and is kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, func, insert, select

from bot.inbox.updates import Received, State, inbox

_LATEST_FIRST: Final = (inbox.c.received_at.desc(), inbox.c.update_id.desc())


def add(connection: Connection, received: Sequence[Received]) -> list[Received]:
    """Keep these updates; return those that are news, in the same order.

    None is one that was known already, a version of its subject in the same words, or what is not needed of a
    bundle.
    """
    ids = [each.update_id for each in received]
    known = set(connection.scalars(select(inbox.c.update_id).where(inbox.c.update_id.in_(ids))))
    new: list[Received] = []
    for each in received:
        if each.update_id not in known and not _is_said(connection, each, new):
            known.add(each.update_id)  # a batch that names an id twice is as good as one that names it once
            new.append(each)
    new = _after_all(connection, new)
    if new:
        connection.execute(insert(inbox), [_row(each) for each in new])
    return new


def _after_all(connection: Connection, new: Sequence[Received]) -> list[Received]:
    """The new updates, received no earlier than what waits already, though the clock was put back."""
    latest = connection.scalar(select(func.max(inbox.c.received_at)).where(inbox.c.state == State.WAITING))
    if latest is None:
        return list(new)
    return [each if each.received_at >= latest else replace(each, received_at=latest) for each in new]


def _is_said(connection: Connection, one: Received, before: Sequence[Received]) -> bool:
    """Whether an update says nothing beside what the rows and the updates `before` it have said."""
    if one.bundle is not None:
        same = (inbox.c.queue == one.queue, inbox.c.bundle == one.bundle)
        words = [*connection.scalars(select(inbox.c.words).where(*same))]
        words += [each.words for each in before if (each.queue, each.bundle) == (one.queue, one.bundle)]
        return any(words) or (bool(words) and one.words is None)
    if one.subject is None or not one.kind.startswith("edited"):
        return False
    here = [each.words for each in before if (each.queue, each.subject) == (one.queue, one.subject)]
    if not here:
        same = (inbox.c.queue == one.queue, inbox.c.subject == one.subject)
        latest = select(inbox.c.words).where(*same).order_by(*_LATEST_FIRST).limit(1)
        here = list(connection.scalars(latest))
    return here[-1:] == [one.words]


def has_words(connection: Connection, queue: int, bundle: str) -> bool:
    """Whether any update of the bundle has words."""
    wanted = (inbox.c.queue == queue, inbox.c.bundle == bundle, inbox.c.words.is_not(None))
    return connection.scalar(select(inbox.c.update_id).where(*wanted).limit(1)) is not None


def _row(received: Received) -> dict[str, object]:
    return {name: getattr(received, name) for name in Received.__dataclass_fields__} | {
        "state": State.WAITING,
        "reason": None,
    }
