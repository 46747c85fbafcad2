"""Table: until when deliveries wait: for the end of a pause, for the next try at a barrier, as clocks go.

And what becomes of that when somebody sets the clock: everything waits as long as before.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, or_, select, update

from bot.chats import barriers
from bot.delivery.deliveries import CLAIMED, NO_THREAD, PLANNED, deliveries, pauses
from index import upsert


class Waits:
    """Until when which places have to wait; `at` for those that need not."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._at = at
        rows = connection.execute(select(pauses).where(pauses.c.until > at))
        self._paused = {row.chat_id: row.until for row in rows}
        standing = barriers.find_all(connection)
        self._barred = {(each.chat_id, each.thread_id): each.probe_at for each in standing}

    def of(self, chat_id: int, thread_id: int) -> datetime:
        """The moment before which nothing may be sent there."""
        barred = [self._barred.get((chat_id, each), self._at) for each in (thread_id, barriers.EVERYWHERE)]
        moment: datetime = max(self._paused.get(chat_id, self._at), *barred)
        return moment


def pause_chat(connection: Connection, chat_id: int, *, until: datetime) -> None:
    """Nothing for this chat, planned already or later, is due before `until`."""
    known = connection.scalar(select(pauses.c.until).where(pauses.c.chat_id == chat_id))
    row = {"chat_id": chat_id, "until": max(until, known or until)}
    upsert(connection, pauses, row, key=["chat_id"], update=["until"])
    early = (deliveries.c.chat_id == chat_id, deliveries.c.state == PLANNED, deliveries.c.due_at < until)
    connection.execute(update(deliveries).where(*early).values(due_at=until))


def bring_forward(connection: Connection, chat_id: int, thread_id: int | None, *, to: datetime) -> None:
    """What that topic of the chat waits for until later is due at that moment, or at the end of a pause."""
    paused_until = connection.scalar(select(pauses.c.until).where(pauses.c.chat_id == chat_id))
    due_at = max(to, paused_until or to)
    there = (deliveries.c.chat_id == chat_id, deliveries.c.thread_id == (thread_id or NO_THREAD))
    waiting = (*there, deliveries.c.state == PLANNED, deliveries.c.due_at > due_at)
    connection.execute(update(deliveries).where(*waiting).values(due_at=due_at, wanted_at=to))


def hold(connection: Connection, chat_id: int, thread_id: int | None, *, until: datetime) -> None:
    """What that topic of the chat (None: the whole chat) waits for is not due before `until`."""
    early = (*_at(chat_id, thread_id), deliveries.c.state == PLANNED, deliveries.c.due_at < until)
    connection.execute(update(deliveries).where(*early).values(due_at=until))


def release(connection: Connection, chat_id: int, *, at: datetime) -> None:
    """What was held in the chat is due, but for what its place wants to hear of later."""
    paused_until = connection.scalar(select(pauses.c.until).where(pauses.c.chat_id == chat_id))
    due_at = max(at, paused_until or at)
    held = (*_at(chat_id, None), deliveries.c.state == PLANNED, deliveries.c.due_at > due_at)
    connection.execute(update(deliveries).where(*held, deliveries.c.wanted_at <= at).values(due_at=due_at))


def _at(chat_id: int, thread_id: int | None) -> tuple[ColumnElement[bool], ...]:
    chat = deliveries.c.chat_id == chat_id
    return (chat,) if thread_id is None else (chat, deliveries.c.thread_id == thread_id)


def newest_moment(connection: Connection) -> datetime | None:
    """The latest moment at which anything was planned: the clock has shown it already."""
    moment: datetime | None = connection.scalar(select(func.max(deliveries.c.planned_at)))
    return moment


def set_forward(connection: Connection, *, now: datetime, lease: timedelta) -> None:
    """What is being sent is not given to others all of a sudden."""
    held = (deliveries.c.state == CLAIMED, deliveries.c.due_at < now + lease)
    connection.execute(update(deliveries).where(*held).values(due_at=now + lease))


def set_back(connection: Connection, by: timedelta) -> None:
    """What does not wait for an hour of the day is due that much earlier by the new clock."""
    # A digest, and whatever else its place wants at a certain hour, comes at that hour.
    at_once = deliveries.c.wanted_at <= deliveries.c.planned_at
    waits = deliveries.c.due_at != deliveries.c.wanted_at
    planned = (deliveries.c.state == PLANNED) & or_(at_once, waits)
    _earlier(connection, deliveries, "due_at", by, planned | (deliveries.c.state == CLAIMED))
    _earlier(connection, deliveries, "wanted_at", by, (deliveries.c.state == PLANNED) & at_once)
    _earlier(connection, pauses, "until", by)
    for name in ("since", "tried_at", "probe_at"):
        _earlier(connection, barriers.barriers, name, by)


def _earlier(connection: Connection, table: Table, name: str, by: timedelta, *conditions: object) -> None:
    keys = list(table.primary_key)
    wanted = select(*keys, table.c[name]).where(*conditions)  # type: ignore[arg-type]
    rows = [
        {f"key_{key.name}": getattr(row, key.name) for key in keys} | {"moment": getattr(row, name) - by}
        for row in connection.execute(wanted)
    ]
    if rows:
        same = (key == bindparam(f"key_{key.name}") for key in keys)
        connection.execute(update(table).where(*same).values({name: bindparam("moment")}), rows)
