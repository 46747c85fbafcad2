"""Subscriptions of a chat that moves, returns or is forgotten."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import subscriptions
from bot.delivery.chat_moves import forget_chat, move_chat
from bot.subscriptions import Destination, Rhythm, Schedule, Told, destinations
from index import DocumentId, SourceId
from tests.bot.announcing import World, open_world

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
OLD, NEW = Destination(-5, 7), Destination(-1005, 7)
DAILY = Schedule(Rhythm.DAILY)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_world(tmp_path) as world:
        yield world


def texts(world: World, place: Destination) -> list[str]:
    return [each.text for each in world.database.read(lambda c: subscriptions.find_all(c, place))]


def test_a_moved_chat_keeps_all_and_has_nothing_twice(world: World) -> None:
    world.follow(-5, "mining", thread_id=7)
    world.follow(-5, "ferries", thread_id=7)
    world.follow(-1005, "Ferries", thread_id=7)
    world.write(lambda c: destinations.choose(c, OLD, DAILY))
    world.write(lambda c: destinations.mute(c, OLD, SourceId("s")))
    world.write(lambda c: move_chat(c, -5, -1005))
    assert texts(world, OLD) == []
    assert sorted(texts(world, NEW)) == ["Ferries", "mining"]
    schedule = world.database.read(lambda c: destinations.find_schedule(c, NEW, time_zone="UTC"))
    assert schedule == DAILY
    assert world.database.read(lambda c: destinations.find_muted(c, NEW)) == {"s"}


def test_moving_twice_changes_nothing_more(world: World) -> None:
    world.follow(-5, "mining", thread_id=7)
    for _ in range(2):
        world.write(lambda c: move_chat(c, -5, -1005))
    assert texts(world, NEW) == ["mining"]


def test_a_forgotten_chat_leaves_nothing(world: World) -> None:
    world.follow(-5, "mining", thread_id=7)
    world.follow(6, "mining")
    world.write(lambda c: destinations.choose(c, OLD, DAILY))
    world.write(lambda c: forget_chat(c, -5))
    assert texts(world, OLD) == []
    assert texts(world, Destination(6)) == ["mining"]
    assert world.database.read(destinations.find_schedules) == {}


def test_what_a_follower_was_told_is_remembered(world: World) -> None:
    made = world.ask_about(1, "When was the law signed?")
    told = Told(DocumentId("d"), "It was signed in August.")
    world.write(lambda c: subscriptions.note_told(c, made.id, told))
    found = world.database.read(lambda c: subscriptions.find(c, made.id))
    assert found is not None
    assert found.told == told
