"""What stands in a chat of the stories, and what the chat lets in."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

Json = dict[str, Any]


@dataclass
class Message:
    """A message that stands in a chat; `text` is HTML when it is the bot's, and a caption in an `album`."""

    at: float
    chat_id: int
    id: int
    text: str
    thread_id: int | None = None
    reply_to: int | None = None
    person_id: int | None = None
    rows: list[list[Json]] = field(default_factory=list)
    album: str | None = None

    @property
    def is_ours(self) -> bool:
        return self.person_id is None

    def button(self, words: str) -> str | None:
        """The data of the first button that says this."""
        found = (each.get("callback_data") for row in self.rows for each in row if words in each["text"])
        return next(found, None)


@dataclass
class Chat:
    """A chat; `moved_to` is its new id, `refusal` what it answers to any message for now."""

    id: int
    type: str
    is_forum: bool = False
    moved_to: int | None = None
    refusal: tuple[int, str] | None = None
    closed_topics: set[int | None] = field(default_factory=set)
    messages: dict[int, Message] = field(default_factory=dict)
    ids: Any = field(default_factory=lambda: count(1))

    @property
    def is_blocked(self) -> bool:
        """Whether somebody has blocked the bot: then they write nothing to it either."""
        return self.refusal is not None and "blocked" in self.refusal[1]

    def as_json(self) -> Json:
        named: Json = (
            {"first_name": f"Person {self.id}"} if self.type == "private" else {"title": f"Chat {self.id}"}
        )
        return {"id": self.id, "type": self.type, **named, **({"is_forum": True} if self.is_forum else {})}
