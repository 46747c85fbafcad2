"""What an answer costs with several bots on one PostgreSQL, against one bot there.

    python -m tests.benchmarks.replicas [--people 40] [--questions 10] [--rounds 2] [--pinned]

Real bots on the shipped sources, the local Bot API server in this process, a PostgreSQL of the run's own with
the durability of production; one bot and two in turn, so that what else the machine does falls on both.
`--pinned` gives the first bot core 0, the second core 1, and lets server and Telegram share both.
"""

import argparse
import asyncio
import os
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.load import ask, cpu_seconds
from tests.bot.system.replicas import Replicas
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
            f"{len(self.bots)} bots: {self.answers / self.seconds:.0f} answers a second; CPU ms an answer: "
            f"bots {sum(self.bots) / self.answers * 1000:.1f} ({bots}), PostgreSQL "
            f"{self.database / self.answers * 1000:.1f}; transactions an answer "
            f"{self.transactions / self.answers:.1f}, log {self.log_bytes / self.answers:.0f} bytes"
        )


async def measure(postgres: Server, count: int, people: int, questions: int, *, pinned: bool) -> Cost:
    """Let all people ask their questions of so many bots."""
    with postgres.new_database() as url, tempfile.TemporaryDirectory() as folder:
        async with Telegram() as telegram:
            running = Replicas(telegram, url, Path(folder), NO_LIMITS)
            running.environment["SEEDS_DIR"] = str(SEEDS)
            try:
                for number in range(count):
                    await running.add()
                    if pinned:
                        os.sched_setaffinity(running.processes[number].pid, {number})
                rooms = [telegram.private(telegram.user(f"Person {number}")) for number in range(people)]
                await asyncio.gather(*(ask(room, 2, []) for room in rooms))  # let everything be loaded
                name = url.rpartition("/")[2]
                pids = [process.pid for process in running.processes]
                before, began = _standing(postgres, name, pids), time.perf_counter()
                seconds: list[float] = []
                await asyncio.gather(*(ask(room, questions, seconds) for room in rooms))
                took = time.perf_counter() - began
                after = _standing(postgres, name, pids)
            finally:
                await asyncio.gather(*(process.close() for process in running.processes))
    bots = [now - then for now, then in zip(after[0], before[0], strict=True)]
    return Cost(len(seconds), took, bots, after[1] - before[1], after[2] - before[2], after[3] - before[3])


def _standing(postgres: Server, name: str, pids: list[int]) -> tuple[list[float], float, int, int]:
    figures = f"SELECT xact_commit FROM pg_stat_database WHERE datname = '{name}'"
    commits = postgres.execute(figures)[0][0]
    log = postgres.execute("SELECT pg_current_wal_insert_lsn() - '0/0'")[0][0]
    return [cpu_seconds(pid) for pid in pids], _server_seconds(postgres.pid), int(commits), int(log)


def _server_seconds(pid: int) -> float:
    """The processor time of the server: of the processes that it has, and of those it had."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    ended = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    for child in children:
        with suppress(FileNotFoundError):  # it has ended since
            ended += cpu_seconds(int(child))
    return ended


async def main(people: int, questions: int, rounds: int, *, pinned: bool) -> None:
    """Measure one bot and two, in turn, and print each."""
    with server(("max_connections=300",)) as postgres:
        for _ in range(rounds):
            for count in (1, 2):
                print(await measure(postgres, count, people, questions, pinned=pinned), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=40)
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--pinned", action="store_true")
    given = parser.parse_args()
    asyncio.run(main(given.people, given.questions, given.rounds, pinned=given.pinned))
