"""Nothing that is in one document, subscription or announcement holds up the others."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.announcements import log
from bot.announcements.mishaps import Mishaps
from bot.subscriptions import Schedule, destinations
from index import DatabaseError
from tests.bot.announcements.test_announcer import FERRY, LAW
from tests.bot.announcing import World, open_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_world(tmp_path) as world:
        world.announce()
        yield world


def spoil(world: World, statement: str) -> None:
    world.write(lambda connection: connection.execute(text(statement)))


def test_an_announcement_that_cannot_be_read_does_not_hold_up_the_next(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.follow(1)
    spoil(
        world, "INSERT INTO announcements (documents, made_at, planned) VALUES ('[oops', '2026-01-01', false)"
    )
    world.drop("law.md", LAW)
    with caplog.at_level(logging.ERROR):
        assert world.announce()
    assert set(world.planned()) == {1}
    assert len(caplog.records) == 1


def test_what_could_not_be_planned_is_forgotten_in_the_end(world: World) -> None:
    spoil(
        world, "INSERT INTO announcements (documents, made_at, planned) VALUES ('[oops', '2026-01-01', false)"
    )
    world.write(lambda c: log.prune(c, before=datetime(2026, 2, 2, tzinfo=UTC)))
    assert world.database.read(log.unplanned) == []


def test_a_broken_subscription_does_not_hold_up_the_others(world: World) -> None:
    broken, _ = world.follow(1, "turbine"), world.follow(2, "turbine")
    spoil(world, f"UPDATE subscriptions SET query = '{{\"x\"' WHERE id = {broken.id}")
    world.drop("law.md", LAW)
    assert world.announce()
    assert set(world.planned()) == {2}


def test_a_subscription_of_an_unknown_kind_does_not_hold_up_the_others(world: World) -> None:
    broken, _ = world.follow(1, "tag:energy"), world.follow(2, "tag:energy")
    spoil(world, f"UPDATE subscriptions SET kind = 'later' WHERE id = {broken.id}")
    world.drop("law.md", LAW, title="Law", tags="[energy]")
    assert world.announce()
    assert set(world.planned()) == {2}


def test_a_schedule_in_a_zone_that_is_no_more_is_the_usual_one(world: World) -> None:
    place = world.follow(1).destination
    world.write(lambda c: destinations.choose(c, place, Schedule()))
    spoil(world, "UPDATE destinations SET time_zone = 'Mars/Utopia'")
    world.drop("law.md", LAW)
    world.announce()
    assert set(world.planned()) == {1}
    assert world.database.read(lambda c: destinations.find_schedule(c, place, time_zone="UTC")) == Schedule()


def test_news_from_the_future_waits_no_longer_than_any(world: World) -> None:
    world.follow(1)
    world.drop("ferry.md", FERRY)
    later = datetime.now(UTC) + timedelta(hours=1)
    spoil(world, f"UPDATE changes SET at = '{later:%Y-%m-%d %H:%M:%S.%f}'")
    assert world.announce(within_seconds=5)
    assert set(world.planned()) == {1}


def test_a_mishap_is_logged_once_and_counted_each_time(caplog: pytest.LogCaptureFixture) -> None:
    mishaps = Mishaps("Number")
    for _ in range(2):
        assert list(mishaps.each([1, 0, 2], lambda number: 2 // number, str)) == [2, 1]
    assert mishaps.count == 2
    assert [record.getMessage() for record in caplog.records] == ["Number 0 is left out (1 so far)"]


def test_trouble_of_the_database_is_no_mishap_of_an_item() -> None:
    def work(_item: int) -> None:
        raise DatabaseError("locked")

    with pytest.raises(DatabaseError):
        list(Mishaps("Number").each([1], work, str))
