"""How long an announcement takes to reach everybody at Telegram's limits, and what answers take meanwhile.

    python -m tests.benchmarks.fan_out [--subscribers 2000]
    python -m tests.benchmarks.fan_out --simulated [--subscribers 10000]

In real time: the real bot against the local Bot API server with its limits on. Simulated: the same courier,
limiter and database on a clock that jumps, against the same limits.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

from bot.playground.server.state import Message
from tests.benchmarks.simulated_fan_out import simulate
from tests.bot.system.crowd import settings
from tests.bot.system.subscribers import Subscribers
from tests.telegram import Room, Telegram

_ASKERS = 20
_ASK_SECONDS = 10.0


async def ask(room: Room, seconds: list[float]) -> None:
    """Ask every few seconds, for ever, and note how long each answer took."""
    while True:
        started = time.perf_counter()
        asked = room.say("how high is the lighthouse?")
        await room.expect(partial(_answers, asked), seconds=60)
        seconds.append(time.perf_counter() - started)
        await asyncio.sleep(_ASK_SECONDS)


async def measure(size: int) -> None:
    """Run the bot, publish one source, and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        environment = settings(Path(folder))
        async with Telegram() as telegram:
            telegram.state.limits.enabled = True
            readers = Subscribers(telegram, environment, size)
            readers.subscribe()
            rooms = [telegram.private(telegram.user(f"Asker {number}")) for number in range(_ASKERS)]
            async with telegram.bot_process(env=environment):
                await readers.announcer_started()
                readers.publish("news.md", "# Ferry\n\nThe night ferry to Halsk stops running in December.\n")
                await readers.some_told(1)
                started = time.perf_counter()
                seconds: list[float] = []
                askers = [asyncio.create_task(ask(room, seconds)) for room in rooms]
                await readers.all_told(seconds=size)
                total = time.perf_counter() - started
                for asker in askers:
                    asker.cancel()
                await asyncio.gather(*askers, return_exceptions=True)
            told = sum(readers.told[chat_id] for chat_id in readers.chat_ids)
            print(f"{size} subscribers in {total:.1f} s: {size / total:.1f} a second; {told - size} twice")
            report(seconds, telegram.state.limits.refused, telegram.state.limits.early)


def report(seconds: list[float], refused: int, early: int) -> None:
    """Print what answers took and what the server refused."""
    centiles = statistics.quantiles(seconds, n=100)
    print(f"{len(seconds)} answers meanwhile: p50 {centiles[49]:.2f} s, p99 {centiles[98]:.2f} s")
    print(f"429: {refused}; requests before the end of a retry_after: {early}")


def _answers(question: Message, reply: Message) -> bool:
    return reply.reply_to is question


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--subscribers", type=int)
    parser.add_argument("--simulated", action="store_true")
    given = parser.parse_args()
    if given.simulated:
        report(*simulate(given.subscribers or 10_000))
    else:
        asyncio.run(measure(given.subscribers or 2000))
