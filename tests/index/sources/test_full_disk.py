"""The disk is full while sources are read: that is told, what was read stays, and the next look goes on."""

from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from index.errors import DatabaseError
from index.sources import files
from index.store.corpus.listing import newest
from index.store.database import Database, open_database

pytestmark = pytest.mark.sqlite

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def many(folder: Path) -> Path:
    folder.mkdir()
    for letter in LETTERS:
        text = " ".join(f"{letter}{other}word" for other in LETTERS)
        (folder / f"{letter}.md").write_text(
            f"# The {letter}\n\n" + f"The bridge of {text} was built.\n\n" * 20
        )
    return folder


def limit_pages(database: Database, more: int | None) -> None:
    """Let the database grow by so many pages only, as on a disk that has no more room."""

    def limit(connection: object) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()  # type: ignore[attr-defined]
        most = 1_000_000_000 if more is None else pages + more
        connection.exec_driver_sql(f"PRAGMA max_page_count={most}").scalar()  # type: ignore[attr-defined]

    database.write(limit)


def titles(database: Database) -> set[str]:
    return {document.title for document in database.read(partial(newest.latest, limit=100))}


def test_a_full_disk_is_told_and_what_was_read_stays_until_there_is_room(tmp_path: Path) -> None:
    folder = many(tmp_path / "seeds")
    with closing(open_database(f"sqlite:///{tmp_path}/data/footnote.db")) as database:
        limit_pages(database, 100)
        with pytest.raises(DatabaseError, match="full"):
            files.sync(database, folder)
        with suppress(DatabaseError):
            database.write(lambda _: None)  # after what was on its way to be written
        limit_pages(database, None)
        before = titles(database)
        report = files.sync(database, folder)
        assert not report.failed
        assert before < titles(database) == {f"The {letter}" for letter in LETTERS}
        assert len(report.added) == len(LETTERS) - len(before)
