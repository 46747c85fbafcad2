"""A story: what one seed makes of people, news and troubles, told until nothing waits any more.

The same seed tells the same story, in every run.
"""

import heapq
from collections.abc import Callable
from itertools import count
from random import Random
from typing import Final

from sqlalchemy import select

from bot import inbox
from bot.announcements import log
from bot.chats import profiles
from bot.delivery import outbox
from bot.subscriptions import Subscription, read_row, subscriptions
from tests.simulation import albums, corpus, people
from tests.simulation.absences import Absence
from tests.simulation.albums import Album
from tests.simulation.chats import Message
from tests.simulation.clock import Clock
from tests.simulation.disk import Disk
from tests.simulation.isolation import Surroundings
from tests.simulation.people import LENGTH, Asked, News, Voted
from tests.simulation.plan import Plan
from tests.simulation.process import Process
from tests.simulation.requests import Request
from tests.simulation.site import LOOKS_SECONDS, Site
from tests.simulation.telegram import Telegram

_LOOK_SECONDS: Final = 10.0
_LONG: Final = 600.0
_PATIENCE: Final = 900.0
"""So long after the last event everything must have come to rest."""

_ON_THE_WEB: Final = 0.4
"""The part of the stories in which some of the news comes from a site."""


class Story:
    """`events` is the story as text; the rest is what the auditor looks at."""

    def __init__(self, seed: int, disk: Disk, around: Surroundings, *, in_peace: bool = False) -> None:
        self.seed = seed
        self.disk = disk
        self.clock = around.clock = Clock()
        around.chance = Random(f"tokens {seed}")
        self.chance = Random(f"latencies {seed}")
        self.telegram = Telegram(self.clock)
        self.events: list[str] = []
        self.requests: list[Request] = []
        self.asked: list[Asked] = []
        self.voted: list[Voted] = []
        self.commands: dict[int, str] = {}
        self.news: list[News] = []
        self.deaths: list[float] = []
        self.stops: list[float] = []
        self.refused: list[tuple[int, int | None, float, float]] = []
        self.absences: list[Absence] = []
        self.albums: list[Album] = []
        self.exit_codes: list[int] = []
        self.is_at_rest = False
        self._agenda: list[tuple[float, int, str, Callable[[], object]]] = []
        self._serials = count()
        self._process: Process | None = None
        self._not_before = self._give_up_at = 0.0
        self._open_chats()
        web = Random(f"web {seed}")
        self.site = around.site = Site(self, web, in_peace=in_peace) if web.random() < _ON_THE_WEB else None
        people.write_script(self, Random(f"people {seed}"))
        albums.plan_albums(self, Random(f"albums {seed}"))
        self.settings = disk.settings.model_copy(
            update={"watch_seconds": 6.0, "sends_per_second": self.chance.choice((30, 30, 5, 2))}
        )
        troubles = Random(f"troubles {seed}")
        self.plan = Plan(self, []) if in_peace else Plan.draw(self, troubles, LENGTH)
        if self.site is not None:
            self.settings = self.settings.model_copy(update={"refresh_seconds": LOOKS_SECONDS})
            self.plan.troubles.append(self.site.death)

    def tell(self) -> None:
        """Run processes of the bot, one after the other, until nothing waits."""
        self.disk.restore()
        if self.site is not None:
            self.site.open()
        last = max(entry[0] for entry in self._agenda)
        if last > _LONG:
            self.settings = self.settings.model_copy(update={"watch_seconds": 60.0})
        self.at(last + _LOOK_SECONDS, "", self._look)
        self._give_up_at = max(self._give_up_at, last + _PATIENCE)
        for trouble in self.plan.troubles:
            self.note(f"trouble: {trouble}")
        for serial in count(1):
            self._process = Process(self, serial)
            self._process.live()
            self._process = None
            if self._is_over():
                return
            self._advance(self.chance.choice((0.1, 1.0, 5.0, 30.0)))
            if self._is_over():
                return

    # For those who take part.

    def note(self, what: str) -> None:
        """Write down what happens."""
        if what:
            self.events.append(f"{self.clock.now:9.3f} {what}")

    def note_message(self, message: Message) -> None:
        """Write down what the bot has sent."""
        words = " ".join(message.text.split())[:90]
        reply = f" in reply to #{message.reply_to}" if message.reply_to else ""
        self.note(f"  {message.chat_id}/{message.thread_id or '-'} gets #{message.id}{reply}: {words}")

    def at(self, moment: float, what: str, act: Callable[[], object]) -> None:
        """Put something on the agenda."""
        heapq.heappush(self._agenda, (moment, next(self._serials), what, act))

    def next_at(self) -> float | None:
        """When the next thing on the agenda happens."""
        return self._agenda[0][0] if self._agenda else None

    def catch_up(self, _process: Process | None) -> None:
        """Let happen what is due."""
        while self._agenda and self._agenda[0][0] <= self.clock.now:
            _, _, what, act = heapq.heappop(self._agenda)
            self.note(what)
            act()

    def stop_process(self, *, after: float) -> None:
        """SIGTERM to the process that runs, in a moment."""
        if self._process is not None:
            self._process.loop.call_later(after, self._process.stop)

    def kill_process(self, how: str) -> None:
        """kill -9 to the process that runs."""
        if self._process is not None:
            self._process.die(how)

    def wait_for(self, seconds: float, *, only_if_needed: bool = False) -> None:
        """Something takes that long: there is no rest before, or, if needed, maybe none."""
        if not only_if_needed:
            self._not_before = max(self._not_before, self.clock.now + seconds)
        self._give_up_at = max(self._give_up_at, self.clock.now + seconds + _PATIENCE)

    def is_refused(self, chat_id: int, begin: float, end: float) -> bool:
        """Whether the whole chat takes no messages somewhere in that time already."""
        there = [each for each in self.refused if each[:2] == (chat_id, None)]
        return any(start <= end and begin <= stop for _, _, start, stop in there)

    def keep_for(self, hours: float) -> None:
        """What a place cannot receive is kept for it that long."""
        self.settings = self.settings.model_copy(update={"queue_hours": hours})

    def told_to_stop(self) -> None:
        """A process was told to stop."""
        self.stops.append(self.clock.now)

    def died(self, _process: Process) -> None:
        """A process was killed."""
        self.deaths.append(self.clock.now)

    def ended(self, _process: Process, code: int) -> None:
        """A process has ended by itself or was told to."""
        self.exit_codes.append(code)

    def subscriptions(self) -> list[Subscription]:
        """All subscriptions, as the database has them now."""
        return self.disk.read(lambda c: [read_row(row) for row in c.execute(select(subscriptions))])

    def known_gone(self) -> set[int]:
        """The chats that the bot takes for gone now."""
        gone = select(profiles.chats.c.id).where(profiles.chats.c.gone_at.is_not(None))
        return set(self.disk.read(lambda c: list(c.scalars(gone))))

    # What the story does itself.

    def _open_chats(self) -> None:
        for person_id in (*corpus.PEOPLE, 104, 105, 106, corpus.OWNER):
            self.telegram.open_chat(person_id, "private")
        self.telegram.open_chat(corpus.FORUM, "supergroup", is_forum=True)
        self.telegram.open_chat(corpus.GROUP, "group")

    def _advance(self, seconds: float) -> None:
        """Let the time pass in which no process runs."""
        until = self.clock.now + seconds
        while self._agenda and self._agenda[0][0] <= until:
            self.clock.now = max(self.clock.now, self._agenda[0][0])
            self.catch_up(None)
        self.clock.now = until

    def _look(self) -> None:
        """End the story when everything is at rest; look again later otherwise."""
        self.is_at_rest = self.clock.now >= self._not_before and self._rests()
        if self._is_over():
            self.stop_process(after=0.0)
        else:
            self.at(self.clock.now + _LOOK_SECONDS, "", self._look)

    def _rests(self) -> bool:
        process = self._process
        if process is None or process.on_the_way or self.telegram.waiting:
            return False
        left = self.disk.read(
            lambda c: (inbox.waiting(c), outbox.next_due_at(c), log.unplanned(c), log.read_cursor(c))
        )
        documents, last_change = self.disk.read(
            lambda c: c.exec_driver_sql("SELECT (SELECT count(*) FROM documents), max(id) FROM changes").one()
        )
        if self.site is not None and self.site.served < len(self.site.published):
            return False
        return left == ([], None, [], last_change) and documents == len(corpus.OLD) + len(self.news)

    def _is_over(self) -> bool:
        return self.is_at_rest or self.clock.now > self._give_up_at
