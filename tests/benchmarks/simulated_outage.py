"""An hour without Telegram on a clock that jumps: how long what has waited takes once it is back.

    python -m tests.benchmarks.simulated_outage [SUBSCRIBERS QUESTIONS SECONDS]

Real are worker, courier, messenger and database; Telegram answers 502 until it is back.
"""

import asyncio
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from telegram.ext import ExtBot
from telegram.request import RequestData

from bot import inbox
from bot.announcements import Editor
from bot.delivery.courier import BULK_SHARE, Courier
from bot.inbox import Received, Record
from bot.receiving.worker import Worker
from bot.rendering.message import Message
from bot.rendering.texts import Texts
from bot.sending.limits import Limiter
from bot.sending.messenger import Messenger
from tests.benchmarks.simulated_fan_out import InlineDatabase, LimitedTelegram, run_inline
from tests.bot.announcing import World, open_world
from tests.bot.virtual_time import run_in_virtual_time

PER_SECOND = 30
_FIRST_ASKER = 10**9
_NOT_FOUND = b'{"ok": false, "error_code": 400, "description": "Bad Request: message to edit not found"}'


class AwayTelegram(LimitedTelegram):
    """Is away until `back_at`, by the clock of the event loop; counts what it is asked until then."""

    def __init__(self, back_at: float) -> None:
        super().__init__()
        self.back_at = back_at
        self.asked_in_vain = 0
        self.sent_at: dict[int, float] = {}
        self.expected = 0
        self.all_sent = asyncio.Event()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *more: Any, **named: Any
    ) -> tuple[int, bytes]:
        clock = asyncio.get_running_loop().time
        if clock() < self.back_at:
            self.asked_in_vain += 1
            return 502, b'{"ok": false, "error_code": 502, "description": "Bad Gateway"}'
        assert request_data is not None
        if url.endswith("editMessageText"):
            return (
                400,
                b'{"ok": false, "error_code": 400, "description": "Bad Request: message to edit not found"}',
            )
        before = self.sent.total()
        reply = await super().do_request(url, method, request_data, *more, **named)
        if self.sent.total() > before:
            self.sent_at.setdefault(int(str(request_data.parameters["chat_id"])), clock())
        if len(self.sent_at) == self.expected:
            self.all_sent.set()
        return reply


def simulate(subscribers: int, questions: int, seconds: float) -> None:
    """Print how long it takes after the end of the outage, and what theory allows."""
    with ExitStack() as stack:
        world = stack.enter_context(open_world(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        world.announce()
        for chat_id in range(1, subscribers + 1):
            world.follow(chat_id)
        world.drop("news.md", "The night ferry to Halsk stops running in December.")
        world.announce()
        run_in_virtual_time(lambda: _come_back(world, subscribers, questions, seconds))


async def _come_back(world: World, subscribers: int, questions: int, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    run_inline(loop)
    telegram, began = AwayTelegram(seconds), datetime.now(UTC)
    messenger = Messenger(
        ExtBot("1:simulated", request=telegram, get_updates_request=telegram), Limiter(PER_SECOND)
    )
    database = InlineDatabase(world.database)
    editor = Editor(world.library, database, language="en", time_zone="UTC")
    courier = Courier(
        database,
        editor.digest,
        messenger,
        Texts.load(),
        username="FootnoteBot",
        per_second=PER_SECOND,
        clock=lambda: began + timedelta(seconds=loop.time()),
    )

    async def answer(received: Received) -> Record:
        await messenger.reply(received.queue, Message("an answer"), reply_to=5, after=5)
        return Record()

    async def never(received: Received) -> None:
        raise AssertionError(f"update {received.update_id} was given up")

    worker = Worker(database, answer, never, wait=lambda received: messenger.wait_for(received.queue))
    asked = [Received(id_, _FIRST_ASKER + id_, "message", "{}", began) for id_ in range(1, questions + 1)]
    world.database.write(lambda connection: inbox.add(connection, asked))
    worker.add(asked)
    telegram.expected = subscribers + questions
    running = asyncio.create_task(courier.run())
    await telegram.all_sent.wait()
    running.cancel()
    _report(telegram, subscribers, questions)


def _report(telegram: AwayTelegram, subscribers: int, questions: int) -> None:
    after = {chat_id: at - telegram.back_at for chat_id, at in telegram.sent_at.items()}
    answers = [at for chat_id, at in after.items() if chat_id >= _FIRST_ASKER]
    news = [at for chat_id, at in after.items() if chat_id < _FIRST_ASKER]
    theory = max(subscribers / (PER_SECOND * BULK_SHARE), (subscribers + questions) / PER_SECOND)
    twice = telegram.sent.total() - len(telegram.sent_at)
    print(f"{questions} answers in {max(answers):.1f} s, {subscribers} announcements in {max(news):.1f} s")
    print(f"theory: {theory:.1f} s; {max(after.values()) / theory - 1:+.1%}")
    first_news = sum(at < max(answers) for at in news)
    print(f"{first_news} announcements before the last answer, {twice} messages twice")
    print(f"429s provoked: {telegram.limits.refused}; asked in vain while away: {telegram.asked_in_vain}")


if __name__ == "__main__":
    size, asked, away = [float(each) for each in sys.argv[1:]] or (2000, 200, 3600)
    simulate(int(size), int(asked), away)
