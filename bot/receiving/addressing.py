"""Whom a message turns to, told by looking at its raw JSON. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself, as others see it; `username` is without `@`, `commands` are without `/`.

    What `owners` send may become sources.
    """

    id: int
    username: str
    commands: frozenset[str]
    owners: frozenset[int] = frozenset()


def addresses_us(message: Raw, me: Me) -> bool:
    """Whether the message is a command for us, is said to us alone, replies to us or mentions us."""
    command = command_of(message)
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


def command_of(message: Raw) -> str | None:
    """The command a message begins with, as in `/ask@some_bot`."""
    text, entities = words_of(message)
    for entity in entities:
        if entity["type"] == "bot_command" and entity["offset"] == 0:
            return text[: entity["length"]]
    return None


def _mentions(message: Raw, me: Me) -> bool:
    text, entities = words_of(message)
    own = f"@{me.username}".lower()
    return any(
        (entity["type"] == "text_mention" and entity["user"]["id"] == me.id)
        or (entity["type"] == "mention" and _marked(entity, text).lower() == own)
        for entity in entities
    )


def _marked(entity: Raw, text: str) -> str:
    """The part of the text that the entity marks: offset and length count UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    return units[start:end].decode("utf-16-le", "surrogatepass")


def words_of(message: Raw) -> tuple[str, list[Raw]]:
    """The text or caption of a message and what is marked in it."""
    if "text" in message:
        return message["text"], message.get("entities") or []
    return message.get("caption") or "", message.get("caption_entities") or []
