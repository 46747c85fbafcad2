"""Two real bots on one PostgreSQL: they share the work, and each goes on where the other dies."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.web.webhook import secret_from
from tests.bot.system.crowd import NO_LIMITS, Crowd
from tests.bot.system.replicas import Replicas, replicas
from tests.bot.system.subscribers import Subscribers
from tests.postgres import server
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]

PEOPLE = 24
LASTING = ("fsync=off", "full_page_writes=off")
"""Of a server that is stopped at once: what it has committed is there after that."""

NEWS = "# The ferry of Halsk\n\nThe night ferry between Orrenmouth and Halsk stops running in December.\n"


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram() as telegram:
        yield telegram


async def all_handled(running: Replicas, crowd: Crowd) -> list[int]:
    """Wait until every question asked is handled; how many each replica has handled."""
    async with asyncio.timeout(60):
        while sum(handled := await running.handled()) < len(crowd.asked):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return handled


async def all_at_work(running: Replicas, crowd: Crowd) -> list[int]:
    """Ask until each replica has had something to do; how much each has done by then."""
    for _ in range(20):
        crowd.ask_all()
        await crowd.all_answered()
        if all(handled := await all_handled(running, crowd)):
            return handled
    raise AssertionError("one of the replicas has nothing to do")


async def test_both_answer_their_share_each_question_once_and_in_order(
    telegram: Telegram, postgres_url: str, tmp_path: Path
) -> None:
    async with replicas(telegram, postgres_url, tmp_path, NO_LIMITS) as running:
        crowd = Crowd(telegram, PEOPLE)
        before = await all_at_work(running, crowd)
        for _ in range(3):
            crowd.ask_all()
            crowd.ask_all()
            await crowd.all_answered()
        handled = [now - then for now, then in zip(await all_handled(running, crowd), before, strict=True)]
        assert sum(handled) == 6 * PEOPLE
        assert all(0.4 <= count / sum(handled) <= 0.6 for count in handled), handled
        assert await running.leader().terminate() == 0
        crowd.ask_all()
        await crowd.all_answered()
        assert crowd.answers().total() == len(crowd.asked)
        assert crowd.in_order()


async def test_five_kills_lose_no_question_and_repeat_at_most_what_was_in_hand(
    telegram: Telegram, postgres_url: str, tmp_path: Path
) -> None:
    chance = random.Random(5)
    async with replicas(telegram, postgres_url, tmp_path, NO_LIMITS) as running:
        crowd = Crowd(telegram, PEOPLE)
        for number in range(5):
            leader = await running.led()
            victim = next(each for each in running.processes if (each is leader) == (number % 2 == 0))
            enough = crowd.answers().total() + 1
            crowd.ask_all()
            await crowd.answered(enough)
            await asyncio.sleep(chance.uniform(0, 0.2))
            await victim.kill()
            await crowd.all_answered()
            await running.start(victim)
        crowd.ask_all()
        await crowd.all_answered()
        # Each chat has one update in hand at most, which a kill repeats.
        extra = crowd.answers() - Counter(dict.fromkeys(crowd.asked, 1))
        by_chat = Counter(chat for chat, _ in extra.elements())
        assert all(count <= 5 for count in by_chat.values()), by_chat
        assert crowd.in_order()


async def test_announcements_go_out_once_and_go_on_when_the_leader_dies(
    telegram: Telegram, postgres_url: str, tmp_path: Path
) -> None:
    async with replicas(telegram, postgres_url, tmp_path, NO_LIMITS) as running:
        readers = Subscribers(telegram, running.environment, 100)
        readers.subscribe()
        await readers.announcer_started()
        readers.publish("ferry.md", NEWS)
        await readers.all_told()
        assert readers.told.total() == 100
        assert readers.states() == {"sent": 100}

        await (await running.led()).kill()
        await running.led()
        readers.told.clear()
        readers.publish("second.md", NEWS.replace("Halsk", "Norrhaven"))
        await readers.all_told()
        assert readers.told.total() == 100
        ann = telegram.private(telegram.user("Ann"))
        ann.say("Which ferry to Norrhaven stops running?")
        assert "Norrhaven" in (await ann.expect("ferry", seconds=60)).text


async def test_updates_posted_to_either_are_answered_in_order(
    telegram: Telegram, postgres_url: str, tmp_path: Path
) -> None:
    webhook = {"WEBHOOK_URL": "https://bot.example/hook", **NO_LIMITS}
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret_from(telegram.token)}
    async with replicas(telegram, postgres_url, tmp_path, webhook) as running:
        crowd = Crowd(telegram, PEOPLE)
        for _ in range(4):
            crowd.ask_all()
        async with httpx.AsyncClient(timeout=60, headers=headers) as client:
            updates = await telegram.state.updates.take(0, 100, 0)
            for number, update in enumerate(updates):
                for again in range(2):  # Telegram posts what it thinks has not arrived once more, elsewhere
                    port = running.ports[(number + again) % 2]
                    posted = await client.post(f"http://127.0.0.1:{port}/hook", json=update)
                    assert posted.status_code == 200
        await crowd.all_answered()
        assert crowd.answers().total() == len(crowd.asked) == len(updates)
        assert crowd.in_order()
        assert all(await all_handled(running, crowd))


async def test_a_restart_of_the_server_loses_nothing_and_repeats_nothing_that_was_not_in_hand(
    telegram: Telegram, tmp_path: Path
) -> None:
    with server(LASTING) as postgres, postgres.new_database() as url:
        async with replicas(telegram, url, tmp_path, NO_LIMITS) as running:
            crowd = Crowd(telegram, PEOPLE)
            for mode in ("fast", "immediate"):
                enough = crowd.answers().total() + 1
                crowd.ask_all()
                await crowd.answered(enough)
                await asyncio.to_thread(postgres.stop, mode)
                crowd.ask_all()
                await asyncio.to_thread(postgres.start)
                await crowd.all_answered()
            await running.led()
            assert not [each for each in running.processes if each.ended()]
            assert crowd.in_order()
            assert crowd.answers().total() - len(crowd.asked) <= 2 * PEOPLE
