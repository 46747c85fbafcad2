"""While Telegram is away nothing is lost and hardly anything sent; when it is back, answers come first."""

import asyncio
from collections.abc import Callable
from itertools import pairwise

import pytest

from bot.sending.breaker import BACKOFF_SECONDS, CHATS, FAILURES, HEAD_START_SECONDS, PROBE_SECONDS, Breaker
from tests.bot.virtual_time import run_in_virtual_time

LASTS = 30.0


def test_it_opens_after_failures_in_several_chats_and_closes_with_one_success() -> None:
    async def scenario() -> None:
        breaker = Breaker()
        for chat_id in range(FAILURES):
            assert breaker.wait(99, lasts=LASTS) == 0
            breaker.failed(chat_id % CHATS)
        assert breaker.wait(99, lasts=LASTS) > 0
        await asyncio.sleep(PROBE_SECONDS[0])
        assert breaker.wait(99, lasts=LASTS) == 0
        breaker.succeeded(99)
        assert breaker.wait(1, lasts=LASTS) == 0

    run_in_virtual_time(scenario)


@pytest.mark.parametrize("between", [lambda breaker: breaker.succeeded(7), lambda _: None])
def test_one_chat_alone_stops_nobody(between: Callable[[Breaker], None]) -> None:
    async def scenario() -> None:
        breaker = Breaker()
        for _ in range(3 * FAILURES):
            breaker.failed(1)
            between(breaker)
        assert not breaker.is_open()

    run_in_virtual_time(scenario)


def open_(breaker: Breaker) -> None:
    for chat_id in range(FAILURES):
        breaker.failed(chat_id)
    assert breaker.is_open()


def test_one_message_at_a_time_tries_whether_telegram_is_back() -> None:
    async def scenario() -> list[float]:
        breaker, clock, tries = Breaker(), asyncio.get_running_loop().time, []
        probers: set[int] = set()
        open_(breaker)
        while clock() < 60:
            allowed = [chat_id for chat_id in range(20) if breaker.wait(chat_id, lasts=LASTS) == 0]
            assert len(allowed) <= 1
            for chat_id in allowed:
                tries.append(clock())
                breaker.failed(chat_id)
                probers.add(chat_id)
            await asyncio.sleep(0.5)
        assert len(probers) == 1
        return tries

    tries = run_in_virtual_time(scenario)
    distances = [b - a for a, b in pairwise(tries)]
    assert distances[-5:] == [PROBE_SECONDS[-1]] * 5
    assert 60 / PROBE_SECONDS[-1] <= len(tries) <= 60 / PROBE_SECONDS[-1] + 4


def test_whoever_is_to_try_and_does_not_holds_up_nobody_for_long() -> None:
    async def scenario() -> None:
        breaker = Breaker()
        open_(breaker)
        await asyncio.sleep(PROBE_SECONDS[0])
        assert breaker.wait(1, lasts=10) == 0
        assert breaker.wait(1, lasts=10) == 0
        assert breaker.wait(2, lasts=10) > 0
        await asyncio.sleep(10)
        assert breaker.wait(2, lasts=10) == 0

    run_in_virtual_time(scenario)


def test_a_failure_says_something_of_a_message_only_when_others_got_through() -> None:
    async def scenario() -> list[bool]:
        breaker, counted = Breaker(), []
        for others in (0, 1, 0, 3):
            await asyncio.sleep(1)
            for chat_id in range(others):
                breaker.succeeded(chat_id + 100)
            await asyncio.sleep(1)
            counted.append(breaker.failed(1))
        return counted

    assert run_in_virtual_time(scenario) == [False, True, False, True]


def test_what_fails_alone_is_tried_ever_more_rarely() -> None:
    async def scenario() -> list[float]:
        breaker, waits = Breaker(), []
        for _ in range(len(BACKOFF_SECONDS) + 2):
            breaker.failed(1)
            waits.append(breaker.backoff(1))
        return waits

    waits = run_in_virtual_time(scenario)
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (BACKOFF_SECONDS[0], BACKOFF_SECONDS[-1])


def test_announcements_leave_answers_a_head_start() -> None:
    async def scenario() -> None:
        breaker = Breaker()
        assert breaker.away_for() == 0
        open_(breaker)
        await asyncio.sleep(PROBE_SECONDS[0])
        assert 0 < breaker.away_for() <= HEAD_START_SECONDS
        assert breaker.wait(1, lasts=LASTS) == 0
        breaker.succeeded(1)
        assert breaker.away_for() == HEAD_START_SECONDS
        await asyncio.sleep(HEAD_START_SECONDS)
        assert breaker.away_for() == 0

    run_in_virtual_time(scenario)
