"""A chat under another id: no table keeps a row of the old one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Connection, Table, func, select

from bot import subscriptions
from bot.answers import records, scopes, unanswered
from bot.chats import admissions, barriers, profiles, tags
from bot.delivery import outbox, waits
from bot.delivery.chat_moves import forget_chat, move_chat
from bot.delivery.deliveries import Planned
from bot.subscriptions import Destination, Interest, Schedule, Subscriber, destinations, read_interest
from index import Database, SourceId
from tests.bot.answers.test_records import given
from tests.bot.samples import NOON
from tests.bot.tables import all_tables
from tests.databases import open_current

OLD, NEW = -77, -1001234567890


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(f"sqlite:///{tmp_path / 'footnote.db'}")
    opened.write(lambda connection: fill(connection, OLD))
    yield opened
    opened.close()


def fill(connection: Connection, chat_id: int) -> None:
    profiles.choose(connection, chat_id, "quiet", True)
    admissions.admit(connection, chat_id, at=NOON)
    tags.toggle(connection, chat_id, None, "mining")
    tags.toggle(connection, chat_id, 7, "energy")
    scopes.narrow(connection, chat_id, 5, SourceId("a"), until=NOON)
    destinations.choose(connection, Destination(chat_id, 7), Schedule(silent=True))
    outbox.plan(connection, 1, [Planned(chat_id, 7, "news", NOON)], at=NOON)
    waits.pause_chat(connection, chat_id, until=NOON)
    barriers.put_up(connection, chat_id, 7, reason="closed", at=NOON)
    unanswered.keep(connection, chat_id, "y" * 32, "How high is it?", at=NOON)
    destinations.mute(connection, Destination(chat_id), SourceId("a"))
    records.remember(connection, given(abs(chat_id) % 1000, chat_id=chat_id, words="x" * 32))
    interest = read_interest("mining")
    assert isinstance(interest, Interest)
    subscriptions.subscribe(connection, interest, Subscriber(Destination(chat_id), 5, "en"), at=NOON)


FALLS: Final = {"barriers"}
"""What says something of the old place alone."""


def rows(database: Database, chat_id: int) -> dict[str, int]:
    """How many rows of each table are about the chat."""

    def count(connection: Connection) -> dict[str, int]:
        found = {}
        for each in _tables():
            column = each.c.id if each.name == "chats" else each.c.chat_id
            statement = select(func.count()).select_from(each).where(column == chat_id)
            found[each.name] = connection.scalar(statement) or 0
        return {name: number for name, number in found.items() if number}

    return database.read(count)


def _tables() -> list[Table]:
    """Those of chats that may move: of private ones only owners hand something over."""
    moving = (each for each in all_tables() if each.name not in {"drafts", "own_answers"})
    return [each for each in moving if each.name == "chats" or "chat_id" in each.c]


def test_every_table_that_knows_of_chats_is_filled_here(database: Database) -> None:
    assert rows(database, OLD).keys() == {each.name for each in _tables()}


def test_every_row_moves(database: Database) -> None:
    before = rows(database, OLD)
    database.write(lambda connection: move_chat(connection, OLD, NEW))
    moved = {name: count for name, count in before.items() if name not in FALLS}
    assert (rows(database, OLD), rows(database, NEW)) == ({}, moved)


def test_a_second_word_of_the_move_erases_nothing(database: Database) -> None:
    database.write(lambda connection: move_chat(connection, OLD, NEW))
    before = rows(database, NEW)
    database.write(lambda connection: unanswered.keep(connection, NEW, "z" * 32, "How old is it?", at=NOON))
    database.write(lambda connection: move_chat(connection, OLD, NEW))
    assert rows(database, NEW) == {**before, "unanswered": 2}


def test_a_chat_that_is_there_already_keeps_what_only_it_has(database: Database) -> None:
    database.write(lambda connection: fill(connection, NEW))
    database.write(lambda connection: tags.toggle(connection, NEW, None, "law"))
    database.write(lambda connection: move_chat(connection, OLD, NEW))
    assert rows(database, OLD) == {}
    assert rows(database, NEW)["unanswered"] == 1
    seen = database.read(lambda connection: tags.find_seen(connection, NEW, None))
    assert seen == {"mining", "law"}
    assert database.read(lambda connection: tags.find_seen(connection, NEW, 7)) == {"energy"}


def test_messages_have_other_ids_where_a_chat_has_moved(database: Database) -> None:
    database.write(lambda connection: move_chat(connection, OLD, NEW))
    same = database.read(lambda connection: records.find_same(connection, NEW, 7, "x" * 32, now=NOON))
    asked = database.read(lambda connection: records.find_by_question(connection, NEW, 177))
    assert (same, asked) == (None, None)


def test_nothing_is_left_of_a_chat_that_is_forgotten(database: Database) -> None:
    database.write(lambda connection: forget_chat(connection, OLD))
    assert rows(database, OLD) == {}
