"""What an answer costs with several bots on one PostgreSQL, against one bot there.

    python -m tests.benchmarks.replicas [--people 40] [--questions 10] [--rounds 2] [--pinned] [--news]

Real bots on the shipped sources, the local Bot API server in this process, a PostgreSQL of the run's own with
the durability of production; one bot and two in turn, so that what else the machine does falls on both.
`--pinned` gives the first bot core 0, the second core 1, and lets server and Telegram share both. `--news`
measures instead what 100 new files cost, and one of them that 500 people hear of.
"""

import argparse
import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.load import ask, cpu_seconds
from tests.bot.system.replicas import Replicas
from tests.bot.system.subscribers import Subscribers
from tests.postgres import Server, server
from tests.telegram import Telegram

NO_LIMITS = {"QUESTIONS_PER_MINUTE": "0", "SENDS_PER_SECOND": "0", "LOG_LEVEL": "info"}
SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass
class Cost:
    """What so many answers have taken, in CPU seconds, transactions and bytes of the server's log."""

    answers: int
    seconds: float
    bots: list[float]
    database: float
    transactions: int
    log_bytes: int

    def __str__(self) -> str:
        bots = ", ".join(f"{each / self.answers * 1000:.1f}" for each in self.bots)
        return (
            f"{len(self.bots)} bots: {self.answers} in {self.seconds:.1f} s; each: CPU ms of bots "
            f"{sum(self.bots) / self.answers * 1000:.1f} ({bots}), of PostgreSQL "
            f"{self.database / self.answers * 1000:.1f}; transactions "
            f"{self.transactions / self.answers:.1f}, bytes of its log {self.log_bytes / self.answers:.0f}"
        )


@dataclass
class Standing:
    """What everybody has used up to now."""

    bots: list[float]
    database: float
    transactions: int
    log_bytes: int
    at: float

    def until(self, now: "Standing", count: int) -> Cost:
        """What so many things have cost from here to there."""
        bots = [after - before for after, before in zip(now.bots, self.bots, strict=True)]
        return Cost(
            count,
            now.at - self.at,
            bots,
            now.database - self.database,
            now.transactions - self.transactions,
            now.log_bytes - self.log_bytes,
        )


@asynccontextmanager
async def bots(postgres: Server, telegram: Telegram, count: int) -> AsyncIterator[tuple[Replicas, str]]:
    """So many bots, and the address of their database."""
    with postgres.new_database() as url, tempfile.TemporaryDirectory() as folder:
        running = Replicas(telegram, url, Path(folder), NO_LIMITS)
        sources = shutil.copytree(SEEDS, Path(folder) / "sources")
        running.environment["SEEDS_DIR"] = str(sources)
        try:
            for _ in range(count):
                await running.add()
            yield running, url
        finally:
            await asyncio.gather(*(process.close() for process in running.processes))


async def measure(postgres: Server, count: int, people: int, questions: int, *, pinned: bool) -> Cost:
    """Let all people ask their questions of so many bots."""
    async with Telegram() as telegram, bots(postgres, telegram, count) as (running, url):
        for number, process in enumerate(running.processes if pinned else ()):
            os.sched_setaffinity(process.pid, {number})
        rooms = [telegram.private(telegram.user(f"Person {number}")) for number in range(people)]
        await asyncio.gather(*(ask(room, 2, []) for room in rooms))  # let everything be loaded
        before = _standing(postgres, url, running)
        seconds: list[float] = []
        await asyncio.gather(*(ask(room, questions, seconds) for room in rooms))
        return before.until(_standing(postgres, url, running), len(seconds))


async def measure_news(postgres: Server, count: int) -> tuple[Cost, Cost]:
    """What a file costs, of 100 that nobody wants to hear of, and what a delivery costs, of 500."""
    async with Telegram() as telegram, bots(postgres, telegram, count) as (running, url):
        readers = Subscribers(telegram, running.environment, 500)
        await readers.announcer_started()
        name = url.rpartition("/")[2]
        before = _standing(postgres, url, running)
        for number in range(100):
            readers.publish(
                f"news{number}.md", f"# Ferry {number}\n\nFerry number {number} stops in December.\n"
            )
        many = "SELECT count(*) FROM sources WHERE locator LIKE 'news%'"
        while postgres.execute(many, name)[0][0] < 100:  # noqa: ASYNC110 - the database rings no bell
            await asyncio.sleep(0.2)
        await asyncio.sleep(5)
        files = before.until(_standing(postgres, url, running), 100)
        readers.subscribe()
        before = _standing(postgres, url, running)
        readers.publish("told.md", "# The tram\n\nThe tram to the harbour runs at night from May on.\n")
        await readers.all_told(seconds=120)
        return files, before.until(_standing(postgres, url, running), 500)


def _standing(postgres: Server, url: str, running: Replicas) -> Standing:
    name = url.rpartition("/")[2]
    commits = postgres.execute(f"SELECT xact_commit FROM pg_stat_database WHERE datname = '{name}'")[0][0]
    log = postgres.execute("SELECT pg_current_wal_insert_lsn() - '0/0'")[0][0]
    cpu = [cpu_seconds(process.pid) for process in running.processes]
    return Standing(cpu, _server_seconds(postgres.pid), int(commits), int(log), time.perf_counter())


def _server_seconds(pid: int) -> float:
    """The processor time of the server: of the processes that it has, and of those it had."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    ended = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    for child in children:
        with suppress(FileNotFoundError):  # it has ended since
            ended += cpu_seconds(int(child))
    return ended


async def main(people: int, questions: int, rounds: int, *, pinned: bool, news: bool) -> None:
    """Measure one bot and two, in turn, and print each."""
    with server(("max_connections=300",)) as postgres:
        for _ in range(rounds):
            for count in (1, 2):
                if news:
                    print(*await measure_news(postgres, count), sep="\n", flush=True)
                    continue
                print(await measure(postgres, count, people, questions, pinned=pinned), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--pinned", action="store_true")
    parser.add_argument("--news", action="store_true")
    given = parser.parse_args()
    asyncio.run(main(given.people, given.questions, given.rounds, pinned=given.pinned, news=given.news))
