"""A folder that loses much at once: a drive that is not there takes no source along."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from index.sources import files
from index.sources.ingest import Report
from index.store.corpus import losses
from index.store.corpus.listing import seen
from index.store.database import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as database:
        yield database


def folder_of(tmp_path: Path, count: int, database: Database) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    for number in range(count):
        (folder / f"{number}.md").write_text(f"# Note {number}\n\nThe number of this note is {number}.")
    files.sync(database, folder)
    return folder


def delete(folder: Path, *numbers: int) -> None:
    for number in numbers:
        (folder / f"{number}.md").unlink()


def known(database: Database) -> set[str]:
    return {source.locator for source in database.read(seen.list_all)}


def an_hour_passes(database: Database) -> None:
    loss = database.read(losses.find_loss)
    assert loss is not None
    noticed_at = datetime.now(UTC) - timedelta(hours=1, seconds=1)
    database.write(partial(losses.put_loss, ids=loss.ids, noticed_at=noticed_at))


def test_an_emptied_folder_keeps_its_sources_and_says_so(tmp_path: Path, database: Database) -> None:
    folder = folder_of(tmp_path, 2, database)
    delete(folder, 0, 1)
    for thorough in (False, True):  # nobody's look removes them
        report = files.sync(database, folder, thorough=thorough)
        assert report.removed == ()
        assert "2 of the 2 sources" in report.notices[0]
        assert "refresh --force" in report.notices[0]
    assert known(database) == {"0.md", "1.md"}


@pytest.mark.parametrize(
    ("count", "lost", "kept"), [(5, 3, True), (6, 3, False), (5, 2, False), (4, 3, False)]
)
def test_more_than_half_of_five_or_more_are_kept(
    tmp_path: Path, database: Database, count: int, lost: int, kept: bool
) -> None:
    folder = folder_of(tmp_path, count, database)
    delete(folder, *range(lost))
    report = files.sync(database, folder)
    assert (len(report.removed), bool(report.notices)) == ((0, True) if kept else (lost, False))


def test_a_single_deletion_always_applies(tmp_path: Path, database: Database) -> None:
    folder = folder_of(tmp_path, 6, database)
    for number in range(6):
        delete(folder, number)
        assert len(files.sync(database, folder).removed) == 1
    assert known(database) == set()


def test_one_more_deletion_applies_while_others_are_kept(tmp_path: Path, database: Database) -> None:
    folder = folder_of(tmp_path, 7, database)
    delete(folder, 0, 1, 2, 3)
    assert files.sync(database, folder).removed == ()
    delete(folder, 4)
    assert len(files.sync(database, folder).removed) == 1
    assert known(database) == {"0.md", "1.md", "2.md", "3.md", "5.md", "6.md"}


def test_force_removes_what_was_kept(tmp_path: Path, database: Database) -> None:
    folder = folder_of(tmp_path, 5, database)
    delete(folder, *range(5))
    files.sync(database, folder)
    report = files.sync(database, folder, thorough=True, force=True)
    assert (len(report.removed), report.notices) == (5, ())
    assert database.read(losses.find_loss) is None


def test_what_is_gone_for_an_hour_is_removed(tmp_path: Path, database: Database) -> None:
    folder = folder_of(tmp_path, 5, database)
    delete(folder, *range(5))
    files.sync(database, folder)
    an_hour_passes(database)
    assert len(files.sync(database, folder).removed) == 5
    assert known(database) == set()


def test_a_drive_that_is_back_is_no_news_and_the_hour_begins_anew_with_the_next_loss(
    tmp_path: Path, database: Database
) -> None:
    folder = folder_of(tmp_path, 5, database)
    away = folder.rename(tmp_path / "away")
    folder.mkdir()
    files.sync(database, folder)
    an_hour_passes(database)
    folder.rmdir()
    away.rename(folder)
    assert files.sync(database, folder) == Report()
    delete(folder, *range(5))
    assert files.sync(database, folder).removed == ()


def test_what_is_renamed_is_not_lost(tmp_path: Path, database: Database) -> None:
    folder = folder_of(tmp_path, 5, database)
    (folder / "moved").mkdir()
    for number in range(5):
        (folder / f"{number}.md").rename(folder / "moved" / f"{number}.md")
    assert files.sync(database, folder) == Report()
    assert known(database) == {f"moved/{number}.md" for number in range(5)}
