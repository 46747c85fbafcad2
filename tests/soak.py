"""A long day in a short time: `python -m tests.soak [MINUTES]`, an hour when nothing is said.

People ask, news come and are told, a feed changes, Telegram drops, delays and refuses, and the bot is killed
now and then. Nothing may be lost, little repeated; memory and open files may not grow.
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from bot.playground.server.faults import Fault
from tests.bot.system.crowd import NO_LIMITS, Crowd, settings
from tests.bot.system.subscribers import Subscribers
from tests.bot_process import BotProcess
from tests.telegram import Telegram

PEOPLE: Final = 20
READERS: Final = 5
QUESTIONS_PER_SECOND: Final = 5.0
NEWS_SECONDS: Final = 7.0
FAULT_SECONDS: Final = 3.0
KILL_SECONDS: Final = 20.0
MOST_GROWTH: Final = 0.05
MOST_MORE_FILES: Final = 5
SETTLED_SECONDS: Final = 120.0
"""So long a bot that was killed last may take to give its last answers and news."""

_FAULTS: Final[tuple[tuple[str, str, dict[str, float]], ...]] = (
    ("status", "sendMessage", {"status": 502}),
    ("status", "getUpdates", {"status": 500}),
    ("status", "sendMessage", {"status": 429}),
    ("lose_request", "sendMessage", {}),
    ("lose_answer", "sendMessage", {}),
    ("lose_answer", "getUpdates", {}),
    ("delay", "sendMessage", {"seconds": 0.5}),
)


@dataclass
class Found:
    """What a soak has found; `possible` is how many repeats its faults and kills may have caused."""

    asked: int = 0
    lost: int = 0
    repeated: int = 0
    possible: int = 0
    news: int = 0
    untold: int = 0
    kills: int = 0
    megabytes: tuple[float, float] = (0.0, 0.0)
    files: tuple[int, int] = (0, 0)
    given_up: int = 0
    complaints: tuple[str, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether nothing is lost or left open, and no more repeated than may be."""
        lost = self.lost or self.untold or self.complaints
        left_open = self.files[1] > self.files[0] + MOST_MORE_FILES
        return not (lost or left_open) and self.repeated <= self.possible

    @property
    def growth(self) -> float:
        """By which share of itself memory has grown."""
        before, after = self.megabytes
        return after / before - 1 if before else 0.0


async def soak(folder: Path, seconds: float, seed: int = 1) -> Found:
    """Run for so long, let everything settle, and tell what came of it."""
    chance = random.Random(seed)
    with _feed() as address:
        environment = settings(
            folder, **NO_LIMITS, FETCH_ALLOW_PRIVATE="localhost", REFRESH_SECONDS="60", LOG_LEVEL="info"
        )
        async with Telegram() as telegram:
            crowd, readers = Crowd(telegram, PEOPLE), Subscribers(telegram, environment, READERS)
            async with telegram.bot_process(env=environment) as process:
                await readers.announcer_started()
                readers.subscribe()
                await asyncio.to_thread(_add, address, environment)
                day = _Day(telegram, process, crowd, readers, chance)
                await day.live(seconds)
                return await day.found()


