"""Announcements delivered by a real courier to a messenger that sends nothing, on a clock that tests move."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.announcements import Editor
from bot.delivery import ledger
from bot.delivery.courier import Courier
from bot.rendering.message import Message
from bot.rendering.texts import Texts
from bot.sending.limits import Lane
from bot.sending.messenger import Messenger
from bot.sending.outcomes import Outcome, Sent
from index import Database
from tests.bot.announcements.test_announcer import LAW
from tests.bot.announcing import World

TEXTS = Texts.load()


@dataclass(frozen=True)
class Attempt:
    chat_id: int
    message: Message
    thread_id: int | None
    reply_to: int | None
    lane: Lane
    silent: bool


class FakeMessenger(Messenger):
    """Sends nothing: notes each attempt and gives the outcomes that a test has put up, else Sent."""

    def __init__(self) -> None:
        self.attempts: list[Attempt] = []
        self.outcomes: dict[int, list[Outcome]] = {}
        self.before: Callable[[int], Awaitable[None]] | None = None

    async def send(
        self,
        chat_id: int,
        message: Message,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        must_reply: bool = False,
        lane: Lane = Lane.ANSWER,
        silent: bool = False,
        direct_topic_id: int | None = None,
    ) -> Outcome:
        if self.before is not None:
            await self.before(chat_id)
        self.attempts.append(Attempt(chat_id, message, thread_id, reply_to, lane, silent))
        outcomes = self.outcomes.get(chat_id)
        return outcomes.pop(0) if outcomes else Sent(1000 + len(self.attempts))

    def away_for(self) -> float:
        return 0.0

    async def title_of(self, chat_id: int) -> str:
        return f"Team {chat_id}"


class Deliveries:
    """A world whose announcements are delivered, on a clock that the test moves."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.messenger = FakeMessenger()
        self.now = datetime.now(UTC)

    def announce(self, name: str = "law.md", text: str = LAW) -> None:
        self.world.drop(name, text)
        self.world.announce()
        self.now = max(self.now, datetime.now(UTC))

    def deliver(self, *, after_seconds: float = 0) -> list[Attempt]:
        """Deliver all that is due; return the attempts."""
        self.now += timedelta(seconds=after_seconds)
        before = len(self.messenger.attempts)
        asyncio.run(self._deliver())
        return self.messenger.attempts[before:]

    def states(self) -> dict[str, int]:
        return self.world.database.read(ledger.count_by_state)

    def courier(self, database: Database | None = None) -> Courier:
        """A courier as after a restart, with that database in place of its own."""
        editor = Editor(self.world.library, self.world.database, language="en", time_zone="UTC")
        return Courier(
            database or self.world.database,
            editor.digest,
            self.messenger,
            TEXTS,
            username="FootnoteBot",
            per_second=0,
            clock=lambda: self.now,
        )

    async def _deliver(self) -> None:
        async with asyncio.timeout(10):
            await self.courier().deliver_due()
