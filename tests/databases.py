"""New databases with the schema of today: migrated once a run, then copied."""

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from bot.migrations import HEAD
from index import Database, open_database
from tests import turned


def open_current(url: str) -> Database:
    """The database at `url`, made as a first start would make it where there is none yet."""
    file = Path(url.removeprefix("sqlite:///"))
    if turned.is_turned():
        turned.copy_of_template(file)
    elif not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_made(), file)
    return open_database(url, heads={"bot": HEAD})


@cache
def _made() -> Path:
    folder = Path(mkdtemp(prefix="footnote-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / "footnote.db"
    open_database(f"sqlite:///{file}", heads={"bot": HEAD}).close()
    return file
