"""Copies of a whole database: made while it is written, checked, and put back in its place."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex

from sqlalchemy.engine import make_url

from index.errors import DatabaseError

SQLITE_VERSION: tuple[int, ...] = sqlite3.sqlite_version_info


def back_up(url: str, copy: Path) -> None:
    """Make `copy`, a new file, of the database at `url` as it is at one moment, and check it.

    May be called while others write. Raises DatabaseError, and leaves no file, when the copy exists already,
    cannot be written or is not whole.
    """
    if copy.exists():
        raise DatabaseError(f"{copy} exists already")
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with closing(_open(_file_of(url))) as source:
            source.execute("VACUUM INTO ?", (str(unfinished),))
        check_copy(unfinished)
        _sync(unfinished)
        unfinished.rename(copy)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"{copy} cannot be written: {error}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def check_copy(file: Path) -> None:
    """Raise DatabaseError unless the file is a whole database of Footnote."""
    try:
        with closing(_open(file)) as copy:
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(3)")]
            copy.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
    except (OSError, sqlite3.Error) as error:
        raise DatabaseError(f"{file} is no database of Footnote: {error}") from error
    if found != ["ok"]:
        raise DatabaseError(f"{file} is damaged: {'; '.join(found)}")


def restore(copy: Path, url: str) -> Path | None:
    """Put `copy` in the place of the database at `url`; return where what stood there lies now.

    The database gets a new generation, so that engines with a copy of their own start anew. Nobody may have
    it open. Raises DatabaseError, and changes nothing, when the copy is not whole or cannot be put there.
    """
    check_copy(copy)
    target = _file_of(url)
    fresh = target.with_name(f"{target.name}.restored")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(copy, fresh)
        with closing(_open(fresh)) as database:
            database.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (token_hex(8),))
            database.commit()
        _sync(fresh)
        before = _set_aside(target)
        fresh.replace(target)
    except (OSError, sqlite3.Error) as error:
        fresh.unlink(missing_ok=True)
        raise DatabaseError(f"{copy} cannot be restored to {target}: {error}") from error
    return before


def _set_aside(target: Path) -> Path | None:
    """Give the database that is there, with what its log holds, a second name beside the first."""
    if not target.exists():
        return None
    with closing(_open(target)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = target.with_name(f"{target.name}.before-restore")
    before.unlink(missing_ok=True)
    before.hardlink_to(target)  # under both names, so that at no moment there is no database
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    return before


def _open(file: Path) -> sqlite3.Connection:
    if not file.is_file():
        raise FileNotFoundError(2, "no such file", str(file))
    return sqlite3.connect(file, timeout=10)


def _file_of(url: str) -> Path:
    return Path(make_url(url).database or "")


def _sync(file: Path) -> None:
    """Let the file's content reach the disk before its name does."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
