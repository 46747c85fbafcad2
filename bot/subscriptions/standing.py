"""Table: subscriptions that are standing questions: those that wait for their first answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from bot.subscriptions.interests import Kind
from bot.subscriptions.table import subscriptions


@dataclass(frozen=True, slots=True)
class WaitingQuestion:
    """A question that nothing has answered yet, and how many wait for its answer."""

    text: str
    waiting: int


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
