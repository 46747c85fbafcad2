"""What only the leader does begins and ends with its leading."""

import asyncio

import pytest

from bot.replicas.leading import while_leading
from bot.replicas.replica import Replica, Standing

FOLLOWS = Standing((1, 2), is_present=True, leads=False)
LEADS = Standing((1, 2), is_present=True, leads=True)
LOST = Standing((1,), is_present=False, leads=False)


class Loop:
    """A loop that never ends by itself, and how often it was begun and cut short."""

    def __init__(self) -> None:
        self.begun = self.cut_short = 0

    async def run(self) -> None:
        self.begun += 1
        try:
            await asyncio.Event().wait()
        finally:
            self.cut_short += 1


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_follower_begins_when_it_leads_and_stops_when_it_has_lost_that() -> None:
    replica, loop = Replica(1), Loop()
    running = asyncio.create_task(while_leading(replica, loop.run))
    replica.stand(FOLLOWS)
    await settle()
    assert loop.begun == 0
    replica.stand(LEADS)
    await settle()
    assert (loop.begun, loop.cut_short) == (1, 0)
    replica.stand(LOST)
    await settle()
    assert (loop.begun, loop.cut_short) == (1, 1)
    replica.stand(LEADS)
    await settle()
    assert (loop.begun, loop.cut_short) == (2, 1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert loop.cut_short == 2


async def test_who_is_alone_leads_from_the_beginning() -> None:
    loop = Loop()
    running = asyncio.create_task(while_leading(Replica(), loop.run))
    await settle()
    assert loop.begun == 1
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_what_a_run_of_the_leader_raises_is_raised() -> None:
    async def fail() -> None:
        raise ValueError("broken")

    replica = Replica(1)
    replica.stand(LEADS)
    with pytest.raises(ValueError, match="broken"):
        await while_leading(replica, fail)


def test_a_share_is_a_place_among_those_who_live() -> None:
    replica = Replica(8)
    assert Replica().share == (0, 1)
    replica.stand(Standing((3, 8, 9), is_present=True, leads=False))
    assert replica.share == (1, 3)
