"""What a question and an announcement cost SQLite and PostgreSQL: statements, commits, bytes.

    python -m tests.benchmarks.database_costs [--questions 100] [--readers 200]

The real bot runs against the local Bot API server. A module that is put in its way counts what SQLAlchemy
executes and commits; bytes are what the process writes to disk (SQLite) or what the server writes to its log
(PostgreSQL). What an idle bot does in the same time is taken off.
"""

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.bot.system.crowd import NO_LIMITS, Crowd, settings
from tests.bot.system.subscribers import Subscribers
from tests.bot_process import ROOT, BotProcess
from tests.postgres import Server, server
from tests.telegram import Telegram

COUNTING = """
import collections, json, os, threading, time
from sqlalchemy import event
from sqlalchemy.engine import Engine

counts = collections.Counter()

@event.listens_for(Engine, "before_cursor_execute")
def executed(*_):
    counts["statements"] += 1

@event.listens_for(Engine, "commit")
def committed(connection):
    counts["writes"] += bool(connection.get_execution_options().get("write"))

def tell():
    while True:
        time.sleep(0.1)
        text = json.dumps(counts)
        with open(os.environ["COUNTS"] + ".new", "w") as file:
            file.write(text)
        os.replace(os.environ["COUNTS"] + ".new", os.environ["COUNTS"])

if "COUNTS" in os.environ:
    threading.Thread(target=tell, daemon=True).start()
"""

Counts = Counter[str]
Work = Callable[[], Awaitable[object]]
Costs = dict[str, dict[str, float]]
IDLE_SECONDS = 15
FERRY = "# The ferry\n\nThe ferry leaves at nine and carries forty cars.\n"


class Meter:
    """Reads what a bot has cost so far."""

    def __init__(self, file: Path, process: BotProcess, postgres: Server | None) -> None:
        self._file, self._process, self._postgres = file, process, postgres

    def read(self) -> Counts:
        counts: Counts = Counter(json.loads(self._file.read_text()))
        if self._postgres is None:
            told = Path(f"/proc/{self._process.pid}/io").read_text().splitlines()
            counts["bytes"] = next(int(line.split()[1]) for line in told if line.startswith("write_bytes"))
        else:
            position = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"
            counts["bytes"] = self._postgres.execute(position)[0][0]
        counts["cpu, ms"] = _cpu_milliseconds(self._process.pid)
        return counts

    async def cost(
        self, work: Callable[[], Awaitable[object]], idle: Mapping[str, float], per: int
    ) -> dict[str, float]:
        """What each of so many things costs, without what an idle bot would have cost meanwhile."""
        before, started = self.read(), time.monotonic()
        await work()
        await asyncio.sleep(1)  # the last marks follow the answer
        spent, seconds = self.read(), time.monotonic() - started
        return {name: (spent[name] - before[name] - idle[name] * seconds) / per for name in spent}


def _cpu_milliseconds(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 // os.sysconf("SC_CLK_TCK")


async def measure(folder: Path, postgres: Server | None, questions: int, readers: int) -> Costs:
    """Run a bot on either database; return the costs by what was done."""
    (folder / "sitecustomize.py").write_text(COUNTING)
    environment = settings(folder, **NO_LIMITS, LOG_LEVEL="warning")
    environment |= {"PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "COUNTS": str(folder / "counts")}
    if postgres is not None:
        environment["DATABASE_URL"] = postgres.url
    async with Telegram() as telegram:
        crowd, subscribers = Crowd(telegram, 20), Subscribers(telegram, environment, readers)
        async with telegram.bot_process(env=environment) as process:
            await subscribers.announcer_started()
            subscribers.subscribe()
            for room in crowd.rooms:
                crowd.ask(room)
            await crowd.all_answered()
            meter = Meter(folder / "counts", process, postgres)
            await asyncio.sleep(3)
            before = meter.read()
            await asyncio.sleep(IDLE_SECONDS)
            after = meter.read()
            idle = {name: (after[name] - before[name]) / IDLE_SECONDS for name in after}

            async def one_by_one() -> None:
                for number in range(questions):
                    crowd.ask(crowd.rooms[number % len(crowd.rooms)])
                    await crowd.all_answered()

            async def at_once() -> None:
                for _ in range(questions // len(crowd.rooms)):
                    crowd.ask_all()
                await crowd.all_answered()

            async def announce() -> None:
                subscribers.publish("ferry.md", FERRY)
                await subscribers.all_told(seconds=120)

            return {
                "a question, one at a time": await meter.cost(one_by_one, idle, questions),
                f"a question, {questions} at once": await meter.cost(at_once, idle, questions),
                f"an announcement, to each of {readers}": await meter.cost(announce, idle, readers),
                "a second of an idle bot": idle,
            }


@contextmanager
def _databases() -> Iterator[dict[str, Server | None]]:
    with server(("fsync=on", "max_connections=50")) as postgres:
        yield {"SQLite": None, "PostgreSQL": postgres}


def main() -> None:
    """Measure both, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--readers", type=int, default=200)
    given = parser.parse_args()
    print("| what | database | statements | commits | bytes written | CPU of the bot, ms |")
    print("|---|---|---|---|---|---|")
    with _databases() as databases:
        for name, postgres in databases.items():
            with tempfile.TemporaryDirectory() as folder:
                costs = asyncio.run(measure(Path(folder), postgres, given.questions, given.readers))
            for what, cost in costs.items():
                figures = f"{cost['statements']:.1f} | {cost['writes']:.2f} | {cost['bytes']:,.0f}"
                print(f"| {what} | {name} | {figures} | {cost['cpu, ms']:.1f} |", flush=True)


if __name__ == "__main__":
    main()
