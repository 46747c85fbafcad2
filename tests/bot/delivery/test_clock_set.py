"""Somebody sets the clock: nothing waits an hour for that, is sent twice, or comes before its hour."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.chats import barriers
from bot.delivery import outbox, waits
from bot.delivery.courier import LEASE, Courier
from bot.sending.outcomes import Barred, RetryAfter
from bot.subscriptions import Rhythm, Schedule, destinations
from tests.bot.announcing import open_world
from tests.bot.delivering import Attempt, Deliveries
from tests.bot.virtual_time import run_in_virtual_time

HOUR = timedelta(hours=1)


@pytest.fixture
def deliveries(tmp_path: Path) -> Iterator[Deliveries]:
    with open_world(tmp_path) as world:
        world.announce()
        yield Deliveries(world)


def after_setting_back(deliveries: Deliveries, *, seconds: float = 0) -> list[Attempt]:
    """What is delivered by a bot that starts, or goes on, after the clock was set back by an hour."""
    return deliveries.deliver(after_seconds=seconds - 3600)


def test_what_is_due_at_once_does_not_wait_for_the_clock_to_catch_up(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    assert len(after_setting_back(deliveries)) == 1


@pytest.mark.parametrize("outcome", [RetryAfter(30), Barred("no rights")])
def test_what_has_to_wait_a_little_waits_no_hour(
    deliveries: Deliveries, outcome: RetryAfter | Barred
) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [outcome]
    deliveries.deliver()
    attempts = [*after_setting_back(deliveries, seconds=60), *deliveries.deliver(after_seconds=60)]
    assert len(attempts) == 1


def test_a_barrier_stands_since_no_moment_to_come(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    deliveries.messenger.outcomes[1] = [Barred("no rights")] * 2
    deliveries.deliver()
    after_setting_back(deliveries, seconds=60)
    [barrier] = deliveries.world.database.read(barriers.find_all)
    assert barrier.since <= deliveries.now + timedelta(minutes=1)


def test_a_digest_keeps_its_hour(deliveries: Deliveries) -> None:
    there = deliveries.world.follow(1).destination
    hour = (datetime.now(UTC) + 2 * HOUR).time().replace(microsecond=0)
    deliveries.world.write(lambda c: destinations.choose(c, there, Schedule(Rhythm.DAILY, hour)))
    deliveries.announce()
    assert after_setting_back(deliveries) == []
    assert deliveries.deliver(after_seconds=3500) == []
    assert deliveries.deliver(after_seconds=2 * 3600 - 3500 + 3600 + 5) != []


def test_what_is_being_sent_is_not_sent_twice_by_a_clock_set_forward(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)
    deliveries.announce()
    now = deliveries.now
    claimed = deliveries.world.write(lambda c: outbox.claim(c, now=now, lease=LEASE))
    assert claimed
    later = now + HOUR
    deliveries.world.write(lambda c: waits.set_forward(c, now=later, lease=LEASE))
    assert deliveries.world.write(lambda c: outbox.claim(c, now=later, lease=LEASE)) == ()
    deliveries.world.write(lambda c: outbox.settle_sent(c, claimed, 5, at=later))
    assert deliveries.states() == {"sent": 1}


def test_a_running_courier_notices(deliveries: Deliveries) -> None:
    deliveries.world.follow(1)

    async def scenario(courier: Courier) -> int:
        await courier.deliver_due()
        deliveries.now -= HOUR
        await courier.deliver_due()
        deliveries.now += timedelta(seconds=2)
        await asyncio.sleep(2)
        return await courier.deliver_due()

    deliveries.announce()
    deliveries.messenger.outcomes[1] = [RetryAfter(1)]
    assert run_in_virtual_time(lambda: scenario(deliveries.courier())) == 1
