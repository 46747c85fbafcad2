"""What keeps the bot from writing somewhere: tried again ever more rarely, and never for good."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.chats import barriers
from bot.chats.barriers import EVERYWHERE, Barrier
from index import Database, open_database
from tests.bot.samples import NOON

CHAT = -100
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path}/f.db")
    database.write(barriers.metadata.create_all)
    yield database
    database.close()


def put_up(database: Database, thread_id: int = EVERYWHERE, *, at: datetime = NOON) -> Barrier:
    return database.write(lambda c: barriers.put_up(c, CHAT, thread_id, reason="no rights", at=at))


def find(database: Database, thread_id: int = 0) -> Barrier | None:
    return database.read(lambda c: barriers.find(c, CHAT, thread_id))


def test_tries_come_within_a_minute_at_first_and_once_a_day_at_last(database: Database) -> None:
    at, distances = NOON, []
    for _ in range(15):
        barrier = put_up(database, at=at)
        distances.append(barrier.probe_at - at)
        at = barrier.probe_at
    assert distances[0] <= timedelta(minutes=1)
    assert distances == sorted(distances)
    assert set(distances[-3:]) == {timedelta(hours=24)}
    assert barrier.since == NOON


def test_a_refusal_before_the_next_try_is_no_try(database: Database) -> None:
    first = put_up(database)
    assert put_up(database, at=first.probe_at - SECOND) == first
    assert put_up(database, at=first.probe_at).probes == 2


def test_a_topic_stands_for_itself_and_a_chat_for_all_its_topics(database: Database) -> None:
    put_up(database, 7)
    assert find(database, 7)
    assert find(database, 0) is None
    put_up(database)
    assert find(database, 0)
    assert database.write(lambda c: barriers.take_down(c, CHAT, 0))
    assert find(database, 0) is None
    assert find(database, 7)


def test_a_sign_of_life_makes_the_next_try_due_but_not_twice_a_minute(database: Database) -> None:
    put_up(database)
    soon = find(database)
    assert soon is not None
    late = put_up(database, at=soon.probe_at)
    sign = late.tried_at + 5 * SECOND
    database.write(lambda c: barriers.try_again(c, CHAT, 3, at=sign, asked=False))
    waiting = find(database)
    assert waiting is not None
    assert waiting.probe_at == late.tried_at + timedelta(minutes=1)
    later = late.tried_at + HOUR
    database.write(lambda c: barriers.try_again(c, CHAT, 3, at=later - SECOND, asked=False))
    database.write(lambda c: barriers.try_again(c, CHAT, 3, at=later, asked=True))
    asked = find(database)
    assert asked is not None
    assert (asked.probe_at, asked.probes, asked.since) == (later, 0, NOON)


def test_it_is_told_once_and_only_when_it_stands_for_long_or_for_good(database: Database) -> None:
    put_up(database)
    database.write(lambda c: barriers.put_up(c, CHAT, 7, reason="deleted", at=NOON, for_good=True))

    def untold(before: datetime) -> list[int]:
        found = database.read(lambda c: barriers.find_untold(c, before=before))
        return sorted(each.thread_id for each in found)

    assert untold(NOON - SECOND) == [7]
    assert untold(NOON) == [EVERYWHERE, 7]
    database.write(lambda c: barriers.note_told(c, CHAT, 7, at=NOON))
    assert untold(NOON) == [EVERYWHERE]
