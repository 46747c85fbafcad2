"""A chat under another id, or forgotten: in every table that knows of chats."""

from typing import Final

from sqlalchemy import Connection

from bot import subscriptions
from bot.answers import records, scopes, unanswered
from bot.chats import barriers, profiles, tags
from bot.delivery import outbox
from bot.subscriptions import destinations

_TABLES: Final = (profiles, barriers, records, tags, scopes, subscriptions, destinations, outbox, unanswered)


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """All that is known of one chat becomes another's, as when a group becomes a supergroup."""
    for table in _TABLES:
        table.move_chat(connection, old_chat_id, new_chat_id)


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    for table in _TABLES:
        table.forget_chat(connection, chat_id)
