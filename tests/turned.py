"""The tests of SQLite's databases on PostgreSQL: each file that a test names becomes a database of a server.

That server's address stands in FOOTNOTE_TEST_POSTGRES; without it the files are files.
"""

import hashlib
import os
from pathlib import Path
from typing import Final

from sqlalchemy import URL
from sqlalchemy.engine import make_url

from bot.migrations import HEAD
from index import open_database
from index.store import connecting
from tests.postgres import Server

ADDRESS: Final = "FOOTNOTE_TEST_POSTGRES"

_EMPTY: Final = "template_of_index"
_WHOLE: Final = "template_of_bot"
_made: dict[Path, str] = {}


def is_turned() -> bool:
    """Whether this run has its databases on PostgreSQL."""
    return ADDRESS in os.environ


def turn() -> None:
    """Let every address of a file mean a database of the server from now on."""

    def turned(address: str) -> URL:
        parsed = make_url(address)
        if parsed.drivername != "sqlite" or not parsed.database or parsed.database == ":memory:":
            return parsed
        return server_address().set(database=_name_of(Path(parsed.database).resolve()))

    connecting.make_url = turned  # type: ignore[assignment, attr-defined]


def make_templates(server: Server) -> None:
    """Make what the databases of a turned run are copied from: each migration runs once."""
    heads: dict[str, dict[str, str]] = {_EMPTY: {}, _WHOLE: {"bot": HEAD}}
    for name, more in heads.items():
        server.execute(f"CREATE DATABASE {name}")
        open_database(server.url_of(name), heads=more).close()
        server.execute("DELETE FROM meta WHERE key = 'generation'", name)


def server_address() -> URL:
    """The server's own database."""
    return make_url(os.environ[ADDRESS])


def copy_of_template(file: Path) -> None:
    """Make the database for `file` as a copy of the one that all migrations have made, unless it is there."""
    _name_of(file.resolve(), _WHOLE)


def keep(file: Path) -> None:
    """Keep the database of `file` as it is now, so that it can be put back; nobody may have it open."""
    file = file.resolve()
    _name_of(file.with_suffix(".kept"), _made[file])


def put_back(file: Path) -> None:
    """Put in the place of the database of `file` what was kept of it."""
    file = file.resolve()
    name = _made.pop(file)
    _execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    _name_of(file, _made[file.with_suffix(".kept")])


def drop_below(folder: Path | None) -> None:
    """Drop what was made for files below the folder, or for any whose folder is gone; None: everything."""
    gone = [
        file
        for file in _made
        if folder is None or file.is_relative_to(folder.resolve()) or not file.parent.exists()
    ]
    for file in gone:
        _execute(f"DROP DATABASE IF EXISTS {_made.pop(file)} WITH (FORCE)")


def _name_of(file: Path, template: str = _EMPTY) -> str:
    if file not in _made:
        name = f"t{hashlib.sha256(bytes(file)).hexdigest()[:24]}"
        _execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        _made[file] = name
    return _made[file]


def _execute(statement: str) -> None:
    import psycopg

    address = server_address().set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)
