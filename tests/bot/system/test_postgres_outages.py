"""PostgreSQL crashes, hangs or is away in the middle of questions: none is lost, all goes on by itself."""

import asyncio
import json
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.migrations import HEAD
from bot.playground.server.state import Message
from bot.web.webhook import secret_from
from index import open_database
from tests.bot.system.crowd import NO_LIMITS, Crowd, settings
from tests.bot_process import BotProcess
from tests.postgres import Server, free_port, server, wait_until
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]

KEEPS_WHAT_IT_ACKNOWLEDGED = ("fsync=off", "full_page_writes=off")
"""Settings of a server that loses nothing when its processes are killed."""


@pytest.fixture
def unsteady() -> Iterator[Server]:
    with server(KEEPS_WHAT_IT_ACKNOWLEDGED) as made:
        open_database(made.url, heads={"bot": HEAD}).close()  # so that a bot starts at once
        yield made


async def test_a_server_that_crashes_under_load_loses_no_question(tmp_path: Path, unsteady: Server) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 20)
        async with telegram.bot_process(env=settings(tmp_path, DATABASE_URL=unsteady.url, **NO_LIMITS)):
            for round_ in range(2):
                enough = crowd.answers().total() + 1
                crowd.ask_all()
                await crowd.answered(enough)
                await asyncio.to_thread(unsteady.stop, "immediate")
                crowd.ask_all()
                await asyncio.sleep(1 + round_)
                await asyncio.to_thread(unsteady.start)
                await crowd.all_answered()
        assert crowd.in_order()


async def test_a_server_that_hangs_holds_up_and_loses_nothing(tmp_path: Path, unsteady: Server) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 20)
        async with telegram.bot_process(env=settings(tmp_path, DATABASE_URL=unsteady.url, **NO_LIMITS)):
            crowd.ask_all()
            await crowd.answered(1)
            unsteady.signal(signal.SIGSTOP)
            crowd.ask_all()
            await asyncio.sleep(5)
            unsteady.signal(signal.SIGCONT)
            await crowd.all_answered()
        assert crowd.in_order()


async def test_what_is_posted_meanwhile_is_refused_and_answered_when_it_is_posted_again(
    tmp_path: Path, unsteady: Server
) -> None:
    port = free_port()
    hook = {"WEBHOOK_URL": "https://bot.example/hook", "HTTP_PORT": str(port), **NO_LIMITS}
    async with Telegram() as telegram:
        room = telegram.private(telegram.user("Ann"))

        async def post(question: Message) -> int:
            ann = {"id": room.id, "is_bot": False, "first_name": "Ann"}
            said = {"message_id": question.id, "date": int(time.time()), "from": ann, "text": question.text}
            update = {
                "update_id": question.id,
                "message": said | {"chat": {"id": room.id, "type": "private"}},
            }
            address = f"http://127.0.0.1:{port}/hook"
            return await asyncio.to_thread(_post, address, secret_from(telegram.token), update)

        environment = {**telegram.environment, **settings(tmp_path, DATABASE_URL=unsteady.url, **hook)}
        process = BotProcess(environment)
        await process.start()
        try:
            await asyncio.to_thread(wait_until, lambda: _is_there(port))
            assert await post(room.say("how high is the lighthouse?")) == 200
            await asyncio.to_thread(unsteady.stop, "fast")
            question = room.say("when was the lighthouse built?")
            assert await post(question) == 500
            await asyncio.to_thread(unsteady.start)
            assert await post(question) == 200
            await telegram.until(lambda: len(room.from_bot()) == 2, seconds=60, what="both answers")
        finally:
            await process.close()


def _post(address: str, secret: str, update: object) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret, "Content-Type": "application/json"}
    request = urllib.request.Request(address, json.dumps(update).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answered:
            return int(answered.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def _is_there(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/live", timeout=5) as answered:
            return bool(answered.status == 200)
    except OSError:
        return False
