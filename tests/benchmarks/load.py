"""How many answers a second: people who each ask one question after the other, all at the same time.

    python -m tests.benchmarks.load [--people 50] [--questions 20]

Measures the real bot on the shipped sources against the local Bot API server, both limits off. The server
works in this process, so it needs about a core of its own.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from bot.playground.server.state import Message
from tests.telegram import Room, Telegram

QUESTIONS = (
    "How much electricity does bitcoin mining use?",
    "When did Putin sign the law on mining?",
    "What does the Bank of Russia think of crypto?",
    "Сколько энергии тратит майнинг?",
    "Where did miners go after the Chinese ban?",
)


async def ask(room: Room, questions: int, seconds: list[float]) -> None:
    """Ask one question after the other and note how long each answer took."""
    for number in range(questions):
        started = time.perf_counter()
        asked = room.say(QUESTIONS[(room.id + number) % len(QUESTIONS)])
        await room.expect(partial(_answers, asked), seconds=60)
        seconds.append(time.perf_counter() - started)


async def measure(people: int, questions: int) -> None:
    """Run the bot, let all ask, print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        async with Telegram() as telegram:
            no_limits = {"DATA_DIR": folder, "QUESTIONS_PER_MINUTE": "0", "SENDS_PER_SECOND": "0"}
            async with telegram.bot_process(env=no_limits) as bot:
                print(f"idle: {resident_mb(bot.pid):.0f} MB")
                rooms = [telegram.private(telegram.user(f"Person {number}")) for number in range(people)]
                seconds: list[float] = []
                started, worked = time.perf_counter(), cpu_seconds(bot.pid)
                await asyncio.gather(*(ask(room, questions, seconds) for room in rooms))
                total = time.perf_counter() - started
                print(f"{len(seconds)} answers in {total:.1f} s: {len(seconds) / total:.0f} a second")
                worked = cpu_seconds(bot.pid) - worked
                print(f"{worked / len(seconds) * 1000:.1f} ms of CPU an answer")
                centiles = statistics.quantiles(seconds, n=100)
                print(f"p50 {centiles[49]:.2f} s, p90 {centiles[89]:.2f} s, p99 {centiles[98]:.2f} s")
                print(f"afterwards: {resident_mb(bot.pid):.0f} MB")


def _answers(question: Message, reply: Message) -> bool:
    return reply.reply_to is question


def resident_mb(pid: int) -> float:
    """The process's resident memory in megabytes (of 1,000,000 bytes)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmRSS"))


def cpu_seconds(pid: int) -> float:
    """The processor time that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--questions", type=int, default=20)
    given = parser.parse_args()
    asyncio.run(measure(given.people, given.questions))
