"""A folder of sources, a library over it and an announcer, for tests of what subscribers are told."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from bot import subscriptions
from bot.announcements import Announcer
from bot.announcements.reasons import Reason, read_reasons
from bot.delivery import outbox
from bot.subscriptions import (
    Destination,
    Interest,
    NotSubscribed,
    Subscriber,
    Subscription,
    question_interest,
    read_interest,
)
from index import Database, Library, Settings, open_library
from tests.databases import open_current

T = TypeVar("T")

ALWAYS = datetime(2100, 1, 1, tzinfo=UTC)


class World:
    """What the tests act upon; the announcer is new at each `announce`, as after a restart."""

    def __init__(self, folder: Path, library: Library, database: Database) -> None:
        self.folder = folder
        self.library = library
        self.database = database

    def write(self, work: Callable[[Connection], T]) -> T:
        return self.database.write(work)

    def drop(self, name: str, text: str, **front_matter: str) -> None:
        """Put a source into the folder, and let the library read it."""
        header = "".join(f"{key}: {value}\n" for key, value in front_matter.items())
        (self.folder / name).write_text(f"---\n{header}---\n{text}\n" if header else text, encoding="utf-8")
        report = self.library.sync()
        assert not report.failed

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()
        self.library.sync()

    def follow(self, chat_id: int, text: str = "", *, thread_id: int = 0) -> Subscription:
        """Subscribe a chat as `/subscribe TEXT` does."""
        return self._subscribe(chat_id, thread_id, read_interest(text))

    def ask_about(self, chat_id: int, question: str, *, standing: bool = False) -> Subscription:
        """Follow a question, or wait for its first answer."""
        return self._subscribe(chat_id, 0, question_interest(question, standing=standing))

    def announce(self, *, within_seconds: float = 60) -> bool:
        announcer = Announcer(self.library, self.database, time_zone="UTC", wait_seconds=0)
        return asyncio.run(asyncio.wait_for(announcer.announce(), within_seconds))

    def planned(self) -> dict[int, list[Reason]]:
        """Why each chat gets its message, of all that waits; what was told before is forgotten."""
        told: dict[int, list[Reason]] = {}
        lease = ALWAYS - datetime.now(UTC)
        while claimed := self.write(lambda c: outbox.claim(c, now=ALWAYS, lease=lease)):
            reasons = [reason for each in claimed for reason in read_reasons(each.content)]
            assert claimed[0].chat_id not in told
            told[claimed[0].chat_id] = reasons
            self.write(lambda c: outbox.settle_sent(c, claimed, 1, at=ALWAYS))
        return told

    def _subscribe(self, chat_id: int, thread_id: int, interest: object) -> Subscription:
        assert isinstance(interest, Interest)
        subscriber = Subscriber(Destination(chat_id, thread_id), person_id=abs(chat_id), language="en")
        made = self.write(lambda c: subscriptions.subscribe(c, interest, subscriber, at=datetime.now(UTC)))
        assert not isinstance(made, NotSubscribed)
        return made


@contextmanager
def open_world(root: Path) -> Iterator[World]:
    """A world in that folder, without sources."""
    folder = root / "seeds"
    folder.mkdir()
    settings = Settings(seeds_dir=folder, data_dir=root)
    database = open_current(settings.database_url)
    library = open_library(settings, database)
    try:
        yield World(folder, library, database)
    finally:
        library.close()
        database.close()
