"""The durable inbox on a real database."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import inbox
from bot.inbox import Received
from index import Database
from tests.databases import open_current

NOW = datetime(2026, 1, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_current(f"sqlite:///{tmp_path}/f.db")
    yield database
    database.close()


def update(update_id: int, queue: int = 5, at: datetime = NOW) -> Received:
    return Received(update_id, queue, "message", f'{{"update_id": {update_id}}}', at)


def add(database: Database, *updates: Received) -> list[Received]:
    return database.write(lambda connection: inbox.add(connection, updates))


def test_an_update_delivered_twice_is_taken_once(database: Database) -> None:
    assert add(database, update(1), update(2), update(2)) == [update(1), update(2)]
    assert add(database, update(2), update(3)) == [update(3)]
    database.write(lambda connection: inbox.mark_done(connection, 1))
    assert add(database, update(1)) == []


def test_what_waits_comes_back_in_the_order_it_came(database: Database) -> None:
    add(database, update(900), update(901))
    add(database, update(17, at=NOW + timedelta(seconds=1)))  # ids begin anew after a quiet week
    assert [each.update_id for each in database.read(inbox.waiting)] == [900, 901, 17]


def test_a_clock_that_is_put_back_changes_no_order(database: Database) -> None:
    add(database, update(7))
    add(database, update(8, at=NOW - timedelta(hours=1)), update(9, at=NOW - timedelta(hours=1)))
    add(database, update(10, at=NOW - timedelta(minutes=59)))
    assert [each.update_id for each in database.read(inbox.waiting)] == [7, 8, 9, 10]


def test_of_a_handled_update_only_the_id_is_left(database: Database) -> None:
    add(database, update(1))
    database.write(lambda connection: inbox.mark_done(connection, 1))
    assert database.read(inbox.waiting) == []
    assert database.read(lambda connection: connection.scalars(select(inbox.inbox.c.payload)).all()) == [None]


def test_what_is_put_off_keeps_its_attempts_and_its_time(database: Database) -> None:
    add(database, update(1))
    later = NOW + timedelta(hours=3)
    database.write(lambda connection: inbox.put_off(connection, 1, attempts=2, until=later, reason="429"))
    [waiting] = database.read(inbox.waiting)
    assert (waiting.attempts, waiting.not_before) == (2, later)


def test_pruning_leaves_what_waits_however_old(database: Database) -> None:
    add(database, update(1), update(2), update(3), update(4, at=NOW + timedelta(hours=49)))
    database.write(lambda connection: inbox.mark_done(connection, 1))
    database.write(lambda connection: inbox.mark_dead(connection, 2, attempts=3, reason="bug"))
    database.write(lambda connection: inbox.mark_done(connection, 4))
    assert database.write(lambda connection: inbox.prune(connection, before=NOW + timedelta(hours=48))) == 2
    assert [each.update_id for each in database.read(inbox.waiting)] == [3]


def test_what_was_given_up_is_told_once_and_waits_again_when_revived(database: Database) -> None:
    add(database, update(1), update(2))
    database.write(lambda connection: inbox.mark_dead(connection, 1, attempts=3, reason="a mistake"))
    take = lambda connection: inbox.take_untold(connection, at=NOW)  # noqa: E731
    assert database.write(take) == ["a mistake"]
    assert database.write(take) == []
    [revived] = database.write(inbox.revive_dead)
    assert (revived.update_id, revived.attempts, revived.payload) == (1, 0, update(1).payload)
    assert [each.update_id for each in database.read(inbox.waiting)] == [1, 2]
    database.write(lambda connection: inbox.mark_dead(connection, 1, attempts=3, reason="again"))
    assert database.write(take) == ["again"]
