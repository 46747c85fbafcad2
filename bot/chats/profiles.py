"""Table: chats, how the bot is to behave in each, and whether it may still write to it.

A private chat has its user's id, so a user's own choices are those of the private chat. A chat without a row
has chosen nothing and can be written to.
"""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Connection, MetaData, String, Table, delete, select

from index import UtcDateTime, upsert

metadata = MetaData()

chats = Table(
    "chats",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String),
    Column("length", String, nullable=False, default="short"),
    Column("askers", String, nullable=False, default="everybody"),
    Column("mentions", Boolean, nullable=False, default=True),
    Column("quiet", Boolean, nullable=False, default=False),
    Column("greeted_at", UtcDateTime),
    Column("gone_at", UtcDateTime),
    Column("gone_reason", String),
)


class Length(StrEnum):
    """How much of an answer a group sees at first."""

    SHORT = "short"
    FULL = "full"


class Askers(StrEnum):
    """Who may ask in a group."""

    EVERYBODY = "everybody"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Profile:
    """A chat's choices and life; what is not about language and life matters in groups only.

    `language` is None for that of whoever asks. Without `mentions` it is no question to mention the bot; when
    `quiet`, only a command is one. `greeted_at` is None until the bot has introduced itself, `gone_at` while
    the chat can be written to.
    """

    id: int
    language: str | None = None
    length: Length = Length.SHORT
    askers: Askers = Askers.EVERYBODY
    mentions: bool = True
    quiet: bool = False
    greeted_at: datetime | None = None
    gone_at: datetime | None = None
    gone_reason: str | None = None


def find(connection: Connection, chat_id: int) -> Profile:
    """What is known of the chat."""
    row = connection.execute(select(chats).where(chats.c.id == chat_id)).mappings().first()
    if row is None:
        return Profile(chat_id)
    return Profile(**{**row, "length": Length(row["length"]), "askers": Askers(row["askers"])})


def choose(connection: Connection, chat_id: int, name: str, value: str | bool | None) -> None:
    """From now on the chat's choice of that name, one of Profile, is this."""
    _keep(connection, {"id": chat_id, name: value})


def choose_language(connection: Connection, chat_id: int, language: str | None) -> None:
    """Answer this chat in that language; None: in the language of whoever asks."""
    choose(connection, chat_id, "language", language)


def mark_greeted(connection: Connection, chat_id: int, *, at: datetime) -> None:
    """The bot has introduced itself there."""
    _keep(connection, {"id": chat_id, "greeted_at": at})


def mark_gone(connection: Connection, chat_id: int, *, reason: str, at: datetime) -> None:
    """The chat cannot be written to: blocked, left or deleted. Its choices are kept for its return."""
    _keep(connection, {"id": chat_id, "gone_at": at, "gone_reason": reason})


def mark_present(connection: Connection, chat_id: int) -> None:
    """The chat can be written to again."""
    _keep(connection, {"id": chat_id, "gone_at": None, "gone_reason": None})


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """The choices of one chat become those of another, which can be written to."""
    old = connection.execute(select(chats).where(chats.c.id == old_chat_id)).mappings().first()
    if old is not None:
        _keep(connection, {**old, "id": new_chat_id, "gone_at": None, "gone_reason": None})
        forget_chat(connection, old_chat_id)


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    connection.execute(delete(chats).where(chats.c.id == chat_id))


def _keep(connection: Connection, row: dict[str, Any]) -> None:
    assert row.keys() <= {field.name for field in fields(Profile)}
    upsert(connection, chats, row, key=["id"], update=[name for name in row if name != "id"])
