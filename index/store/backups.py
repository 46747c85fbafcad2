"""Copies of a whole database: made while it is written, checked, and put back in its place."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from secrets import token_hex

from index.errors import DatabaseError
from index.store import commands
from index.store.connecting import file_of

SQLITE_VERSION: tuple[int, ...] = sqlite3.sqlite_version_info


def back_up(url: str, copy: Path) -> None:
    """Make `copy`, a new file, of the database at `url` as it is at one moment, and check it.

    May be called while others write. Raises DatabaseError, and leaves no file, when the copy exists already,
    cannot be written or is not whole, and, with the command that does it, when a server holds the database.
    """
    source_file = _file_or(commands.copying, url, copy)
    if copy.exists():
        raise DatabaseError(f"{copy} exists already")
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    try:
        copy.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with closing(_open(source_file)) as source:
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
    it open. Raises DatabaseError, and changes nothing, when the copy is not whole or cannot be put there;
    and, with the commands that do it, when a server holds the database.
    """
    target = _file_or(commands.restoring, url, copy)
    check_copy(copy)
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


def _file_or(command: Callable[[str, Path], str], url: str, copy: Path) -> Path:
    """The file of the database; DatabaseError with the command for what is asked where it has none."""
    if (file := file_of(url)) is None:
        raise DatabaseError(
            f"a database on PostgreSQL has tools of its own for this; run\n{command(url, copy)}"
        )
    return file


def _sync(file: Path) -> None:
    """Let the file's content reach the disk before its name does."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
