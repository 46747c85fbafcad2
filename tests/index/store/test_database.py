"""The database keeps whole transactions only, waits for others, and refuses what it does not know."""

import asyncio
import shutil
import sqlite3
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Integer, MetaData, Table, func, insert, select

from index.errors import DatabaseError
from index.store import migrations
from index.store.corpus.tables import metadata
from index.store.database import Database, UtcDateTime, open_database, upsert

ROOT = Path(__file__).parents[3]

notes = Table("notes", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcDateTime))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "footnote.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = open_database(f"sqlite:///{path}", busy_seconds=0.2)
    database.write(notes.create)
    yield database
    database.close()


def add(note: int, then: BaseException | None = None) -> Callable[[Connection], int]:
    def work(connection: Connection) -> int:
        connection.execute(insert(notes).values(id=note))
        if then is not None:
            raise then
        return note

    return work


def known(database: Database) -> list[int]:
    return database.read(lambda connection: list(connection.scalars(select(notes.c.id).order_by(notes.c.id))))


class Blockade:
    """Keeps the writer busy until it is lifted, so that what is submitted meanwhile becomes one group."""

    def __init__(self, database: Database) -> None:
        self.lifted = threading.Event()
        begun = threading.Event()

        def work(_connection: Connection) -> None:
            begun.set()
            self.lifted.wait(10)

        self.thread = threading.Thread(target=database.write, args=[work])
        self.thread.start()
        begun.wait(10)

    def lift(self) -> None:
        self.lifted.set()
        self.thread.join(10)


@pytest.mark.sqlite
def test_work_is_committed_when_write_returns(database: Database, path: Path) -> None:
    assert database.write(add(1)) == 1

    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT id FROM notes").fetchall() == [(1,)]


async def test_work_that_raises_harms_nobody_in_its_group(database: Database) -> None:
    blockade = Blockade(database)
    tasks = [asyncio.create_task(database.write_async(w)) for w in (add(1), add(2, ValueError("no")), add(3))]
    await asyncio.sleep(0)
    blockade.lift()

    first, second, third = await asyncio.gather(*tasks, return_exceptions=True)

    assert (first, third) == (1, 3)
    assert str(second) == "no"
    assert known(database) == [1, 3]


@pytest.mark.parametrize(
    "error", [ValueError(), KeyboardInterrupt(), SystemExit(3), asyncio.CancelledError()]
)
def test_nothing_is_kept_of_work_that_raises(database: Database, error: BaseException) -> None:
    with pytest.raises(type(error)):
        database.write(add(1, error))

    assert database.write(add(2)) == 2
    assert known(database) == [2]


async def test_cancelling_who_waits_never_splits_work(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(connection: Connection) -> None:
        add(1)(connection)
        begun.set()
        go_on.wait(10)
        add(2)(connection)

    running = asyncio.create_task(database.write_async(slow))
    await asyncio.to_thread(begun.wait, 10)
    waiting = asyncio.create_task(database.write_async(add(3)))
    await asyncio.sleep(0)
    running.cancel()
    waiting.cancel()
    go_on.set()
    await asyncio.gather(running, waiting, return_exceptions=True)

    assert await database.write_async(add(4)) == 4
    assert await database.read_async(count) == 3
    assert known(database) == [1, 2, 4]


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(notes)) or 0


def test_a_read_sees_one_state(database: Database) -> None:
    def read_around_a_write(connection: Connection) -> tuple[int, int]:
        before = count(connection)
        database.write(add(1))
        return before, count(connection)

    assert database.read(read_around_a_write) == (0, 0)
    assert database.read(count) == 1


def test_work_cannot_wait_for_other_work(database: Database) -> None:
    with pytest.raises(RuntimeError):
        database.write(lambda _connection: database.write(add(1)))


@pytest.mark.sqlite
def test_closing_finishes_what_waits(path: Path) -> None:
    database = open_database(f"sqlite:///{path}")
    database.write(notes.create)
    blockade = Blockade(database)
    waiting = [threading.Thread(target=database.write, args=[add(note)]) for note in range(20)]
    for thread in waiting:
        thread.start()
    closing_thread = threading.Timer(0.1, database.close)
    closing_thread.start()
    blockade.lift()
    closing_thread.join(10)

    with pytest.raises(DatabaseError):
        database.write(add(99))
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM notes").fetchone() == (20,)


