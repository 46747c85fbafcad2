"""A lock on the data of a bot: held by one process at a time, let go when that ends, however it ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from index.errors import DatabaseError, SettingsError

_NAME: Final = "bot.lock"


@contextmanager
def sole_user_of(data_dir: Path) -> Iterator[None]:
    """Hold the folder as its only bot; DatabaseError when another process does, SettingsError when
    the folder cannot be used.

    What only reads the folder, or uses the database beside a bot, needs no lock.
    """
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (data_dir / _NAME).open("a+")
    except OSError as error:
        raise SettingsError(
            f"DATA_DIR={data_dir}: must be a folder that can be written to ({error.strerror})"
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise DatabaseError(
                f"another bot (process {holder}) is running on {data_dir}: "
                "stop it, or give this one a DATA_DIR of its own"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
