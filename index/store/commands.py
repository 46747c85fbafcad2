"""The commands of PostgreSQL's own tools that copy a database and put it back. No password stands in them."""

import shlex
from pathlib import Path
from typing import Final

from sqlalchemy import URL
from sqlalchemy.engine import make_url

_NEW_GENERATION: Final = "UPDATE meta SET value = left(md5(random()::text), 16) WHERE key = 'generation'"
"""Whoever has a copy of the corpus as it was learns that it is another one."""


def copying(url: str, file: Path) -> str:
    """What copies the database at `url` into a file, also while it is used."""
    return f"pg_dump --format=custom --file={_quoted(file)} {_address(url)}"


def restoring(url: str, file: Path) -> str:
    """What puts such a copy in the place of the database at `url`, while no bot runs."""
    address = _address(url)
    options = f"--clean --if-exists --no-owner --single-transaction --dbname={address}"
    anew = f"psql {address} --command={shlex.quote(_NEW_GENERATION)}"
    return f"pg_restore {options} {_quoted(file)} && {anew}"


def _address(url: str) -> str:
    return shlex.quote(open_address(make_url(url).set(drivername="postgresql")))


def open_address(url: URL) -> str:
    """The address of a database without any password, to be shown."""
    return url._replace(password=None).difference_update_query(["password"]).render_as_string()


def _quoted(file: Path) -> str:
    return shlex.quote(str(file))
