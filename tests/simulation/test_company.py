"""Two real bots on one PostgreSQL through what the seeds have drawn: their promises hold."""

import pytest

from tests.simulation.company import company, trouble_of

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]

_SEEDS = range(6)


async def test_stories_of_two_bots_end_well() -> None:
    async with company(2) as bots:
        for seed in _SEEDS:
            what, broken = await bots.tell(seed)
            assert not broken, "\n".join([f"seed {seed}: {what}", *broken])


def test_a_seed_draws_the_same_trouble_again() -> None:
    assert [trouble_of(seed) for seed in range(50)] == [trouble_of(seed) for seed in range(50)]
    assert len({trouble_of(seed) for seed in range(50)}) > 5
