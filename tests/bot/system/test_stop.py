"""How the bot stops, and when it gives up: exit codes and the last lines."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from tests.bot.system.crowd import NO_LIMITS, Crowd, settings
from tests.bot_process import BotProcess
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]


@pytest.mark.parametrize("signals", [1, 3])
async def test_sigterm_lets_the_answer_under_way_go_out_once(tmp_path: Path, signals: int) -> None:
    environment = settings(tmp_path, **NO_LIMITS)
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 3)
        async with telegram.bot_process(env=environment) as process:
            slow = telegram.fault("delay", "sendMessage", times=3, seconds=1.0)
            crowd.ask_all()
            await slow.hit.wait()
            for _ in range(signals):
                os.kill(process.pid, signal.SIGTERM)
                await asyncio.sleep(0.1)
            assert await process.terminate() == 0
            assert not crowd.missing()
            await process.start()
            await telegram.polled()
            await asyncio.sleep(1)
        assert crowd.answers().total() == 3


async def test_sigterm_does_not_wait_until_a_group_may_get_more(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        group = telegram.group("Team", telegram.user("Ann"))
        async with telegram.bot_process(env=settings(tmp_path, QUESTIONS_PER_MINUTE="0")) as process:
            for number in range(25):
                group.say(f"/ask how high is the lighthouse {number}?")
            await telegram.until(lambda: len(group.from_bot()) == 20, seconds=60)
            await asyncio.sleep(0.5)  # the next one is begun, if it is
            started = time.monotonic()
            assert await process.terminate() == 0
            assert time.monotonic() - started < 10
            await process.start()
            await telegram.until(lambda: len(group.from_bot()) == 25, seconds=60)


async def test_an_idle_bot_stops_at_once(tmp_path: Path) -> None:
    async with Telegram() as telegram, telegram.bot_process(env=settings(tmp_path)) as process:
        started = time.monotonic()
        assert await process.terminate() == 0
        assert time.monotonic() - started < 10, "half of what a stop may take before it is cut short"


async def test_a_bot_that_cannot_reach_telegram_waits_for_it_and_can_be_stopped(tmp_path: Path) -> None:
    nowhere = {"TELEGRAM_TOKEN": "1:x", "TELEGRAM_API_BASE_URL": "http://127.0.0.1:9/bot"}
    process = BotProcess({**settings(tmp_path), **nowhere})
    await process.start()
    async with asyncio.timeout(60):
        while process.log().count("cannot be reached") < 2:
            assert not process.ended(), process.log()
            await asyncio.sleep(0.1)
    assert await process.terminate() == 0
    await process.close()


async def test_a_token_that_telegram_does_not_know_ends_with_one_line_that_names_it(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        wrong = {**telegram.environment, **settings(tmp_path), "TELEGRAM_TOKEN": "123456789:" + "x" * 35}
        process = BotProcess(wrong)
        await process.start()
        while not process.ended():  # noqa: ASYNC110 - it takes half a minute
            await asyncio.sleep(0.2)
        assert process.exit_code == 2
        assert process.log().splitlines()[-1].startswith("TELEGRAM_TOKEN: ")
        assert "Traceback" not in process.log()
        assert "x" * 35 not in process.log()
        await process.close()
