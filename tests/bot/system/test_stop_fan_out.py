"""SIGTERM in the middle of a fan-out: what has left is settled, the rest waits for the next start."""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.bot.system.crowd import NO_LIMITS, settings
from tests.bot.system.subscribers import Subscribers
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]


async def test_a_deploy_in_a_fan_out_repeats_nothing(tmp_path: Path) -> None:
    environment = settings(tmp_path, **NO_LIMITS, WATCH_SECONDS="0.5")
    async with Telegram() as telegram:
        readers = Subscribers(telegram, environment, 60)
        async with telegram.bot_process(env=environment) as process:
            await readers.announcer_started()
            readers.subscribe()
            telegram.fault("delay", "sendMessage", times=1000, seconds=0.3)
            readers.publish("news.md", "The night ferry to Halsk stops running in December.")
            await readers.some_told(12)
            os.kill(process.pid, signal.SIGTERM)
            await asyncio.sleep(0.1)
            assert await process.terminate() == 0
            assert len(readers.told) < 60
            assert "claimed" not in readers.states()
            await process.start()
            await readers.all_told()
        assert readers.told == Counter(dict.fromkeys(readers.chat_ids, 1))
