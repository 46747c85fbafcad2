"""Many people who have subscribed to everything, and what each of them was told."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, update

from bot import subscriptions
from bot.announcements import log
from bot.delivery import ledger
from bot.delivery.deliveries import CLAIMED, deliveries
from bot.migrations import HEAD
from bot.playground.server.state import Event
from bot.subscriptions import Destination, Interest, Subscriber, read_interest
from index import Database, open_database
from tests.telegram import Telegram


class Subscribers:
    """People in their private chats; `told` counts the bot's messages to each of them."""

    def __init__(self, telegram: Telegram, environment: dict[str, str], size: int) -> None:
        self._telegram = telegram
        own = f"sqlite:///{environment['DATA_DIR']}/footnote.db"
        self._url = environment.get("DATABASE_URL", own)
        self._seeds = Path(environment["SEEDS_DIR"])
        self.chat_ids: list[int] = []
        for number in range(size):
            chat = telegram.state.private(telegram.user(f"Reader {number}"))
            chat.started = True
            self.chat_ids.append(chat.id)
        self.told: Counter[int] = Counter()
        self.texts: list[str] = []
        telegram.state.watch(self._note)

    def open_database(self) -> Database:
        """The bot's database, from outside."""
        return open_database(self._url, heads={"bot": HEAD})

    def subscribe(self) -> None:
        """Make everybody a subscriber to everything."""
        interest, now = read_interest(""), datetime.now(UTC)
        assert isinstance(interest, Interest)

        def subscribe_all(connection: Connection) -> None:
            for chat_id in self.chat_ids:
                subscriber = Subscriber(Destination(chat_id), chat_id, "en")
                subscriptions.subscribe(connection, interest, subscriber, at=now)

        database = self.open_database()
        database.write(subscribe_all)
        database.close()

    async def announcer_started(self) -> None:
        """Wait until what is in the folder now is no news any more."""
        database = self.open_database()
        try:
            await self._telegram.until(
                lambda: database.read(log.read_cursor) is not None, what="the announcer"
            )
        finally:
            database.close()

    def publish(self, name: str, text: str) -> None:
        """Drop a source into the folder, at once as a whole."""
        hidden = self._seeds / f".{name}"
        hidden.write_text(text)
        hidden.rename(self._seeds / name)

    def expire_leases(self) -> int:
        """What the dead bot has claimed can be claimed again, as if the time had passed; return how much."""
        past = datetime.now(UTC) - timedelta(seconds=1)
        expire = update(deliveries).where(deliveries.c.state == CLAIMED).values(due_at=past)
        database = self.open_database()
        count = database.write(lambda connection: connection.execute(expire).rowcount)
        database.close()
        return count

    def states(self) -> dict[str, int]:
        """How many deliveries are in each state."""
        database = self.open_database()
        states = database.read(ledger.count_by_state)
        database.close()
        return states

    async def all_told(self, *, seconds: float = 60) -> None:
        """Wait until everybody has heard."""
        await self._telegram.until(
            lambda: self.told.keys() >= set(self.chat_ids), seconds=seconds, what="everybody to hear"
        )

    async def some_told(self, count: int, *, seconds: float = 60) -> None:
        """Wait until so many messages have come."""
        await self._telegram.until(
            lambda: self.told.total() >= count, seconds=seconds, what=f"{count} messages"
        )

    def _note(self, event: Event) -> None:
        if event.kind == "message" and event.message is not None and event.message.by_bot:
            assert event.chat is not None
            self.told[event.chat.id] += 1
            self.texts.append(event.message.text)
