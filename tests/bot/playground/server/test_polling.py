import asyncio

import pytest

from bot.playground.server.polling import UpdateQueue
from bot.playground.server.refusals import RefusedError


async def test_updates_stay_until_confirmed() -> None:
    queue = UpdateQueue()
    first = queue.put("message", {"n": 1})
    queue.put("message", {"n": 2})
    assert first is not None
    assert [u["message"]["n"] for u in await queue.take(0, 100, 0)] == [1, 2]
    assert [u["message"]["n"] for u in await queue.take(0, 1, 0)] == [1]
    assert [u["message"]["n"] for u in await queue.take(first + 1, 100, 0)] == [2]
    assert await queue.take(first + 2, 100, 0) == []


async def test_a_poll_waits_for_the_first_update() -> None:
    queue = UpdateQueue()
    poll = asyncio.create_task(queue.take(0, 100, 10))
    await asyncio.sleep(0)
    queue.put("message", {"n": 1})
    assert [u["message"]["n"] for u in await poll] == [1]


async def test_a_second_poller_ends_the_first() -> None:
    queue = UpdateQueue()
    first = asyncio.create_task(queue.take(0, 100, 10))
    await asyncio.sleep(0)
    await queue.take(0, 100, 0)
    with pytest.raises(RefusedError, match="409 Conflict: terminated by other getUpdates"):
        await first


async def test_only_kinds_that_were_asked_for() -> None:
    queue = UpdateQueue()
    assert queue.put("message_reaction", {}) is None
    queue.allowed = ("message",)
    assert queue.put("callback_query", {}) is None
    assert queue.put("message", {}) is not None


async def test_a_negative_offset_keeps_the_newest() -> None:
    queue = UpdateQueue()
    for n in range(3):
        queue.put("message", {"n": n})
    assert [u["message"]["n"] for u in await queue.take(-1, 100, 0)] == [2]
