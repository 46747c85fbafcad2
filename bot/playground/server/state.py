"""Telegram as the bot's world: people, chats, messages, files, menus, and who is told of what happens."""

import secrets
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.playground.server.limits import Limits
from bot.playground.server.polling import UpdateQueue

Json = dict[str, Any]

FIRST_PERSON = 5_000_000_001  # beyond 32 bits, as people's ids are today
CALLS_KEPT = 500


@dataclass(eq=False)
class User:
    """A person or a bot."""

    id: int
    name: str
    language: str | None = "en"
    username: str | None = None
    is_bot: bool = False

    def json(self) -> Json:
        """The Bot API's User."""
        fields = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.name,
            "username": self.username,
            "language_code": self.language,
        }
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(eq=False)
class Topic:
    """A topic of a forum; its id is that of the message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(eq=False)
class Message:
    """A message of one chat; `fields` is the Bot API's Message without the message it replies to."""

    chat: "Chat"
    fields: Json
    by_bot: bool
    reply_to: "Message | None" = None
    deleted: bool = False
    inline_id: str | None = None

    @property
    def id(self) -> int:
        """Unique within the chat only."""
        return int(self.fields["message_id"])

    @property
    def text(self) -> str:
        """The text or the caption."""
        return str(self.fields.get("text") or self.fields.get("caption") or "")

    @property
    def thread_id(self) -> int | None:
        """The forum topic it belongs to."""
        return self.fields.get("message_thread_id")

    def json(self, *, with_reply: bool = True) -> Json:
        """The Bot API's Message."""
        result = dict(self.fields)
        if with_reply and self.reply_to is not None and not self.reply_to.deleted:
            result["reply_to_message"] = self.reply_to.json(with_reply=False)
        return result


@dataclass(eq=False)
class Chat:
    """A private chat, group, supergroup (perhaps a forum) or channel, and the bot's place in it."""

    id: int
    type: str
    title: str | None = None
    user: User | None = None
    username: str | None = None
    is_forum: bool = False
    hides_general: bool = False
    members: dict[int, str] = field(default_factory=dict)
    bot_status: str = "member"
    started: bool = False
    migrated_to: int | None = None
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    next_message: int = 2  # the first one tells that the chat was made

    def json(self) -> Json:
        """The Bot API's Chat."""
        if self.user is not None:
            person = {"first_name": self.user.name, "username": self.user.username}
            return {"id": self.id, "type": self.type} | {k: v for k, v in person.items() if v}
        optional = {"username": self.username, "is_forum": self.is_forum}
        return {"id": self.id, "type": self.type, "title": self.title} | {
            name: value for name, value in optional.items() if value
        }

    def has_bot(self) -> bool:
        """Whether the bot can be reached here: not blocked, not removed."""
        return self.bot_status in ("member", "administrator", "restricted")

    def message(self, message_id: int) -> Message | None:
        """The message of that id unless it was deleted."""
        found = self.messages.get(message_id)
        return None if found is None or found.deleted else found


@dataclass(eq=False)
class Query:
    """A question that must be answered at once: a pressed button, an inline query, a guest message.

    `answer` is what the bot said; `chat` and `message` are where it was asked. An answered question is kept,
    so that a second answer is refused.
    """

    id: str
    user: User
    expires_at: float
    chat: Chat | None = None
    message: Message | None = None
    answer: Json | None = None


@dataclass(frozen=True)
class File:
    """A document that somebody sent."""

    id: str
    name: str
    content: bytes
    media_type: str

    @property
    def path(self) -> str:
        """What getFile tells, and what a download asks for."""
        return f"documents/{self.id}"


@dataclass(frozen=True)
class Event:
    """Something that a client or a test may want to see."""

    kind: str  # message · edited · deleted · typing · toast · inline · chat · menu · called
    chat: Chat | None = None
    message: Message | None = None
    detail: Json = field(default_factory=dict)


Watcher = Callable[[Event], None]


class State:
    """All that the server knows. Everything happens on one event loop, so nothing is locked."""

    def __init__(
        self, *, token: str | None = None, username: str = "footnote_bot", name: str = "Footnote"
    ) -> None:
        self.token = token or f"{secrets.randbelow(9 * 10**8) + 10**8}:{secrets.token_urlsafe(26)[:35]}"
        self.bot = User(int(self.token.partition(":")[0]), name, None, username, is_bot=True)
        self.users: dict[int, User] = {self.bot.id: self.bot}
        self.chats: dict[int, Chat] = {}
        self.updates = UpdateQueue()
        self.files: dict[str, File] = {}
        self.menus: dict[tuple[tuple[Any, ...], str], list[Json]] = {}
        self.profile: dict[tuple[str, str], str] = {}
        self.presses: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.guest_queries: dict[str, Query] = {}
        self.inline_messages: dict[str, Message] = {}
        self.limits = Limits()
        self.calls: deque[Json] = deque(maxlen=CALLS_KEPT)
        self.privacy_mode = True
        self.monotonic: Callable[[], float] = time.monotonic
        self._watchers: list[Watcher] = []
        self.next_person = FIRST_PERSON
        self.next_group = 1
        self.next_message = 1

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Have `watcher` called for each event; returns what ends it."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def tell(
        self, kind: str, chat: Chat | None = None, message: Message | None = None, **detail: Any
    ) -> None:
        """Call all watchers, in the order they came."""
        for watcher in tuple(self._watchers):
            watcher(Event(kind, chat, message, detail))

    def add_user(self, name: str, *, language: str | None = "en", username: str | None = None) -> User:
        """A new person."""
        user = User(self.next_person, name, language, username)
        self.next_person += 1
        self.users[user.id] = user
        return user

    def private(self, user: User) -> Chat:
        """The chat between `user` and the bot; its id is the person's."""
        return self.chats.setdefault(user.id, Chat(user.id, "private", user=user))

    def add_group(self, title: str, *, kind: str = "supergroup", is_forum: bool = False) -> Chat:
        """A new group, supergroup or channel, without members and without the bot."""
        number = self.next_group
        self.next_group += 1
        chat_id = -4_000_000_000 - number if kind == "group" else -1_002_000_000_000 - number
        chat = Chat(chat_id, kind, title, is_forum=is_forum, bot_status="left")
        self.chats[chat_id] = chat
        return chat

    def next_message_id(self, chat: Chat) -> int:
        """Private chats and basic groups share one row of numbers, supergroups and channels have own ones."""
        counter = self if chat.type in ("private", "group") else chat
        counter.next_message += 1
        return counter.next_message - 1

    def post(
        self, chat: Chat, content: Json, *, sender: User | None, reply_to: Message | None = None
    ) -> Message:
        """Put a message into the chat (from the chat itself when there is no sender) and tell everybody."""
        author = {"from": sender.json()} if sender is not None else {"sender_chat": chat.json()}
        fields = {"message_id": self.next_message_id(chat), "date": int(time.time()), "chat": chat.json()}
        by_bot = sender is self.bot or content.get("via_bot") is not None
        message = Message(chat, fields | author | content, by_bot, reply_to)
        chat.messages[message.id] = message
        self.tell("message", chat, message)
        return message
