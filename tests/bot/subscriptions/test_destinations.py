"""Where and when a chat wants to hear is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from bot.subscriptions import Destination, Rhythm, Schedule, destinations
from tests.bot.announcing import World, open_world

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TOPIC = Destination(-5, 7)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_world(tmp_path) as world:
        yield world


def test_all_of_a_schedule_is_kept(world: World) -> None:
    schedule = Schedule(
        Rhythm.WEEKLY, time(9), 3, (time(9), time(23)), silent=True,
        time_zone="Asia/Tokyo",
    )  # fmt: skip
    world.write(lambda c: destinations.choose(c, TOPIC, schedule))
    assert world.database.read(lambda c: destinations.find_schedule(c, TOPIC, time_zone="UTC")) == schedule
    assert world.database.read(destinations.find_schedules) == {TOPIC: schedule}
