"""Copies of the database: whole, made while it is written, and put back."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from index.errors import DatabaseError
from index.store.backups import back_up, check_copy, restore
from index.store.database import Database, open_database

pytestmark = pytest.mark.sqlite


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(f"sqlite:///{tmp_path / 'data' / 'footnote.db'}")
    yield opened
    opened.close()


def put(connection: Connection, value: str) -> None:
    connection.execute(
        text("INSERT INTO meta VALUES (:key, :value)"), {"key": f"test {value}", "value": value}
    )


def values(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as copy:
        found = copy.execute("SELECT value FROM meta WHERE key LIKE 'test %' ORDER BY rowid")
        return [row[0] for row in found]


def test_a_copy_made_while_it_is_written_holds_all_that_was_acknowledged_before(
    database: Database, tmp_path: Path
) -> None:
    stop = threading.Event()
    acknowledged: list[int] = []

    def write_on() -> None:
        number = 0
        while not stop.is_set():
            database.write(partial(put, value=str(number)))
            acknowledged.append(number)
            number += 1

    writing = threading.Thread(target=write_on)
    writing.start()
    try:
        for number in range(5):
            known = len(acknowledged)
            copy = tmp_path / f"copy{number}.db"
            back_up(database.url, copy)
            kept = values(copy)
            assert len(kept) >= known
            assert kept == [str(each) for each in range(len(kept))]
    finally:
        stop.set()
        writing.join()


def test_what_was_before_is_set_aside_and_the_generation_is_new(database: Database, tmp_path: Path) -> None:
    database.write(lambda connection: put(connection, "old"))
    copy = tmp_path / "copy.db"
    back_up(database.url, copy)
    database.write(lambda connection: put(connection, "new"))
    generation = database.generation
    database.close()
    before = restore(copy, database.url)
    assert before is not None
    assert values(before) == ["old", "new"]
    again = open_database(database.url)
    assert values(tmp_path / "data" / "footnote.db") == ["old"]
    assert again.generation != generation
    again.close()


def test_a_copy_is_restored_where_nothing_was(database: Database, tmp_path: Path) -> None:
    database.write(lambda connection: put(connection, "kept"))
    back_up(database.url, tmp_path / "copy.db")
    assert restore(tmp_path / "copy.db", f"sqlite:///{tmp_path / 'elsewhere' / 'footnote.db'}") is None
    assert values(tmp_path / "elsewhere" / "footnote.db") == ["kept"]


def test_a_copy_never_overwrites_a_file(database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(DatabaseError, match="exists already"):
        back_up(database.url, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"


@pytest.mark.parametrize("damage", ["missing", "no database", "another database", "cut"])
def test_what_is_no_whole_copy_is_refused_and_changes_nothing(
    database: Database, tmp_path: Path, damage: str
) -> None:
    for number in range(300):
        database.write(partial(put, value=str(number) * 40))
    copy = tmp_path / "copy.db"
    back_up(database.url, copy)
    match damage:
        case "missing":
            copy.unlink()
        case "no database":
            copy.write_text("a letter")
        case "another database":
            copy.unlink()
            with closing(sqlite3.connect(copy)) as other:
                other.execute("CREATE TABLE notes (x)")
        case "cut":
            copy.write_bytes(copy.read_bytes()[:-9000])
    with pytest.raises(DatabaseError, match=r"copy\.db"):
        check_copy(copy)
    generation = database.generation
    database.close()
    with pytest.raises(DatabaseError, match=r"copy\.db"):
        restore(copy, database.url)
    again = open_database(database.url)
    assert again.generation == generation
    again.close()


def test_a_place_that_cannot_be_written_is_named(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(DatabaseError, match="file"):
        back_up(database.url, tmp_path / "file" / "copy.db")
