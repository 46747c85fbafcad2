"""The library over a folder that a benchmark keeps, with its index on disk."""

from contextlib import ExitStack, closing
from pathlib import Path

from index.library import Library, open_library
from index.settings import Settings
from index.store.database import Database, open_database


def opened(folder: Path, on: ExitStack) -> tuple[Library, Database]:
    """Both open until the stack closes them."""
    database = on.enter_context(closing(open_database(f"sqlite:///{folder / 'footnote.db'}")))
    settings = Settings(data_dir=folder, seeds_dir=folder / "seeds", engine="disk")
    return on.enter_context(closing(open_library(settings, database))), database
