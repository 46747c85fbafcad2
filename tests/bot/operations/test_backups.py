"""Nightly copies: one a night, seven kept, fewer where there is no room."""

import shutil
from collections import namedtuple
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.operations.backups import KEPT, back_up_if_due
from index import Database, check_copy, open_database

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
DAY = timedelta(days=1)
Usage = namedtuple("Usage", "total used free")


pytestmark = pytest.mark.sqlite


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def copies(folder: Path) -> list[str]:
    return sorted(path.name[:19] for path in folder.iterdir())


def test_a_night_has_one_copy_and_seven_nights_are_kept(database: Database, folder: Path) -> None:
    for hours in range(0, 24 * 10, 5):
        assert back_up_if_due(database.url, folder, NOON + timedelta(hours=hours)) == ""
    assert len(copies(folder)) == KEPT
    assert len(set(copies(folder))) == KEPT
    for path in folder.iterdir():
        check_copy(path)


def test_a_night_slept_through_is_made_up_for_once(database: Database, folder: Path) -> None:
    back_up_if_due(database.url, folder, NOON)
    back_up_if_due(database.url, folder, NOON + 5 * DAY)
    back_up_if_due(database.url, folder, NOON + 5 * DAY + timedelta(hours=1))
    assert copies(folder) == ["footnote-2026-11-29", "footnote-2026-12-04"]


def test_on_a_small_disk_old_copies_make_room_and_the_newest_stays(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(3):
        back_up_if_due(database.url, folder, NOON + day * DAY)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 100, 0))
    assert back_up_if_due(database.url, folder, NOON + 3 * DAY) == "backup-no-room"
    assert copies(folder) == ["footnote-2026-12-01"]


def test_a_copy_that_fails_is_told_and_tried_again(database: Database, folder: Path) -> None:
    folder.write_text("no folder")
    assert back_up_if_due(database.url, folder, NOON) == "backup-failed"
    folder.unlink()
    assert back_up_if_due(database.url, folder, NOON) == ""
    assert len(copies(folder)) == 1
