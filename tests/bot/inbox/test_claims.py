"""Queues that replicas own: given once, kept while anything waits, passed on as a whole."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import inbox
from bot.inbox import Received
from index import Database
from tests.databases import open_current

ANN, BEN = 11, -12
ME, YOU = 1, 2


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_current(f"sqlite:///{tmp_path}/f.db")
    yield database
    database.close()


def arrive(database: Database, update_id: int, queue: int, owner: int) -> int:
    """Keep an update in a queue that `owner` would get; whose that is."""
    received = Received(update_id, queue, "message", "{}", datetime.now(UTC))

    def keep(connection: object) -> int:
        inbox.add(connection, [received])  # type: ignore[arg-type]
        return inbox.enlist(connection, {queue: owner})[queue]  # type: ignore[arg-type]

    return database.write(keep)


def test_a_queue_has_its_owner_until_nothing_waits_in_it(database: Database) -> None:
    assert arrive(database, 1, ANN, ME) == ME
    assert arrive(database, 2, ANN, YOU) == ME
    database.write(lambda c: inbox.mark_done(c, 1))
    database.write(lambda c: inbox.give_back(c, ANN, ME))
    assert database.read(lambda c: inbox.owned_by(c, ME)) == [ANN]
    database.write(lambda c: inbox.mark_done(c, 2))
    database.write(lambda c: inbox.give_back(c, ANN, ME))
    assert database.read(inbox.owners) == frozenset()
    assert arrive(database, 3, ANN, YOU) == YOU


def test_only_the_owner_sees_what_waits_and_gives_back(database: Database) -> None:
    arrive(database, 1, ANN, ME)
    database.write(lambda c: inbox.mark_done(c, 1))
    database.write(lambda c: inbox.give_back(c, ANN, YOU))
    arrive(database, 2, ANN, YOU)
    assert database.read(lambda c: inbox.waiting_for(c, ANN, YOU, limit=9)) == []
    assert [each.update_id for each in database.read(lambda c: inbox.waiting_for(c, ANN, ME, limit=9))] == [2]


def test_the_queues_of_the_dead_are_passed_on(database: Database) -> None:
    arrive(database, 1, ANN, ME)
    arrive(database, 2, BEN, YOU)
    assert database.read(inbox.owners) == {ME, YOU}
    assert database.read(lambda c: inbox.of_owners(c, [ME])) == [ANN]
    database.write(lambda c: inbox.reassign(c, {ANN: YOU}))
    assert sorted(database.read(lambda c: inbox.owned_by(c, YOU))) == [BEN, ANN]
    assert not database.read(lambda c: inbox.is_owned_by(c, ANN, ME))


def test_what_waits_without_an_owner_is_found(database: Database) -> None:
    received = [Received(n, ANN, "message", "{}", datetime.now(UTC)) for n in (1, 2)]
    database.write(lambda c: inbox.add(c, received))
    arrive(database, 3, BEN, ME)
    assert database.read(inbox.unowned) == [ANN]
