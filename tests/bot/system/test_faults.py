"""What goes wrong on the way to Telegram and back costs nobody an answer."""

import asyncio
from pathlib import Path

import pytest

from tests.bot.system.crowd import NO_LIMITS, Crowd, settings
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]


async def test_every_fault_of_the_network_is_outlived(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 5)
        async with telegram.bot_process(env=settings(tmp_path, **NO_LIMITS)) as process:
            for status in (500, 502, 404, 401, 409):
                telegram.fault("status", "getUpdates", status=status)
            telegram.fault("status", "getUpdates", status=200, body="<html>")
            telegram.fault("lose_answer", "getUpdates")
            telegram.fault("status", "sendMessage", status=502)
            telegram.fault("lose_request", "sendMessage")
            crowd.ask_all()
            await crowd.all_answered()
            assert crowd.answers().total() == 5
            assert telegram.token not in process.log()


async def test_a_lost_confirmation_costs_one_repeat_at_most(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 1)
        async with telegram.bot_process(env=settings(tmp_path, **NO_LIMITS)):
            telegram.fault("lose_answer", "sendMessage")
            crowd.ask_all()
            await telegram.until(lambda: crowd.answers().total() >= 1, what="the answer")
            await asyncio.sleep(5)  # a repeat would come after the first pause of a send in doubt
        assert crowd.answers().total() in {1, 2}


async def test_a_poisoned_update_is_set_aside_and_those_behind_it_are_answered(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 3)
        async with telegram.bot_process(env=settings(tmp_path, **NO_LIMITS)) as process:
            person = crowd.rooms[0].user
            telegram.state.updates.put("message", {"message_id": "x", "chat": {"id": person.id}, "text": []})
            telegram.state.updates.put("callback_query", {"id": 5})
            crowd.ask_all()
            await crowd.all_answered()
            assert crowd.answers().total() == 3
            assert "UnreadableError" in process.log()


async def test_one_person_who_floods_delays_nobody(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 6)
        telegram.state.limits.enabled = True
        async with telegram.bot_process(env=settings(tmp_path)):
            flooding, *others = crowd.rooms
            for _ in range(200):
                flooding.say("how high is the lighthouse?")
            for room in others:
                crowd.ask(room)
            await crowd.all_answered(seconds=5)
            limited = [m for m in flooding.from_bot() if m.reply_to is not None]
            assert len(limited) <= 21
        assert telegram.state.limits.early == 0
