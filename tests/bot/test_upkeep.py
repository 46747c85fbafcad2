"""What runs beside the answers goes on, whatever one item or one failure does."""

import asyncio
import logging
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import upkeep
from bot.migrations import HEAD
from bot.receiving.polling import TokenRefusedError
from index import Database, Library, Report, SourceError, open_database
from tests.bot.virtual_time import run_in_virtual_time


async def for_seconds(seconds: float, loop: object) -> None:
    assert asyncio.iscoroutine(loop)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(loop, seconds)


def test_a_loop_that_fails_begins_anew(caplog: pytest.LogCaptureFixture) -> None:
    begun: list[float] = []

    async def run() -> None:
        begun.append(asyncio.get_running_loop().time())
        raise ValueError("an item that nobody expected")

    run_in_virtual_time(lambda: for_seconds(12, upkeep.for_ever("delivering", run)))
    assert begun == [0, 5, 10]
    assert "delivering" in caplog.text


def test_a_token_that_is_refused_ends_a_loop() -> None:
    async def run() -> None:
        raise TokenRefusedError

    with pytest.raises(TokenRefusedError):
        run_in_virtual_time(lambda: upkeep.for_ever("receiving", run))


class Troubled(Library):
    """Fails at the first looks, in ways of its own."""

    def __init__(self) -> None:
        self.looks = 0

    def wait_for_change(self, seconds: float) -> None:
        time.sleep(seconds)

    def sync(self, progress: object = None, *, settled_seconds: float = 0.0) -> Report:
        self.looks += 1
        if self.looks == 1:
            raise SourceError("seeds", "is gone")
        if self.looks < 4:
            raise RecursionError("a file like none before")
        return Report()


def test_the_folder_is_looked_at_again_whatever_a_look_meets(caplog: pytest.LogCaptureFixture) -> None:
    library = Troubled()
    with pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(upkeep.watch_sources(library, 0.01), 1))
    assert library.looks > 4
    assert len(caplog.records) == 2  # each trouble once


def test_what_cannot_be_pruned_keeps_nothing_else_from_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = open_database(f"sqlite:///{tmp_path}/footnote.db", heads={"bot": HEAD})
    database.write(lambda c: c.execute(text("DROP TABLE inbox")))
    database.write(
        lambda c: c.execute(
            text("INSERT INTO announcements (documents, made_at, planned) VALUES ('[]', '2001-01-01', true)")
        )
    )
    with caplog.at_level(logging.ERROR), pytest.raises(TimeoutError):
        asyncio.run(asyncio.wait_for(upkeep.prune(database), 1))
    assert _announcements(database) == 0
    assert "updates" in caplog.text
    database.close()


def _announcements(database: Database) -> int:
    return int(database.read(lambda c: c.execute(text("SELECT count(*) FROM announcements")).scalar_one()))
