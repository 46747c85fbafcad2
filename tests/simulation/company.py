"""Stories of several real bots on one PostgreSQL: what is asked and what goes wrong is drawn from a seed.

Time is real here, and so is the order in which the processes get to run: a seed draws the same plan again,
not the same story.
"""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from bot import inbox
from bot.delivery.courier import SENDS_IN_FLIGHT
from tests.bot.system.crowd import NO_LIMITS, Crowd
from tests.bot.system.replicas import Replicas, replicas
from tests.bot.system.subscribers import Subscribers
from tests.bot_process import BotProcess
from tests.postgres import Server, server
from tests.telegram import Telegram

_LASTING: Final = ("fsync=off", "full_page_writes=off", "max_connections=200")
_PEOPLE: Final = 16
_READERS: Final = 30
_LONG: Final = 120.0
_LINES: Final = 40
_LONGEST_LINE: Final = 4000
_NEWS: Final = "# The ferry number {0}\n\nThe night ferry number {0} to Halsk stops running in December.\n"


class Company:
    """Bots that live through one story after the other, and what was promised of each."""

    def __init__(self, telegram: Telegram, postgres: Server, running: Replicas) -> None:
        self._telegram = telegram
        self._postgres = postgres
        self._running = running
        self._crowd = Crowd(telegram, _PEOPLE)
        self._readers = Subscribers(telegram, running.environment, _READERS)
        self._told = 0

    async def begin(self) -> None:
        """Let people subscribe, and what is there already be no news."""
        self._readers.subscribe()
        await self._readers.announcer_started()

    async def tell(self, seed: int) -> tuple[str, list[str]]:
        """Live through the story of this seed; what happened, and the promises that were broken."""
        chance, began, name = Random(f"company {seed}"), time.monotonic(), trouble_of(seed)
        asked_before, news = len(self._crowd.asked), chance.random() < 0.5
        self._readers.told.clear()
        for _ in range(chance.randint(1, 3)):
            for room in chance.sample(self._crowd.rooms, chance.randint(1, _PEOPLE)):
                self._crowd.ask(room)
            await asyncio.sleep(chance.uniform(0, 0.5))
        if news:
            self._told += 1
            self._readers.publish(f"ferry{seed}-{self._told}.md", _NEWS.format(seed))
            await asyncio.sleep(chance.choice((0.0, 2.0, 5.0)))
        await _TROUBLES[name](self, chance)
        for room in chance.sample(self._crowd.rooms, chance.randint(1, _PEOPLE)):
            self._crowd.ask(room)
        broken = await self._come_to_rest(news=news)
        broken += self._check(asked_before, name, news=news)
        if broken:
            broken += [line for each in self._running.processes for line in _told_by(each)]
        return f"{name}{' with news' if news else ''}, {time.monotonic() - began:.1f} s", broken

    async def _come_to_rest(self, *, news: bool) -> list[str]:
        try:
            await self._crowd.all_answered(seconds=_LONG)
            if news:
                await self._readers.all_told(seconds=_LONG)
            async with asyncio.timeout(_LONG):
                while self._left():  # noqa: ASYNC110 - the database rings no bell
                    await asyncio.sleep(0.1)
        except (AssertionError, TimeoutError) as error:
            missing = sorted(self._crowd.missing())[:5]
            return [f"no rest: {str(error)[:80]}; unanswered {missing}, left {self._left()}"]
        return []

    def _left(self) -> list[str]:
        """What waits in the database."""
        database = self._readers.open_database()
        try:
            waiting, queues = database.read(lambda c: (inbox.backlog(c), inbox.owners(c)))
        finally:
            database.close()
        states = self._readers.states()
        counts = {"waiting": waiting[0], "dead": waiting[1], "queues of": len(queues)}
        counts |= {state: count for state, count in states.items() if state != "sent"}
        return [f"{what} {count}" for what, count in counts.items() if count]

    def _check(self, asked_before: int, trouble: str, *, news: bool) -> list[str]:
        broken = []
        answers = self._crowd.answers()
        again = Counter(
            chat for chat, message in self._crowd.asked[asked_before:] if answers[chat, message] > 1
        )
        if trouble in _HARMLESS and again:
            broken.append(f"answered twice without a death: {dict(again)}")
        if any(count > 2 for count in again.values()):
            broken.append(f"a chat had several updates in hand: {dict(again)}")
        if not self._crowd.in_order():
            broken.append("out of order")
        told = sum(self._readers.told[chat_id] for chat_id in self._readers.chat_ids)
        extra = told - _READERS if news else told
        if extra > (0 if trouble in _HARMLESS else 2 * SENDS_IN_FLIGHT):
            broken.append(f"{extra} messages of news too many")
        return broken + [
            f"a bot has ended: {each.exit_code}" for each in self._running.processes if each.ended()
        ]

    # What can go wrong.

    async def peace(self, _chance: Random) -> None:
        """Nothing goes wrong."""

    async def kill_leader(self, _chance: Random) -> None:
        """The leader dies and comes back."""
        await self._kill(await self._running.led())

    async def kill_follower(self, _chance: Random) -> None:
        """A follower dies and comes back."""
        leader = await self._running.led()
        await self._kill(next(each for each in self._running.processes if each is not leader))

    async def kill_all(self, _chance: Random) -> None:
        """All die at once."""
        for process in self._running.processes:
            await process.kill()
        self._readers.expire_leases()
        for process in self._running.processes:
            await self._running.start(process)

    async def stop_one(self, chance: Random) -> None:
        """One is told to stop, as a deploy does."""
        process = chance.choice(self._running.processes)
        await process.terminate()
        await self._running.start(process)

    async def hang_one(self, chance: Random) -> None:
        """One hangs for a while, and knows nothing of it."""
        process = chance.choice(self._running.processes)
        os.kill(process.pid, signal.SIGSTOP)
        await asyncio.sleep(chance.uniform(1, 4))
        os.kill(process.pid, signal.SIGCONT)

    async def lose_locks(self, chance: Random) -> None:
        """The server ends some of its connections."""
        share = chance.choice((1.0, 0.3))
        self._postgres.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname LIKE 'test%' "
            f"AND random() < {share}"
        )

    async def restart_server(self, chance: Random) -> None:
        """PostgreSQL is restarted, or crashes."""
        await asyncio.to_thread(self._postgres.stop, chance.choice(("fast", "immediate")))
        await asyncio.sleep(chance.choice((0.0, 1.0, 4.0)))
        await asyncio.to_thread(self._postgres.start)

    async def hang_server(self, chance: Random) -> None:
        """PostgreSQL hangs for a while."""
        self._postgres.signal(signal.SIGSTOP)
        await asyncio.sleep(chance.uniform(1, 4))
        self._postgres.signal(signal.SIGCONT)

    async def _kill(self, process: BotProcess) -> None:
        await process.kill()
        self._readers.expire_leases()
        await self._running.start(process)


