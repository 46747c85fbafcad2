"""A chat as Telegram Desktop exports it: dated texts, a day or a topic each. Pure.

An export is a file `result.json`, or pages `messages.html`, `messages2.html` and so on.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from index.model import PartialDate
from index.sources.extract.blocks import Block, Unreadable, tidy
from index.sources.extract.contents import Contents
from index.sources.extract.metadata import Metadata

MOST_MESSAGES: Final = 500_000

_IS_PAGE: Final = re.compile(rb'<div class="page_wrap[ "]')
_MOMENT: Final = re.compile(r"(\d\d)\.(\d\d)\.(\d{4})")
_WITH_LINKS: Final = {"private_supergroup", "public_supergroup", "private_channel", "public_channel"}
"""Kinds of chats whose messages have addresses."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message with text; `topic` is its topic's name, `author` empty in a channel."""

    number: int
    day: date
    author: str
    text: str
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat's name, the address that its messages' numbers are added to, and the messages in order."""

    name: str
    address: str | None
    messages: Sequence[Message]

    def texts(self) -> Iterator[tuple[str, Contents]]:
        """The texts of a day, or of a topic where there are topics, each with a lasting key."""
        groups: dict[str, list[Message]] = {}
        for message in self.messages:
            groups.setdefault(message.topic or message.day.isoformat(), []).append(message)
        for key, messages in groups.items():
            last = messages[-1].day
            title = f"{self.name} › {key}" if messages[0].topic else f"{self.name}, {last.isoformat()}"
            url = f"{self.address}{messages[0].number}" if self.address else None
            published = PartialDate(last.year, last.month, last.day)
            said = Metadata(title=title, url=url, publisher=self.name, published=published)
            yield key, Contents([self._block(message) for message in messages], said)

    def _block(self, message: Message) -> Block:
        said = f"{message.author}: {message.text}" if message.author else message.text
        return Block(said, place=str(message.number) if self.address else "")


def is_export(content: bytes, name: str) -> bool:
    """Whether a file is the page of an export, or has the name that its JSON has."""
    ending = name.lower().rpartition(".")[2]
    if ending in {"html", "htm"}:
        return _IS_PAGE.search(content[:20_000]) is not None
    return ending == "json"


def read_export(content: bytes, name: str) -> Iterator[tuple[str, Contents]]:
    """The texts of all chats of an export; raise Unreadable when it is none."""
    chats = _from_json(content) if name.lower().endswith(".json") else [_from_page(content)]
    named: set[str] = set()
    for chat in chats:
        beginning = f"{chat.name}/" if chat.name in named or len(chats) > 1 else ""
        named.add(chat.name)
        yield from ((f"{beginning}{key}", contents) for key, contents in chat.texts())


def _from_json(content: bytes) -> list[Chat]:
    try:
        given = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Unreadable("is no JSON") from error
    chats = given.get("chats", {}).get("list", [given]) if isinstance(given, dict) else []
    found = [_chat(one) for one in chats if isinstance(one, dict) and isinstance(one.get("messages"), list)]
    if not found:
        raise Unreadable("is no export of a Telegram chat")
    return found


def _chat(given: Mapping[str, Any]) -> Chat:
    kind, number = str(given.get("type", "")), given.get("id")
    address = f"https://t.me/c/{number}/" if kind in _WITH_LINKS and isinstance(number, int) else None
    messages = [one for one in given["messages"][:MOST_MESSAGES] if isinstance(one, dict)]
    topics = {
        one["id"]: str(one.get("title", "")) for one in messages
        if one.get("action") == "topic_created" and isinstance(one.get("id"), int)
    }  # fmt: skip
    found = []
    for one in messages:
        answered = one.get("reply_to_message_id")
        if isinstance(answered, int) and answered in topics and isinstance(one.get("id"), int):
            topics.setdefault(one["id"], topics[answered])  # whoever answers this one speaks there, too
        message = _message(one, topics.get(one.get("id", 0), ""), has_authors="channel" not in kind)
        if message is not None:
            found.append(message)
    return Chat(" ".join(str(given.get("name") or "Telegram").split()), address, found)


def _message(given: Mapping[str, Any], topic: str, *, has_authors: bool) -> Message | None:
    text = tidy(_plain(given.get("text")))
    try:
        day = datetime.fromisoformat(str(given.get("date"))).date()
    except ValueError:
        return None
    if given.get("type") != "message" or not text or not isinstance(given.get("id"), int):
        return None
    author = " ".join(str(given.get("from") or "").split()) if has_authors else ""
    return Message(given["id"], day, author, text, topic)


def _plain(text: Any) -> str:
    """The text of a message, which is a text or a list of pieces."""
    if isinstance(text, list):
        return "".join(one if isinstance(one, str) else str(one.get("text", "")) for one in text
                       if isinstance(one, (str, dict)))  # fmt: skip
    return text if isinstance(text, str) else ""


def _from_page(content: bytes) -> Chat:
    from lxml import etree, html

    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("holds no text") from error
    name = next((" ".join(one.text_content().split()) for one in root.find_class("page_header")), "")
    found = []
    author = ""
    for one in root.find_class("message"):
        body = next(iter(one.find_class("text")), None)
        dated = next(
            (match for day in one.find_class("date") if (match := _MOMENT.match(day.get("title", "")))), None
        )
        author = next((" ".join(each.text_content().split()) for each in one.find_class("from_name")), author)
        if body is None or dated is None or "service" in one.classes:
            continue
        for line in body.iter("br"):
            line.tail = f"\n{line.tail or ''}"
        number = re.search(r"\d+", one.get("id", ""))
        day = date(int(dated[3]), int(dated[2]), int(dated[1]))
        if text := tidy(body.text_content()):
            found.append(Message(int(number[0]) if number else 0, day, author, text))
    return Chat(name or "Telegram", None, found)
