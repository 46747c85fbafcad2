"""A fan-out on a clock that jumps: the real courier, messenger and database, and Telegram's limits."""

import asyncio
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.announcements import Editor
from bot.delivery.courier import Courier
from bot.playground.server.limits import Limits
from bot.playground.server.refusals import RefusedError
from bot.rendering.message import Message
from bot.rendering.texts import Texts
from bot.sending.limits import Limiter
from bot.sending.messenger import Messenger
from index import Database
from tests.bot.announcing import World, open_world
from tests.bot.virtual_time import run_in_virtual_time

T = TypeVar("T")

SEND_SECONDS = 0.1
ASKERS = 20
ASK_SECONDS = 10.0


class InlineDatabase(Database):
    """The database without threads: on a clock that jumps, nothing may happen beside the loop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, work: Callable[[Connection], T]) -> T:
        return self._database.read(work)

    async def read_async(self, work: Callable[[Connection], T]) -> T:
        return self._database.read(work)

    async def write_async(self, work: Callable[[Connection], T]) -> T:
        return self._database.write(work)


class LimitedTelegram(BaseRequest):
    """Takes messages as fast as Telegram's limits let it, each after a while on the way."""

    def __init__(self) -> None:
        self.limits = Limits(enabled=True)
        self.sent: Counter[int] = Counter()

    @property
    def read_timeout(self) -> float | None:
        return 20.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *more: Any, **named: Any
    ) -> tuple[int, bytes]:
        assert request_data is not None
        chat_id = int(str(request_data.parameters["chat_id"]))
        await asyncio.sleep(SEND_SECONDS / 2)
        try:
            self.limits.spend(chat_id, is_group=chat_id < 0, now=asyncio.get_running_loop().time())
        except RefusedError as refusal:
            body = {"ok": False, "error_code": refusal.status, "description": refusal.description}
            return refusal.status, json.dumps(body | {"parameters": refusal.parameters}).encode()
        await asyncio.sleep(SEND_SECONDS / 2)
        self.sent[chat_id] += 1
        message = {"message_id": 1, "date": 0, "chat": {"id": chat_id, "type": "private"}, "text": "…"}
        return 200, json.dumps({"ok": True, "result": message}).encode()


async def _ask(messenger: Messenger, chat_id: int, seconds: list[float]) -> None:
    """Get an answer every few seconds, for ever, and note how long each took."""
    clock = asyncio.get_running_loop().time
    await asyncio.sleep(chat_id % ASKERS / ASKERS * ASK_SECONDS)
    while True:
        started = clock()
        await messenger.reply(chat_id, Message("an answer"))
        seconds.append(clock() - started)
        await asyncio.sleep(ASK_SECONDS)


def simulate(size: int) -> tuple[list[float], int, int]:
    """Print how long it takes; return what answers took meanwhile, refusals, and requests made too early."""
    with ExitStack() as stack:
        world = stack.enter_context(open_world(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        world.announce()
        for chat_id in range(1, size + 1):
            world.follow(chat_id)
        world.drop("news.md", "The night ferry to Halsk stops running in December.")
        world.announce()
        return run_in_virtual_time(lambda: _deliver(world, size))


async def _deliver(world: World, size: int) -> tuple[list[float], int, int]:
    loop = asyncio.get_running_loop()
    run_inline(loop)
    telegram, began = LimitedTelegram(), datetime.now(UTC)
    bot = ExtBot("1:simulated", request=telegram, get_updates_request=telegram)
    messenger = Messenger(bot, Limiter(30))
    database = InlineDatabase(world.database)
    courier = Courier(
        database,
        Editor(world.library, database, language="en", time_zone="UTC").digest,
        messenger,
        Texts.load(),
        username="FootnoteBot",
        per_second=30,
        clock=lambda: began + timedelta(seconds=loop.time()),
    )
    seconds: list[float] = []
    askers = [asyncio.create_task(_ask(messenger, 10**9 + number, seconds)) for number in range(ASKERS)]
    started, cpu = loop.time(), time.process_time()
    while sum(chat_id <= size for chat_id in telegram.sent) < size:
        if not await courier.deliver_due():
            await asyncio.sleep(0.05)
    total = loop.time() - started
    for asker in askers:
        asker.cancel()
    twice = sum(telegram.sent[chat_id] for chat_id in range(1, size + 1)) - size
    print(f"{size} subscribers in {total:.1f} s: {size / total:.1f} a second; {twice} twice")
    print(f"CPU: {(time.process_time() - cpu) / size * 1000:.1f} ms a delivery")
    return seconds, telegram.limits.refused, telegram.limits.early


def run_inline(loop: asyncio.AbstractEventLoop) -> None:
    """Let `asyncio.to_thread` do its work at once."""

    def run(_executor: object, function: Callable[..., T], *arguments: object) -> "asyncio.Future[T]":
        done: asyncio.Future[T] = loop.create_future()
        done.set_result(function(*arguments))
        return done

    loop.run_in_executor = run  # type: ignore[assignment,method-assign]