class _Day:
    """What happens to one bot."""

    def __init__(
        self,
        telegram: Telegram,
        process: BotProcess,
        crowd: Crowd,
        readers: Subscribers,
        chance: random.Random,
    ) -> None:
        self._telegram, self._process = telegram, process
        self._crowd, self._readers, self._chance = crowd, readers, chance
        self._faults: list[Fault] = []
        self._told = Found()
        self._first: tuple[float, int] | None = None

    async def live(self, seconds: float) -> None:
        """Ask at the pace of the day, and let happen what is due."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        async with asyncio.TaskGroup() as group:
            for act, every in (
                (self._publish, NEWS_SECONDS),
                (self._disturb, FAULT_SECONDS),
                (self._kill, KILL_SECONDS),
            ):
                group.create_task(_again_and_again(act, every, end))
            while loop.time() < end:
                self._crowd.ask(self._chance.choice(self._crowd.rooms))
                await asyncio.sleep(self._chance.expovariate(QUESTIONS_PER_SECOND))

    async def found(self) -> Found:
        """Wait until all is answered and told, and look at what is left."""
        told, crowd, readers = self._told, self._crowd, self._readers
        try:
            await crowd.all_answered(seconds=SETTLED_SECONDS)
            await self._telegram.until(
                lambda: not self._untold(), seconds=SETTLED_SECONDS, what="all news to be told"
            )
        except AssertionError as error:
            sys.stderr.write(f"{str(error)[:200]}\n")  # and what is missing is counted below
        answers = crowd.answers()
        told.asked, told.lost = len(crowd.asked), len(crowd.missing())
        if crowd.missing():
            self._keep_log(crowd.missing())
        told.repeated = sum(count - 1 for count in answers.values())
        told.untold = self._untold()
        # What a lost answer has hidden, and what was in hand when the bot was killed.
        lost = sum(fault.kind == "lose_answer" for fault in self._faults)
        told.possible = lost + told.kills * (len(crowd.rooms) + len(readers.chat_ids))
        memory, files = self._first or (self._memory(), self._open_files())
        told.megabytes, told.files = (memory, self._memory()), (files, self._open_files())
        log = self._process.log()
        marks = ("was never awaited", "ResourceWarning", "Task was destroyed", "Unclosed")
        told.complaints = tuple(mark for mark in marks if mark in log)
        told.given_up = log.count(", the last one)")
        for line in log.splitlines():
            if any(mark in line for mark in (*marks, "the last one", '"level": "critical"')):
                sys.stderr.write(f"{line[:1500]}\n")
        return told

    def _keep_log(self, missing: set[tuple[int, int]]) -> None:
        """Leave behind what is needed to find out why questions got no answer."""
        with tempfile.NamedTemporaryFile("w", prefix="footnote-soak-", suffix=".log", delete=False) as file:
            file.write(self._process.log())
        sys.stderr.write(f"without an answer (chat and message): {sorted(missing)}; the log: {file.name}\n")

    async def _publish(self) -> None:
        number = self._told.news
        self._readers.publish(f"news-{number}.md", f"# News {number}\n\nThe ferry {number} has arrived.\n")
        self._told.news += 1

    async def _disturb(self) -> None:
        kind, method, details = self._chance.choice(_FAULTS)
        self._faults.append(self._telegram.fault(kind, method, **details))

    async def _kill(self) -> None:
        await self._process.restart()
        polls = self._telegram.state.updates.polls
        await self._telegram.until(
            lambda: self._telegram.state.updates.polls > polls or self._process.ended(),
            seconds=SETTLED_SECONDS,
            what="the bot after a kill",
        )
        assert not self._process.ended(), self._process.log()[-2000:]
        self._told.kills += 1
        await asyncio.sleep(2)
        if self._first is None or self._told.kills == 2:  # a bot that is warm
            self._first = (self._memory(), self._open_files())

    def _untold(self) -> int:
        """How many deliveries wait or were given up."""
        states = self._readers.states()
        return sum(states.get(state, 0) for state in ("planned", "claimed", "dead"))

    def _memory(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def _open_files(self) -> int:
        return len([*Path(f"/proc/{self._process.pid}/fd").iterdir()])


async def _again_and_again(act: Callable[[], Awaitable[None]], every: float, end: float) -> None:
    loop = asyncio.get_running_loop()
    while loop.time() + every / 2 < end:
        await asyncio.sleep(every / 2)
        await act()
        await asyncio.sleep(every / 2)


@contextmanager
def _feed() -> Iterator[str]:
    """A feed that has one more entry whenever somebody looks; its address."""

    class Handler(BaseHTTPRequestHandler):
        looks = 0

        def do_GET(self) -> None:
            Handler.looks += 1
            body = _rss(min(Handler.looks, 50)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/feed"
    finally:
        server.shutdown()
        server.server_close()


def _rss(entries: int) -> str:
    items = "".join(
        f"<item><guid>{n}</guid><title>Tide {n}</title><description>The tide {n} of the day rises to {n} "
        f"metres in the harbour, and falls again before the evening.</description></item>"
        for n in range(entries)
    )
    return f"<rss version='2.0'><channel><title>Tides</title>{items}</channel></rss>"


def _add(address: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "index", "add", address]
    subprocess.run(command, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    """Soak for as long as was asked; 0 when nothing was lost, repeated too often or has grown."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory(prefix="footnote-soak-") as folder:
        found = asyncio.run(soak(Path(folder), minutes * 60))
    sys.stdout.write(f"{found}\n")
    return 0 if found.is_well and found.growth < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
