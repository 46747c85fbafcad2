"""A database is moved whole, or gone on with; nothing else is overwritten, and no half one is used."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import DatabaseError
from index.store.database import open_database
from index.store.moving import copy_database, move_database
from tests.filled import HEADS, content, fill, generation
from tests.postgres import Server

pytestmark = pytest.mark.sqlite  # the files of both sides are looked into

ROWS = 3
ADDING = "INSERT INTO changes (kind, source_id, document_id, gone_passages, at, first)"


class CutOffError(Exception):
    """What ends a move in a test, as a crash would."""


def silent(_name: str, _done: int, _total: int) -> None:
    """Hear nothing."""


def until(table: str) -> Callable[[str, int, int], None]:
    """End the move when this table has been copied."""

    def hear(name: str, _done: int, _total: int) -> None:
        if name == table:
            raise CutOffError

    return hear


@pytest.fixture
def source(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/from/footnote.db"
    fill(url, ROWS)
    return url


@pytest.fixture
def target(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/to/footnote.db"


def test_all_rows_of_all_tables_arrive_and_the_source_stays(source: str, target: str) -> None:
    before, mark = content(source), generation(source)
    moved = move_database(source, target, HEADS, silent)
    assert content(target) == content(source) == before
    assert moved.rows == sum(map(len, before.values()))
    assert moved.tables == len(before)
    assert generation(source) == mark != generation(target)


@pytest.mark.system
def test_numbers_that_were_given_are_not_given_again(source: str, target: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "from" / "footnote.db")) as connection:
        connection.execute("DELETE FROM changes WHERE id = ?", (ROWS,))
        connection.commit()
    move_database(source, target, HEADS, silent)
    with closing(sqlite3.connect(tmp_path / "to" / "footnote.db")) as connection:
        columns = "kind, source_id, document_id, gone_passages, at, first"
        added = connection.execute(
            f"INSERT INTO changes ({columns}) VALUES ('', '', '', '', '', 0) RETURNING id"
        )
        assert added.fetchone() == (ROWS + 1,)


@pytest.mark.system
def test_a_move_that_was_cut_off_is_gone_on_with_and_not_used_before(source: str, target: str) -> None:
    for table in ("sources", "documents", "deliveries"):
        with pytest.raises(CutOffError):
            move_database(source, target, HEADS, until(table))
        with pytest.raises(DatabaseError, match="cut off"):
            open_database(target, heads=HEADS)
    move_database(source, target, HEADS, silent)
    assert content(target) == content(source)
    generation(target)


@pytest.mark.system
def test_what_changed_in_the_source_meanwhile_is_moved_too(source: str, target: str, tmp_path: Path) -> None:
    with pytest.raises(CutOffError):
        move_database(source, target, HEADS, until("passages"))
    with closing(sqlite3.connect(tmp_path / "from" / "footnote.db")) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("DELETE FROM sources WHERE locator LIKE '%1%'")
        connection.execute("UPDATE documents SET title = 'renamed'")
        connection.execute("UPDATE chats SET quiet = 1 - quiet")
        connection.commit()
    move_database(source, target, HEADS, silent)
    assert content(target) == content(source)


def test_a_target_that_holds_anything_is_refused_untouched(source: str, target: str) -> None:
    fill(target, 1)
    before = content(target)
    with pytest.raises(DatabaseError, match="holds something already"):
        move_database(source, target, HEADS, silent)
    with pytest.raises(DatabaseError, match="holds something already"):
        move_database(source, source, HEADS, silent)
    assert content(target) == before


@pytest.mark.system
def test_the_move_of_another_source_is_not_gone_on_with(source: str, target: str, tmp_path: Path) -> None:
    with pytest.raises(CutOffError):
        move_database(source, target, HEADS, until("sources"))
    other = f"sqlite:///{tmp_path}/other.db"
    open_database(other, heads=HEADS).close()
    with pytest.raises(DatabaseError, match="holds something already"):
        move_database(other, target, HEADS, silent)


def test_a_source_that_is_none_is_refused_and_not_made(target: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="does not exist"):
        move_database(f"sqlite:///{tmp_path}/no.db", target, HEADS, silent)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE t (a)")
    with pytest.raises(DatabaseError, match="holds no database of Footnote"):
        move_database(f"sqlite:///{tmp_path}/other.db", target, HEADS, silent)
    assert not (tmp_path / "no.db").exists()
    assert not (tmp_path / "to" / "footnote.db").exists()


@pytest.mark.system
def test_a_database_moves_to_postgresql_and_back(source: str, target: str, postgres: Server) -> None:
    with postgres.new_database() as server_url:
        move_database(source, server_url, HEADS, silent)
        assert content(server_url) == content(source)
        name = server_url.rpartition("/")[2]
        (added,) = postgres.execute(f"{ADDING} VALUES ('', '', '', '[]', now(), false) RETURNING id", name)
        assert added == (ROWS + 1,)
        move_database(server_url, target, HEADS, silent)
        assert content(target) == content(server_url)


@pytest.mark.system
def test_a_dry_run_has_a_copy_of_what_is_on_postgresql(source: str, target: str, postgres: Server) -> None:
    import psycopg

    with postgres.new_database() as server_url:
        move_database(source, server_url, HEADS, silent)
        with psycopg.connect(server_url.replace("+psycopg", "")) as bot:
            bot.execute("SELECT pg_advisory_lock(1, 2)")  # as each bot does, which goes on
            copy_database(server_url, target)
        everything = content(server_url)
        assert content(target) == {name: everything[name] for name in content(target)}
        assert len(content(target)["passages"]) == ROWS


@pytest.mark.system
def test_a_database_that_a_bot_uses_is_not_moved(source: str, target: str, postgres: Server) -> None:
    import psycopg

    with postgres.new_database() as server_url:
        with psycopg.connect(server_url.replace("+psycopg", "")) as bot:
            bot.execute("SELECT pg_advisory_lock(1, 2)")  # as each bot does for as long as it lives
            with pytest.raises(DatabaseError, match="a bot is running"):
                move_database(source, server_url, HEADS, silent)
        move_database(source, server_url, HEADS, silent)
        with psycopg.connect(server_url.replace("+psycopg", "")) as bot:
            bot.execute("SELECT pg_advisory_lock(1, 2)")
            with pytest.raises(DatabaseError, match="a bot is running"):
                move_database(server_url, target, HEADS, silent)


@pytest.mark.system
def test_a_move_survives_being_killed_again_and_again(tmp_path: Path, postgres: Server) -> None:
    source = f"sqlite:///{tmp_path}/from/footnote.db"
    fill(source, 250)
    with postgres.new_database() as server_url:
        code = (
            "import sys; from index import move_database\n"
            f"told = lambda *what: print(*what, flush=True)\n"
            f"move_database({source!r}, {server_url!r}, {HEADS!r}, told)\n"
        )
        for lines in (1, 30, 60):
            process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
            assert process.stdout is not None
            for _ in range(lines):
                process.stdout.readline()
            process.kill()
            process.wait()
            process.stdout.close()
            with pytest.raises(DatabaseError, match="cut off"):
                open_database(server_url, heads=HEADS)
        move_database(source, server_url, HEADS, silent)
        assert content(server_url) == content(source)