@pytest.mark.sqlite
def test_a_full_disk_is_told_and_survived(database: Database) -> None:
    database.write(add(1))
    _limit_pages(database, 1)  # as many as there are already
    with pytest.raises(DatabaseError, match="full"):
        database.write(
            lambda connection: connection.exec_driver_sql("CREATE TABLE t AS SELECT zeroblob(999999)")
        )

    _limit_pages(database, 1_000_000)
    database.write(add(2))
    assert known(database) == [1, 2]


def _limit_pages(database: Database, pages: int) -> None:
    database.write(lambda connection: connection.exec_driver_sql(f"PRAGMA max_page_count={pages}").scalar())


def test_no_error_tells_what_was_to_be_stored(database: Database) -> None:
    secret = "what I asked"
    wrong = [
        lambda connection: connection.exec_driver_sql("INSERT INTO nothing VALUES (?)", (secret,)),
        lambda connection: connection.execute(insert(notes), [{"id": 1, "at": secret}]),
        lambda connection: connection.execute(insert(notes), [{"id": secret}, {"id": secret}]),
        lambda connection: connection.execute(select(notes).where(notes.c.id == [secret])),
        lambda connection: connection.execute(insert(notes).values(id={"a": secret})),
        lambda connection: connection.exec_driver_sql("SELECT ?", (f"{secret}\ud800",)),
    ]
    for work in wrong:
        for run in (database.write, database.read):
            with pytest.raises(Exception) as caught:  # noqa: PT011 - of any kind
                run(work)
            assert secret not in "".join(traceback.format_exception(caught.value))
            assert secret not in str(caught.value)


@pytest.mark.sqlite
def test_a_lock_that_lasts_is_told_and_survived(database: Database, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="locked"):
            database.write(add(1))
        assert known(database) == []
        other.execute("ROLLBACK")

    assert database.write(add(2)) == 2


def test_writers_of_one_file_wait_for_each_other(path: Path) -> None:
    url = f"sqlite:///{path}"
    with closing(open_database(url)) as one, closing(open_database(url)) as other:
        one.write(notes.create)
        writers = [
            threading.Thread(target=_write_many, args=[database, range(start, 100, 2)])
            for start, database in enumerate((one, other))
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(30)

        assert known(one) == list(range(100))


def _write_many(database: Database, ids: range) -> None:
    for note in ids:
        database.write(add(note))


def test_moments_come_back_in_utc_and_naive_ones_are_refused(database: Database) -> None:
    moscow = datetime(2024, 8, 8, 15, 30, 1, 5, tzinfo=timezone(timedelta(hours=3)))
    database.write(lambda connection: connection.execute(insert(notes).values(id=1, at=moscow)))

    (moment,) = database.read(lambda connection: connection.scalars(select(notes.c.at)).all())
    assert moment == moscow
    assert moment.tzinfo is UTC
    with pytest.raises(Exception, match="no time zone"):
        database.write(lambda connection: connection.execute(insert(notes).values(at=datetime(2024, 8, 8))))  # noqa: DTZ001


def test_upsert_inserts_updates_or_keeps(database: Database) -> None:
    early, late = datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC)

    def put(moment: datetime, *update: str) -> int:
        row = {"id": 1, "at": moment}
        return database.write(lambda connection: upsert(connection, notes, row, key=["id"], update=update))

    def stored() -> datetime | None:
        return database.read(lambda connection: connection.scalar(select(notes.c.at)))

    assert (put(early), stored()) == (1, early)
    assert (put(late), stored()) == (0, early)
    assert (put(late, "at"), stored()) == (1, late)


def test_a_database_keeps_its_generation(tmp_path: Path) -> None:
    generations = []
    for name in ("one.db", "one.db", "two.db"):
        with closing(open_database(f"sqlite:///{tmp_path / name}")) as database:
            generations.append(database.generation)

    assert generations[0] == generations[1] != generations[2]


def test_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert scripts.get_current_head() == migrations.HEAD
    database.write(notes.drop)

    def differences(connection: Connection) -> list[object]:
        options = {"version_table": "index_version", "compare_type": True}
        found: list[object] = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
        return found

    assert database.read(differences) == []


