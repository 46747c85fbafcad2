"""Fifty people with twenty questions each, all at once."""

import asyncio
from pathlib import Path

import pytest

from tests.bot.system.crowd import NO_LIMITS, Crowd, settings
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]


async def test_a_thousand_questions_at_once_are_answered_once_each_and_in_order(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 50)
        async with telegram.bot_process(env=settings(tmp_path, **NO_LIMITS)):
            for _ in range(20):
                crowd.ask_all()
            await crowd.all_answered(seconds=120)
            await asyncio.sleep(1)
        assert crowd.answers().total() == 1000
        assert crowd.in_order()
        assert telegram.refused() == []


async def test_at_the_default_limits_nothing_is_lost_and_telegrams_waits_are_kept(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 50)
        telegram.state.limits.enabled = True
        async with telegram.bot_process(env=settings(tmp_path)):
            for _ in range(6):
                crowd.ask_all()
            await crowd.all_answered(seconds=120)
        assert crowd.answers().total() == 300
        assert crowd.in_order()
        assert telegram.state.limits.early == 0


async def test_a_telegram_stricter_than_expected_is_obeyed(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 5)
        telegram.state.limits.enabled = True
        telegram.state.limits.chat_burst = 1
        async with telegram.bot_process(env=settings(tmp_path)):
            for _ in range(5):
                crowd.ask_all()
            await crowd.all_answered(seconds=60)
        assert telegram.state.limits.refused > 0
        assert telegram.state.limits.early == 0
        assert crowd.answers().total() == 25
        assert crowd.in_order()