_TROUBLES: Final[dict[str, Callable[[Company, Random], Awaitable[None]]]] = {
    each.__name__.replace("_", " "): each
    for each in (
        Company.peace,
        Company.kill_leader,
        Company.kill_follower,
        Company.kill_all,
        Company.stop_one,
        Company.hang_one,
        Company.lose_locks,
        Company.restart_server,
        Company.hang_server,
    )
}
_HARMLESS: Final = frozenset({"peace", "stop one", "hang one", "hang server"})
"""Nobody dies, nor may be taken for dead: nothing may be done twice."""


@asynccontextmanager
async def company(count: int) -> AsyncIterator[Company]:
    """So many bots, their Telegram and a PostgreSQL of their own."""
    with server(_LASTING) as postgres, postgres.new_database() as url, TemporaryDirectory() as folder:
        async with Telegram() as telegram, replicas(telegram, url, Path(folder), NO_LIMITS, count) as running:
            made = Company(telegram, postgres, running)
            await made.begin()
            yield made


def _told_by(process: BotProcess) -> list[str]:
    """The end of what a bot has logged, without what is for debugging."""
    return [line[:_LONGEST_LINE] for line in process.log().splitlines() if '"debug"' not in line][-_LINES:]


def trouble_of(seed: int) -> str:
    """What goes wrong in the story of this seed."""
    return Random(f"trouble {seed}").choice([*_TROUBLES])


async def tell_all(seeds: Iterable[int], count: int, say: Callable[[str], None]) -> int:
    """Tell the story of each seed with so many bots; how many had a promise broken."""
    broken = 0
    async with company(count) as bots:
        for seed in seeds:
            what, violations = await bots.tell(seed)
            say("\n  ".join([f"seed {seed}: {what}", *violations]))
            broken += bool(violations)
    return broken
