from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from bot.chats import profiles
from bot.chats.profiles import Profile
from index import Database
from tests.bot.samples import NOON
from tests.databases import open_current


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    opened.close()


def test_a_chat_that_chose_nothing_is_there_and_speaks_its_users_language(database: Database) -> None:
    assert database.read(lambda connection: profiles.find(connection, 7_000_000_001)) == Profile(
        7_000_000_001
    )


def test_choices_survive_a_block_and_the_return(database: Database) -> None:
    def work(connection: Connection) -> Iterator[Profile]:
        profiles.choose_language(connection, 1, "ru")
        yield profiles.find(connection, 1)
        profiles.mark_gone(connection, 1, reason="kicked", at=NOON)
        yield profiles.find(connection, 1)
        profiles.mark_present(connection, 1)
        yield profiles.find(connection, 1)
        profiles.choose_language(connection, 1, None)
        yield profiles.find(connection, 1)

    seen = database.write(lambda connection: list(work(connection)))
    assert seen == [
        Profile(1, "ru"),
        Profile(1, "ru", gone_at=NOON, gone_reason="kicked"),
        Profile(1, "ru"),
        Profile(1),
    ]
