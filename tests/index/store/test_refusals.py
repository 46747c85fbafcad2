"""A server that cannot be used is refused in one line that says why, and that holds no password."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy.engine import make_url

from index.errors import DatabaseError
from index.store import postgres as backend
from index.store.database import open_database
from tests.postgres import Server, server

pytestmark = pytest.mark.system

PASSWORD = "hunter2"


@pytest.fixture(scope="module")
def strict() -> Iterator[Server]:
    """A server that wants to know who one is."""
    with server() as made:
        made.execute(f"CREATE ROLE ann LOGIN PASSWORD '{PASSWORD}'")
        made.execute("CREATE DATABASE notes")
        made.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0 OWNER ann")
        made.execute("CREATE DATABASE still OWNER ann")
        made.execute("ALTER DATABASE still SET default_transaction_read_only = on")
        made.execute("CREATE ROLE crowd LOGIN CONNECTION LIMIT 0 PASSWORD 'x'")
        rules = made.folder / "data" / "pg_hba.conf"
        rules.write_text(f"host all ann,crowd 127.0.0.1/32 scram-sha-256\n{rules.read_text()}")
        made.execute("SELECT pg_reload_conf()")
        yield made


@pytest.mark.parametrize(
    ("user", "password", "database", "options", "told"),
    [
        ("ann", "wrong", "notes", "", 'password authentication failed for user "ann"'),
        ("ann", None, "notes", "", "no password supplied"),
        ("bob", PASSWORD, "notes", "", 'role "bob" does not exist'),
        ("ann", PASSWORD, "nothing", "", 'database "nothing" does not exist'),
        ("ann", PASSWORD, "notes", "", "permission denied for schema public"),
        ("ann", PASSWORD, "latin", "", "the database is in LATIN1"),
        ("ann", PASSWORD, "still", "", "the database is read-only"),
        ("ann", PASSWORD, "notes", "?sslmode=require", "server does not support SSL"),
        ("crowd", "x", "notes", "", "too many connections"),
    ],
)
def test_a_server_that_refuses_is_told_in_one_line(
    strict: Server, user: str, password: str | None, database: str, options: str, told: str
) -> None:
    url = make_url(strict.url_of(database) + options).set(username=user, password=password)
    refused(url.render_as_string(hide_password=False), told)


def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    refused("postgresql+psycopg://ann:hunter2@127.0.0.1:1/notes", "Connection refused")


def test_an_old_server_is_refused(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backend, "OLDEST_VERSION", 99)
    refused(postgres_url, "update it, Footnote needs 99 or newer")


def test_a_newer_schema_is_refused(postgres: Server, postgres_url: str) -> None:
    open_database(postgres_url).close()
    postgres.execute("UPDATE index_version SET version_num = '9999'", postgres_url.rpartition("/")[2])
    refused(postgres_url, "newer version of Footnote")


def test_a_standby_is_refused_and_what_to_name_instead(postgres: Server) -> None:
    standby = postgres.standby()
    standby.start()
    try:
        refused(standby.url, "name the primary")
    finally:
        standby.stop()


def test_a_writer_that_never_ends_is_told_and_survived(postgres_url: str) -> None:
    with (
        closing(open_database(postgres_url, busy_seconds=0.2)) as one,
        closing(open_database(postgres_url)) as two,
    ):

        def wait(_connection: object) -> None:
            with pytest.raises(DatabaseError, match="somebody else has been writing"):
                one.write(lambda _connection: None)

        two.write(wait)
        one.write(lambda _connection: None)


def refused(url: str, told: str) -> None:
    """Check that opening says this, in a line, without a password."""
    with pytest.raises(DatabaseError) as caught:
        open_database(url)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert PASSWORD not in str(caught.value)
