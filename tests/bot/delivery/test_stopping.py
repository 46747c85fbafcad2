"""A fan-out in whose middle the bot is told to stop, or its database fails."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from bot.delivery import handover
from bot.delivery.courier import LEASE, SENDS_IN_FLIGHT
from index import Database, DatabaseError
from tests.bot.announcing import open_world
from tests.bot.delivering import Deliveries

T = TypeVar("T")


class FailingDatabase(Database):
    """A database that refuses so many writes after a message has been sent."""

    def __init__(self, database: Database, deliveries: Deliveries) -> None:
        self._database = database
        self._deliveries = deliveries
        self.failures = 3

    def read(self, work: Callable[[Connection], T]) -> T:
        return self._database.read(work)

    async def read_async(self, work: Callable[[Connection], T]) -> T:
        return await self._database.read_async(work)

    async def write_async(self, work: Callable[[Connection], T]) -> T:
        if self._deliveries.messenger.attempts and self.failures:
            self.failures -= 1
            raise DatabaseError("the disk is full")
        return await self._database.write_async(work)


@pytest.fixture
def deliveries(tmp_path: Path) -> Iterator[Deliveries]:
    with open_world(tmp_path) as world:
        world.announce()
        yield Deliveries(world)


def fan_out_to(deliveries: Deliveries, count: int) -> None:
    for chat_id in range(1, count + 1):
        deliveries.world.follow(chat_id)
    deliveries.announce()


async def stop_in_the_middle(
    deliveries: Deliveries, *, begun: int, send_seconds: float, grace_seconds: float
) -> None:
    """Stop the courier, as the bot does, once so many sends have begun, each of which takes a while."""
    courier, sending, enough = deliveries.courier(), 0, asyncio.Event()

    async def take_time(_chat_id: int) -> None:
        nonlocal sending
        sending += 1
        if sending == begun:
            enough.set()
        await asyncio.sleep(send_seconds)

    deliveries.messenger.before = take_time
    running = asyncio.create_task(courier.run())
    async with asyncio.timeout(10):
        await enough.wait()
    running.cancel()
    await courier.stop(grace_seconds)
    await asyncio.gather(running, return_exceptions=True)
    deliveries.messenger.before = None


def test_a_bot_that_stops_in_a_fan_out_tells_nobody_twice(deliveries: Deliveries) -> None:
    fan_out_to(deliveries, 40)
    begun = 2 * SENDS_IN_FLIGHT
    asyncio.run(stop_in_the_middle(deliveries, begun=begun, send_seconds=0.05, grace_seconds=10))
    told = deliveries.messenger.attempts
    before = len(told)
    assert begun <= before < 40
    assert deliveries.states() == {"sent": before, "planned": 40 - before}
    deliveries.deliver()
    assert Counter(each.chat_id for each in told) == Counter(range(1, 41))


def test_what_takes_longer_than_the_grace_is_cut_off_and_waits_for_its_lease(deliveries: Deliveries) -> None:
    fan_out_to(deliveries, 2)
    asyncio.run(stop_in_the_middle(deliveries, begun=2, send_seconds=60, grace_seconds=0.05))
    assert deliveries.states() == {"claimed": 2}
    assert len(deliveries.deliver(after_seconds=LEASE.total_seconds())) == 2


def test_what_was_sent_is_settled_when_the_database_works_again(
    deliveries: Deliveries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "_DATABASE_RETRY", handover._DATABASE_RETRY / 1000)
    fan_out_to(deliveries, 1)
    database = FailingDatabase(deliveries.world.database, deliveries)
    asyncio.run(deliveries.courier(database).deliver_due())
    assert database.failures == 0
    assert deliveries.states() == {"sent": 1}
    assert deliveries.deliver(after_seconds=100_000) == []
