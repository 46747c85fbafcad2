"""On PostgreSQL the promises of the database hold as on SQLite, between processes on several machines too."""

import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial

import pytest
from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, func, insert, select
from sqlalchemy.exc import OperationalError

from bot.migrations import HEAD
from index.errors import DatabaseError
from index.store.corpus.listing import seen
from index.store.database import Database, open_database, upsert
from tests.postgres import Server

pytestmark = pytest.mark.system

notes = Table("notes", MetaData(), Column("id", Integer, primary_key=True), Column("text", String))


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    with closing(open_database(postgres_url, heads={"bot": HEAD}, busy_seconds=1)) as opened:
        opened.write(notes.create)
        yield opened


def count(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(notes)) or 0


def add_next(connection: Connection) -> int:
    """As code does that trusts in being the only writer: it looks, then writes."""
    number = (connection.scalar(select(func.max(notes.c.id))) or 0) + 1
    connection.execute(insert(notes).values(id=number))
    return number


def test_a_new_database_gets_all_tables_and_is_opened_again(postgres_url: str) -> None:
    generations = []
    for _ in range(2):
        with closing(open_database(postgres_url, heads={"bot": HEAD})) as opened:
            generations.append(opened.generation)
            assert opened.read(seen.count_sources).sources == 0
    assert generations[0] == generations[1]


def test_several_that_start_at_once_migrate_once(postgres_url: str) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            open_database(postgres_url, heads={"bot": HEAD}).close()
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    starts = [threading.Thread(target=start) for _ in range(3)]
    for one in starts:
        one.start()
    for one in starts:
        one.join(60)
    assert failures == []


def test_writers_of_several_processes_are_one_after_the_other(database: Database, postgres_url: str) -> None:
    with closing(open_database(postgres_url, heads={"bot": HEAD})) as other:
        numbers: list[int] = []

        def write_many(one: Database) -> None:
            numbers.extend(one.write(add_next) for _ in range(50))

        writers = [threading.Thread(target=write_many, args=[one]) for one in (database, other)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(60)
        assert sorted(numbers) == list(range(1, 101))


def test_a_read_sees_one_state_while_another_writes(database: Database) -> None:
    def around_a_write(connection: Connection) -> tuple[int, int]:
        before = count(connection)
        database.write(add_next)
        return before, count(connection)

    assert database.read(around_a_write) == (0, 0)
    assert database.read(count) == 1


def lose_the_connection(connection: Connection) -> None:
    connection.execute(insert(notes).values(id=1))
    connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")


def lose_it_unnoticed(connection: Connection) -> None:
    with suppress(OperationalError):
        lose_the_connection(connection)


@pytest.mark.parametrize("lose", [lose_the_connection, lose_it_unnoticed])
def test_a_connection_lost_in_the_middle_undoes_all_and_the_next_one_works(
    database: Database, lose: Callable[[Connection], None]
) -> None:
    for run in (database.write, database.read):
        with pytest.raises(DatabaseError):
            run(lose)
        assert database.read(count) == 0
    assert database.write(add_next) == 1


def test_a_connection_that_ended_while_nobody_used_it_is_not_noticed(
    database: Database, postgres: Server, postgres_url: str
) -> None:
    name = postgres_url.rpartition("/")[2]
    postgres.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    assert database.write(add_next) == 1
    assert database.read(count) == 1


def test_it_is_told_how_many_rows_were_put(database: Database) -> None:
    put = partial(upsert, table=notes, key=["id"])
    rows = [{"id": 1, "text": "a"}, {"id": 2, "text": "b"}]
    assert database.write(lambda connection: put(connection, rows=rows)) == 2
    assert database.write(lambda connection: put(connection, rows=rows)) == 0
    assert database.write(lambda connection: put(connection, rows=rows, update=["text"])) == 2


SECRET = "what I asked"
TWICE = "(%s, 'x'), (%s, 'x')"
WRONG: list[Callable[[Connection], object]] = [
    lambda connection: connection.execute(insert(notes), [{"id": SECRET}]),
    lambda connection: connection.execute(insert(notes), [{"id": 1, "text": f"{SECRET}\0"}]),
    lambda connection: connection.execute(select(notes).where(notes.c.id == SECRET)),
    lambda connection: connection.execute(insert(notes), [{"id": 7 << 40, "text": SECRET}]),
    lambda connection: connection.exec_driver_sql(
        "INSERT INTO meta VALUES (%s, 'x'), (%s, 'x')", (SECRET, SECRET)
    ),
    lambda connection: connection.exec_driver_sql("INSERT INTO nothing VALUES (%s)", (SECRET,)),
]


@pytest.mark.parametrize("work", WRONG)
def test_no_error_tells_what_was_to_be_stored(
    database: Database, work: Callable[[Connection], object]
) -> None:
    with pytest.raises(Exception) as caught:  # noqa: PT011 - of any kind
        database.write(work)
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert database.write(add_next) == 1
