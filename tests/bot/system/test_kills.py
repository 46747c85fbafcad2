"""The bot is killed in the middle of a crowd's questions: every one of them is answered all the same."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from bot import inbox
from bot.migrations import HEAD
from index import open_database
from tests.bot.system.crowd import NO_LIMITS, Crowd, settings
from tests.bot_process import BotProcess
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


def half_done(environment: dict[str, str], crowd: Crowd) -> Counter[int]:
    """By chat, the answers that were sent while the inbox still waits for them: they will be repeated."""
    database = open_database(f"sqlite:///{environment['DATA_DIR']}/footnote.db", heads={"bot": HEAD})
    answered = crowd.answers()
    try:
        waiting = [(each.queue, message_id(each.payload)) for each in database.read(inbox.waiting)]
    finally:
        database.close()
    return Counter(chat for chat, message in waiting if answered[chat, message])


def message_id(payload: str) -> int:
    import json

    return int(json.loads(payload)["message"]["message_id"])


async def kill_and_start(process: BotProcess, environment: dict[str, str], crowd: Crowd) -> int:
    """Kill the bot and start it again; return how many answers are due to be repeated."""
    await process.kill()
    repeats = half_done(environment, crowd)
    assert all(count == 1 for count in repeats.values()), "a chat had two updates in hand"
    await process.start()
    return repeats.total()


@pytest.mark.parametrize("limits", [NO_LIMITS, {}], ids=["without limits", "with the default limits"])
async def test_six_kills_in_the_middle_of_bursts_lose_no_question(
    tmp_path: Path, limits: dict[str, str]
) -> None:
    chance = random.Random(6)
    environment = settings(tmp_path, **limits)
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 40)
        async with telegram.bot_process(env=environment) as process:
            repeats = 0
            for _ in range(6):
                enough = crowd.answers().total() + 1
                crowd.ask_all()
                await crowd.answered(enough)
                await asyncio.sleep(chance.uniform(0, 0.3))
                repeats += await kill_and_start(process, environment, crowd)
            await crowd.all_answered(seconds=120)
            await asyncio.sleep(1)
        # Who was killed twice before the repeat is counted twice.
        assert crowd.answers().total() <= len(crowd.asked) + repeats
        assert crowd.in_order()


async def test_a_kill_between_the_inbox_and_the_confirmation_repeats_nothing(tmp_path: Path) -> None:
    environment = settings(tmp_path, **NO_LIMITS)
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 5)
        async with telegram.bot_process(env=environment) as process:
            # Telegram never hears that the batch has arrived, and delivers it again.
            lost = telegram.fault("lose_request", "getUpdates", when=lambda given: given.has("offset"))
            crowd.ask_all()
            await lost.hit.wait()
            await crowd.all_answered()
            await asyncio.sleep(1)
            assert await kill_and_start(process, environment, crowd) == 0
            await telegram.polled()
            await asyncio.sleep(1)
        assert crowd.answers().total() == 5


async def test_a_kill_before_the_sends_loses_and_repeats_nothing(tmp_path: Path) -> None:
    environment = settings(tmp_path, **NO_LIMITS)
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 10)
        async with telegram.bot_process(env=environment) as process:
            held = telegram.fault("hang", "sendMessage", times=10)
            crowd.ask_all()
            await held.hit.wait()
            await asyncio.sleep(1)
            held.times = 0
            assert await kill_and_start(process, environment, crowd) == 0
            await crowd.all_answered()
            await asyncio.sleep(0.5)
        assert crowd.answers().total() == 10


async def test_a_kill_right_after_the_sends_repeats_those_and_no_others(tmp_path: Path) -> None:
    environment = settings(tmp_path, **NO_LIMITS)
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 10)
        async with telegram.bot_process(env=environment) as process:
            crowd.ask_all()
            await crowd.all_answered()
            await asyncio.sleep(0.3)
            crowd.ask_all()
            await crowd.answered(13)
            repeats = await kill_and_start(process, environment, crowd)
            await crowd.all_answered()
            await asyncio.sleep(0.5)
        # One whose answer was already remembered is not asked again, although it was not marked done.
        assert 20 <= crowd.answers().total() <= 20 + repeats
        assert crowd.in_order()
