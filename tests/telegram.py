"""The tests' Telegram: the local Bot API server with people to play, and the bot as a process.

async with Telegram() as telegram:
    ann = telegram.user("Ann", language="ru")
    chat = telegram.private(ann)
    async with telegram.bot_process(env={"DATA_DIR": str(tmp_path)}):
        chat.say("how much energy does mining use?")
        answer = await chat.expect("mining")
        toast = await chat.press(answer, "👍")
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from starlette.applications import Starlette

from bot.playground.server import people
from bot.playground.server.api import BotApi
from bot.playground.server.faults import Fault
from bot.playground.server.listening import Listener
from bot.playground.server.sending import document_json, keep_file
from bot.playground.server.state import Chat, Event, Json, Message, Query, State, User
from tests.bot_process import BotProcess

PATIENCE_SECONDS = 10.0
Wanted = str | re.Pattern[str] | Callable[[Message], bool] | None


class Telegram:
    """A Telegram with one bot; `state` is all of it, the rest are shorthands."""

    def __init__(self, *, username: str = "footnote_bot") -> None:
        self.state = State(username=username)
        self._api = BotApi(self.state)
        self._listener = Listener(Starlette(routes=self._api.routes()))

    async def __aenter__(self) -> "Telegram":
        await self._listener.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._listener.stop()

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.state.token

    @property
    def address(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self._listener.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings that make a bot use this Telegram."""
        return {
            "TELEGRAM_TOKEN": self.token,
            "TELEGRAM_API_BASE_URL": f"{self.address}/bot",
            "TELEGRAM_API_BASE_FILE_URL": f"{self.address}/file/bot",
        }

    def user(self, name: str, *, language: str | None = "en", username: str | None = None) -> User:
        """A new person."""
        return self.state.add_user(name, language=language, username=username)

    def private(self, user: User, *, started: bool = True) -> "Room":
        """The private chat of `user` with the bot; `started` False: the bot may not write first."""
        chat = self.state.private(user)
        chat.started = chat.started or started
        return Room(self, chat, user)

    def group(
        self,
        title: str,
        *members: User,
        administrators: Sequence[User] = (),
        kind: str = "supergroup",
        is_forum: bool = False,
        bot: str = "member",
    ) -> "Room":
        """A group, supergroup, forum or channel; `bot` is the bot's status there."""
        chat = self.state.add_group(title, kind=kind, is_forum=is_forum)
        chat.members = {user.id: "member" for user in members}
        chat.members |= {user.id: "administrator" for user in administrators}
        chat.bot_status = bot
        return Room(self, chat, (*members, *administrators)[0])

    def inline(self, user: User, text: str, *, chat: Chat | None = None, offset: str = "") -> Query:
        """An inline query; `await telegram.answered(query)` gives its results."""
        return people.ask_inline(self.state, user, text, chat=chat, offset=offset)

    async def answered(self, query: Query, *, seconds: float = PATIENCE_SECONDS) -> Json:
        """What the bot answered to a pressed button or an inline query."""
        await self.until(lambda: query.answer is not None, seconds=seconds, what="an answer to the query")
        assert query.answer is not None
        return query.answer

    def fault(self, kind: str, method: str | None = None, **details: Any) -> Fault:
        """Disturb coming calls, see `bot.playground.server.faults`."""
        return self._api.faults.order(kind, method, **details)

    def outage(self, *, seconds: float) -> Fault:
        """Answer all calls with errors of the server for so long."""
        return self._api.faults.order_outage(seconds)

    def calls(self, method: str | None = None) -> list[Json]:
        """The recorded calls, oldest first (the last few hundred; getUpdates is not recorded)."""
        return [call for call in self.state.calls if method in (None, call["method"])]

    def refused(self) -> list[Json]:
        """The calls that were refused: a careful bot has none."""
        return [call for call in self.state.calls if not call["ok"]]

    async def until(
        self, true: Callable[[], object], *, seconds: float = PATIENCE_SECONDS, what: str = ""
    ) -> None:
        """Wait for a condition, looked at after each event and now and then."""
        happened = asyncio.Event()
        stop = self.state.watch(lambda _event: happened.set())
        deadline = asyncio.get_running_loop().time() + seconds
        try:
            while not true():
                left = deadline - asyncio.get_running_loop().time()
                assert left > 0, (
                    f"waited {seconds} s in vain for {what or true}; last calls: {self.calls()[-5:]}"
                )
                happened.clear()
                try:
                    await asyncio.wait_for(happened.wait(), min(left, 0.1))
                except TimeoutError:
                    continue
        finally:
            stop()

    async def polled(self, *, seconds: float = 30.0) -> None:
        """Wait for the bot's next getUpdates."""
        polls = self.state.updates.polls
        await self.until(lambda: self.state.updates.polls > polls, seconds=seconds, what="getUpdates")

    @asynccontextmanager
    async def bot_process(
        self,
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        arguments: Sequence[str] = ("run",),
    ) -> AsyncIterator[BotProcess]:
        """The real bot as a process, from its first poll to its clean end."""
        process = BotProcess({**self.environment, **(env or {})}, cwd=cwd, arguments=arguments)
        await process.start()
        try:
            await self.until(
                lambda: self.state.updates.polls or process.ended(), seconds=30, what="getUpdates"
            )
            assert not process.ended(), f"the bot ended with {process.exit_code}:\n{process.log()}"
            yield process
        finally:
            await process.close()


