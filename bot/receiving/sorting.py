"""Which updates are for us: told by looking at the raw JSON, before anything is stored."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.inbox import Received

ALLOWED_UPDATES: Final = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "guest_message",
    "channel_post",
    "edited_channel_post",
)
HANDLED: Final = frozenset(ALLOWED_UPDATES) - {"channel_post", "edited_channel_post"}

# Whoever asked this long ago has found the answer elsewhere; what changes a state is done however old it is.
LOOKUP_EXPIRES: Final = timedelta(hours=1)
# Telegram takes no answer to these after some seconds.
FLEETING_EXPIRES: Final = timedelta(seconds=15)
_LOOKUP_COMMANDS: Final = frozenset({"ask", "start", "help", "sources", "latest"})

# A message with none of these says that somebody joined, pinned, renamed and so on.
_CONTENT: Final = frozenset({
    "text", "caption", "animation", "audio", "checklist", "contact", "dice", "document", "game", "location",
    "paid_media", "photo", "poll", "sticker", "story", "venue", "video", "video_note", "voice",
})  # fmt: skip
_MIGRATION: Final = frozenset({"migrate_to_chat_id", "migrate_from_chat_id"})
_REOPENED: Final = frozenset({"forum_topic_reopened", "general_forum_topic_unhidden"})
_UNREADABLE: Final = "unreadable"

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, as others see it; `username` is without `@`, `commands` are without `/`."""

    id: int
    username: str
    commands: frozenset[str]


def sort_update(raw: Raw, me: Me, received_at: datetime) -> Received | None:
    """The update as it is to be stored, or None when it is certainly not for us.

    An update whose shape is not understood is for us: it will be set aside when it is handled. Raises
    ValueError when it has no id.
    """
    update_id = raw.get("update_id")
    if type(update_id) is not int:
        raise ValueError("an update without an id")
    try:
        kind, content = next((name, raw[name]) for name in raw if name != "update_id")
        if kind not in HANDLED or not _is_for_us(kind, content, me):
            return None
        queue = _queue(kind, content)
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration):
        kind, queue = _UNREADABLE, 0
    return Received(update_id, queue, kind, json.dumps(raw, ensure_ascii=False), received_at)


def is_stale(raw: Raw, received_at: datetime, now: datetime) -> bool:
    """Whether this is a question so old that an answer would only puzzle, or could not be given any more."""
    if "inline_query" in raw or "guest_message" in raw:
        return now - received_at > FLEETING_EXPIRES
    message = raw.get("message") or raw.get("edited_message")
    if message is None:
        return False
    asked_at = datetime.fromtimestamp(message.get("edit_date") or message["date"], UTC)
    return now - asked_at > LOOKUP_EXPIRES and _is_lookup(message)


def _is_lookup(message: Raw) -> bool:
    if (_MIGRATION | _REOPENED) & message.keys():
        return False
    text: str = message.get("text") or ""
    command = text[1:].split(maxsplit=1)[0].partition("@")[0].lower() if text[:1] == "/" and text[1:] else ""
    return not command or command in _LOOKUP_COMMANDS


def _queue(kind: str, content: Raw) -> int:
    """Whose updates are handled in order: the chat's, or the person's when there is no chat."""
    holder = content.get("message") or content if kind == "callback_query" else content
    chat = holder.get("chat") or content["from"]
    queue: int = chat["id"]
    if type(queue) is not int:
        raise TypeError("a chat's id is a number")
    return queue


def _is_for_us(kind: str, content: Raw, me: Me) -> bool:
    if kind in {"inline_query", "guest_message"}:
        return not content["from"].get("is_bot")
    if kind not in {"message", "edited_message"}:
        return True
    if (_MIGRATION | _REOPENED) & content.keys():
        return True
    if not _CONTENT & content.keys() or content.get("is_automatic_forward"):
        return False
    if (content.get("via_bot") or {}).get("id") == me.id:
        return False
    # People who write in the name of a group or channel have a bot as their sender.
    if (content.get("from") or {}).get("is_bot") and "sender_chat" not in content:
        return False
    return _addresses_us(content, me)


def _addresses_us(message: Raw, me: Me) -> bool:
    command = _command(message)
    if command is not None:
        name, at, addressee = command[1:].lower().partition("@")
        if at:
            return addressee == me.username.lower()
        # In a group, a command that we do not have is another bot's.
        return name in me.commands or message["chat"]["type"] == "private"
    if message["chat"]["type"] == "private":
        return True
    replied = message.get("reply_to_message") or {}
    # In a forum whatever is written in a topic replies to the message that opened it.
    is_reply = (replied.get("from") or {}).get("id") == me.id and "forum_topic_created" not in replied
    return is_reply or _mentions(message, me)


def _command(message: Raw) -> str | None:
    """The command a message begins with, as in `/ask@some_bot`."""
    text, entities = _text(message)
    for entity in entities:
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            return text[: entity["length"]]
    return None


def _mentions(message: Raw, me: Me) -> bool:
    text, entities = _text(message)
    own = f"@{me.username}".lower()
    return any(
        (entity["type"] == "text_mention" and entity["user"]["id"] == me.id)
        or (entity["type"] == "mention" and _words_of(entity, text).lower() == own)
        for entity in entities
    )


def _words_of(entity: Raw, text: str) -> str:
    """The part of the text that the entity marks: offset and length count UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    return units[start:end].decode("utf-16-le", "surrogatepass")


def _text(message: Raw) -> tuple[str, list[Raw]]:
    if "text" in message:
        return message["text"], message.get("entities") or []
    return message.get("caption") or "", message.get("caption_entities") or []