@pytest.mark.sqlite
def test_a_newer_database_is_refused_untouched(path: Path) -> None:
    url = f"sqlite:///{path}"
    open_database(url).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE index_version SET version_num = '9999'")
        other.commit()
    before = path.read_bytes()

    with pytest.raises(DatabaseError, match="newer version"):
        open_database(url)

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package `extra` whose only migration makes a table; what it does next is up to the test."""
    folder = tmp_path / "packages" / "extra" / "migrations"
    (folder / "versions").mkdir(parents=True)
    shutil.copy(Path(migrations.__file__).with_name("env.py"), folder)
    (folder / "__init__.py").touch()
    (folder.parent / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path / "packages"))
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "extra"]:
        del sys.modules[name]


def _migration(package: Path, ending: str) -> None:
    lines = [
        "import os, sqlalchemy as sa",
        "from alembic import op",
        "revision, down_revision = '0001', None",
        "def upgrade():",
        "    op.create_table('extra', sa.Column('id', sa.Integer, primary_key=True))",
        f"    {ending}",
    ]
    (package / "versions" / "0001_extra.py").write_text("\n".join(lines))


def _tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as other:
        return {name for (name,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


@pytest.mark.sqlite
def test_another_package_has_its_own_history(path: Path, package: Path) -> None:
    _migration(package, "pass")
    open_database(f"sqlite:///{path}").close()
    open_database(f"sqlite:///{path}", heads={"extra": "0001"}).close()

    assert {"extra", "extra_version", "index_version", "sources"} <= _tables(path)


@pytest.mark.sqlite
def test_a_migration_that_fails_leaves_nothing(path: Path, package: Path) -> None:
    _migration(package, "raise RuntimeError('boom')")
    with pytest.raises(RuntimeError, match="boom"):
        open_database(f"sqlite:///{path}", heads={"extra": "0001"})

    assert _tables(path) == set()


def test_a_migration_apart_leaves_nothing_behind_but_the_tables(path: Path, package: Path) -> None:
    _migration(package, "pass")
    code = (
        "import sys; from index import open_database\n"
        f"open_database('sqlite:///{path}', heads={{'extra': '0001'}}, migrate_apart=True).close()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    environment = {"PYTHONPATH": f"{ROOT}:{package.parents[1]}"}
    subprocess.run([sys.executable, "-c", code], env=environment, timeout=60, check=True)

    assert {"extra", "extra_version", "index_version", "sources"} <= _tables(path)


def test_a_migration_apart_says_as_clearly_why_it_failed(path: Path, package: Path) -> None:
    url = f"sqlite:///{path}"
    _migration(package, "op.execute('SELECT no_such_column FROM sqlite_master')")
    with pytest.raises(DatabaseError, match="no_such_column"):
        open_database(url, heads={"extra": "0001"}, migrate_apart=True)
    _migration(package, "raise RuntimeError('boom')")
    with pytest.raises(RuntimeError, match="boom"):
        open_database(url, heads={"extra": "0001"}, migrate_apart=True)

    assert _tables(path) == set()


@pytest.mark.system
def test_a_kill_during_a_migration_leaves_nothing(path: Path, package: Path) -> None:
    _migration(package, "os._exit(9)")
    code = f"from index import open_database; open_database('sqlite:///{path}', heads={{'extra': '0001'}})"
    environment = {"PYTHONPATH": f"{ROOT}:{package.parents[1]}"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, timeout=60)

    assert done.returncode == 9
    assert _tables(path) == set()
    _migration(package, "pass")
    subprocess.run([sys.executable, "-c", code], env=environment, timeout=60, check=True)
    assert "extra" in _tables(path)


@pytest.mark.system
def test_processes_that_start_at_once_on_a_new_file_all_work(path: Path) -> None:
    code = (
        "import sys; from index.store.database import meta, open_database, upsert\n"
        f"database = open_database('sqlite:///{path}')\n"
        "for n in range(50):\n"
        "    row = {'key': sys.argv[1] + str(n), 'value': ''}\n"
        "    database.write(lambda connection: upsert(connection, meta, row, key=['key']))\n"
        "database.close()"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, name], cwd=ROOT) for name in "abcd"]

    assert [process.wait(60) for process in started] == [0, 0, 0, 0]
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT count(*) FROM meta WHERE key <> 'generation'").fetchone() == (200,)


@pytest.mark.sqlite
def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no database at all" * 1000)
    for url, said in (
        (f"sqlite:///{tmp_path}/file", "not a database"),
        (f"sqlite:///{tmp_path}/file/footnote.db", "File exists"),
        ("sqlite://", "must be sqlite:///PATH"),
        ("sqlite:///:memory:", "must be a file"),
        ("nonsense", "must be sqlite:///PATH"),
    ):
        with pytest.raises(DatabaseError, match=said):
            open_database(url)