@dataclass
class Room:
    """A chat as one of its people sees it. What came before the last `expect` is not expected again."""

    telegram: Telegram
    chat: Chat
    user: User

    def __post_init__(self) -> None:
        self._events: list[Event] = []
        self.telegram.state.watch(self._note)

    @property
    def id(self) -> int:
        """The chat's id."""
        return self.chat.id

    def seen_by(self, user: User) -> "Room":
        """The same chat for somebody else in it."""
        return Room(self.telegram, self.chat, user)

    def say(
        self, text: str, *, reply_to: Message | None = None, topic: int | None = None, **how: Any
    ) -> Message:
        """Send a text."""
        return people.say(
            self.telegram.state, self.chat, self.user, text, reply_to=reply_to, topic=topic, **how
        )

    def send(self, content: Json, *, reply_to: Message | None = None, topic: int | None = None) -> Message:
        """Send anything: `content` as in the Bot API's Message, for example `{"sticker": {...}}`."""
        return people.send(self.telegram.state, self.chat, self.user, content, reply_to=reply_to, topic=topic)

    def send_document(self, name: str, content: bytes, *, caption: str = "") -> Message:
        """Send a file."""
        document = document_json(keep_file(self.telegram.state, name, content))
        return self.send({"document": document} | ({"caption": caption} if caption else {}))

    def edit(self, message: Message, text: str) -> None:
        """Edit a message of one's own."""
        people.edit(self.telegram.state, message, text)

    async def press(self, message: Message, label: str, *, data: str | None = None) -> Json:
        """Press the button whose text contains `label` (with other data, if given); what the bot answered."""
        query = self.tap(message, label, data=data)
        return await self.telegram.answered(query)

    def tap(self, message: Message, label: str, *, data: str | None = None) -> Query:
        """Press a button without waiting for an answer."""
        known = data if data is not None else str(button(message, label)["callback_data"])
        return people.press(self.telegram.state, message, self.user, known)

    def place_bot(self, status: str) -> None:
        """Add, promote or remove the bot; in private `kicked` blocks it and `member` ends that."""
        people.place_bot(self.telegram.state, self.chat, self.user, status)

    def migrate(self) -> "Room":
        """Turn a basic group into a supergroup."""
        moved = people.migrate(self.telegram.state, self.chat, self.user)
        return Room(self.telegram, moved, self.user)

    def add_topic(self, name: str) -> int:
        """Open a topic in a forum."""
        return people.add_topic(self.telegram.state, self.chat, self.user, name)

    def from_bot(self) -> list[Message]:
        """The bot's messages in this chat, deleted ones left out."""
        return [m for m in self.chat.messages.values() if m.by_bot and not m.deleted]

    async def expect(self, wanted: Wanted = None, *, seconds: float = PATIENCE_SECONDS) -> Message:
        """The next message of the bot, new or edited, that has the words or fits the pattern or function."""
        return await self._next(("message", "edited"), wanted, seconds)

    async def expect_edit(self, wanted: Wanted = None, *, seconds: float = PATIENCE_SECONDS) -> Message:
        """The next edited message of the bot."""
        return await self._next(("edited",), wanted, seconds)

    async def expect_nothing(self, *, seconds: float = 0.5) -> None:
        """Nothing new comes from the bot for so long."""
        before = len(self._events)
        await asyncio.sleep(seconds)
        new = [event.message.text for event in self._events[before:] if event.message is not None]
        assert not new, f"expected silence, but: {new}"

    def _note(self, event: Event) -> None:
        from_bot = event.message is not None and event.message.by_bot
        if event.chat is self.chat and from_bot and event.kind in ("message", "edited"):
            self._events.append(event)

    async def _next(self, kinds: tuple[str, ...], wanted: Wanted, seconds: float) -> Message:
        def found() -> Event | None:
            return next((e for e in self._events if e.kind in kinds and _fits(e, wanted)), None)

        seen = [message.text[:80] for message in self.from_bot()]
        what = f"{wanted!r} in {self.chat.title or self.user.name}; there is {seen}"
        await self.telegram.until(found, seconds=seconds, what=what)
        event = found()
        assert event is not None
        assert event.message is not None
        del self._events[: self._events.index(event) + 1]
        return event.message


def button(message: Message, label: str) -> Json:
    """The button whose text contains `label`."""
    rows = message.fields.get("reply_markup", {}).get("inline_keyboard", [])
    buttons: list[Json] = [button for row in rows for button in row]
    found = [b for b in buttons if b["text"] == label] or [b for b in buttons if label in b["text"]]
    assert found, f"no button {label!r}; there are {[b['text'] for b in buttons]}"
    return found[0]


def labels(message: Message) -> list[list[str]]:
    """The texts of the buttons, row by row."""
    rows = message.fields.get("reply_markup", {}).get("inline_keyboard", [])
    return [[button["text"] for button in row] for row in rows]


def marked(message: Message, kind: str) -> list[str]:
    """The words that entities of this kind (bold, text_link …) mark."""
    from bot.playground.server.entities import words_of

    return [words_of(message.text, e) for e in message.fields.get("entities", []) if e["type"] == kind]


def _fits(event: Event, wanted: Wanted) -> bool:
    assert event.message is not None
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return wanted in event.message.text
    if isinstance(wanted, re.Pattern):
        return wanted.search(event.message.text) is not None
    return wanted(event.message)
