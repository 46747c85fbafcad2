"""Announcements by the real bot: soon, to everybody, and whatever happens in between."""

import asyncio
import os
import random
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.delivery.courier import SENDS_IN_FLIGHT
from bot.playground.server.state import Event
from index import Settings, open_library
from tests.bot.system.crowd import NO_LIMITS, settings
from tests.bot.system.subscribers import Subscribers
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

NEWS = "# The ferry of Halsk\n\nThe night ferry between Orrenmouth and Halsk stops running in December.\n"
QUESTION = "When does the night ferry to Halsk stop running?"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram() as telegram:
        yield telegram


async def test_a_file_reaches_its_subscribers_while_the_bot_runs(telegram: Telegram, tmp_path: Path) -> None:
    environment = settings(tmp_path)
    readers = Subscribers(telegram, environment, 3)
    readers.subscribe()
    async with telegram.bot_process(env=environment):
        await readers.announcer_started()
        for number in range(3):
            readers.told.clear()
            readers.publish(f"ferry{number}.md", NEWS.replace("Halsk", f"Halsk-{number}"))
            await readers.all_told()
        assert not telegram.refused()
    assert "The night ferry" in readers.texts[0]


async def test_subscribing_hearing_following_blocking_and_returning(
    telegram: Telegram, tmp_path: Path
) -> None:
    environment = settings(tmp_path)
    ann = telegram.private(telegram.user("Ann", language="ru"))
    readers = Subscribers(telegram, environment, 0)
    async with telegram.bot_process(env=environment):
        await readers.announcer_started()
        ann.say(QUESTION)
        refusal = await ann.expect("В источниках нет ответа")
        await ann.press(refusal, "🔔 Сообщить, когда появится")
        ann.say("/subscribe паром ferry")
        await ann.expect("Готово")
        ann.say("/subscribe tulips")
        await ann.expect("Готово")
        readers.publish("ferry.md", NEWS)
        told = await ann.expect("Вы спрашивали")
        assert "stops running in December" in told.text
        assert told.reply_to is not None
        assert told.reply_to.text == QUESTION
        ann.place_bot("kicked")
        readers.publish("tulips.md", "Tulips want a cold winter and a dry summer.")
        await asyncio.sleep(6)
        ann.place_bot("member")
        readers.publish("more.md", "The tulips of the bay are planted in October.")
        assert "planted in October" in (await ann.expect("tulips")).text


async def test_twenty_kills_in_a_fan_out_lose_nobody(telegram: Telegram, tmp_path: Path) -> None:
    chance = random.Random(20)
    environment = settings(tmp_path, **NO_LIMITS)
    readers = Subscribers(telegram, environment, 2000)
    readers.subscribe()
    kills = 0
    async with telegram.bot_process(env=environment) as process:
        await readers.announcer_started()
        readers.publish("ferry.md", NEWS)
        for _ in range(20):
            await readers.some_told(readers.told.total() + 40)
            await asyncio.sleep(chance.uniform(0, 0.1))
            await process.kill()
            kills += 1
            readers.expire_leases()
            await process.start()
        await readers.all_told(seconds=120)
        await asyncio.sleep(1)
    assert len(readers.told) == 2000
    assert readers.told.total() - 2000 <= kills * SENDS_IN_FLIGHT
    assert readers.states() == {"sent": 2000}


async def test_a_kill_after_the_document_and_before_its_announcement(
    telegram: Telegram, tmp_path: Path
) -> None:
    environment = settings(tmp_path)
    readers = Subscribers(telegram, environment, 5)
    readers.subscribe()
    async with telegram.bot_process(env=environment) as process:
        await readers.announcer_started()
        await process.kill()
        readers.publish("ferry.md", NEWS)
        outside = Settings(data_dir=Path(environment["DATA_DIR"]), seeds_dir=Path(environment["SEEDS_DIR"]))
        database = readers.open_database()
        open_library(outside, database).sync()
        database.close()
        await process.start()
        await readers.all_told()
        await asyncio.sleep(3)
    assert set(readers.told.values()) == {1}


async def test_a_kill_between_the_claims_and_the_sends_repeats_nothing(
    telegram: Telegram, tmp_path: Path
) -> None:
    environment = settings(tmp_path, **NO_LIMITS)
    readers = Subscribers(telegram, environment, 5)
    readers.subscribe()
    async with telegram.bot_process(env=environment) as process:
        await readers.announcer_started()
        held = telegram.fault("hang", "sendMessage", times=5)
        readers.publish("ferry.md", NEWS)
        await held.hit.wait()
        await asyncio.sleep(0.3)
        await process.kill()
        held.times = 0
        assert readers.expire_leases() == 5
        await process.start()
        await readers.all_told()
        await asyncio.sleep(1)
    assert set(readers.told.values()) == {1}


async def test_a_kill_between_a_send_and_its_settling_repeats_that_one(
    telegram: Telegram, tmp_path: Path
) -> None:
    environment = settings(tmp_path, **NO_LIMITS)
    readers = Subscribers(telegram, environment, 30)
    readers.subscribe()
    async with telegram.bot_process(env=environment) as process:
        await readers.announcer_started()
        victim = readers.chat_ids[20]

        def kill_at_once(event: Event) -> None:
            if event.chat is not None and event.chat.id == victim and readers.told[victim] == 1:
                os.kill(process.pid, signal.SIGKILL)

        stop = telegram.state.watch(kill_at_once)
        readers.publish("ferry.md", NEWS)
        await telegram.until(lambda: readers.told[victim], what="the victim's message")
        stop()
        await process.kill()
        assert 1 <= readers.expire_leases() <= SENDS_IN_FLIGHT
        await process.start()
        await readers.all_told()
        await asyncio.sleep(1)
    assert readers.told[victim] == 2
    assert readers.told.total() - 30 <= SENDS_IN_FLIGHT


async def test_two_bots_on_one_database_tell_everybody_once(telegram: Telegram, tmp_path: Path) -> None:
    environment = settings(tmp_path, **NO_LIMITS)
    readers = Subscribers(telegram, environment, 200)
    readers.subscribe()
    async with telegram.bot_process(env=environment), telegram.bot_process(env=environment):
        await readers.announcer_started()
        readers.publish("ferry.md", NEWS)
        await readers.all_told()
        await asyncio.sleep(3)
    assert set(readers.told.values()) == {1}
