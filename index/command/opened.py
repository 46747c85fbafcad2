"""The library as commands open it, and what they tell of what came of reading sources.

Results go to stdout, all else to stderr.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import TYPE_CHECKING, Final

from index.errors import SourceError

if TYPE_CHECKING:
    from index.library import Library
    from index.sources.ingest import Progress, Report

_WIDTH: Final = 48
_SOONEST_SECONDS: Final = 5.0

DONE: Final = 0
FAILED: Final = 1


@contextmanager
def opened_library(*, dry: bool = False) -> Iterator[Library]:
    """The library of the settings; a `dry` one is a copy of it, which is thrown away."""
    with uncollected():
        from index.library import open_library
        from index.settings import load_settings, unknown_settings
        from index.store.database import open_database

    settings = load_settings()
    if unknown := unknown_settings(only_near=True):  # the bot's settings stand there too
        complain(unknown)
    with TemporaryDirectory() as place:
        if dry:
            open_database(settings.database_url).close()  # made, and up to date
            _copy(settings.database_url, copied := Path(place, "dry.db"))
            settings = settings.model_copy(update={"database_url": f"sqlite:///{copied}"})
        database = open_database(settings.database_url)
        library = open_library(settings, database)
        try:
            yield library
        finally:
            library.close()
            database.close()


def _copy(url: str, file: Path) -> None:
    from index.store.connecting import file_of

    if file_of(url):
        from index.store.backups import back_up

        back_up(url, file)
    else:
        from index.store.moving import copy_database

        copy_database(url, f"sqlite:///{file}")


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector away from imports: they leave none, and it takes a fifth of their time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what was imported stays, and need not be looked at again
        gc.enable()


def sync(library: Library) -> int:
    """Read what is new in the folder; when that fails, say so and go on with what is known."""
    try:
        report = library.sync(counting())
    except SourceError as error:
        complain(f"SEEDS_DIR: {error}")
        return FAILED
    _notice(report)
    for failure in report.failed:
        complain(f"skipped {failure.locator}: {failure.reason}")
    return DONE


def tell(report: Report, *, as_json: bool, dry: bool = False) -> int:
    """Tell what came of reading sources, and return the exit code; of a dry run, what would have."""
    from index.command.printing import print_json, print_report, report_object

    _notice(report)
    for failure in report.failed:
        complain(f"{failure.locator}: {failure.reason}")
    if as_json:
        print_json(report_object(report))
    else:
        print_report(report)
    if dry:
        complain("Nothing was changed: this is what would be done.")
    return FAILED if report.failed else DONE


def _notice(report: Report) -> None:
    for notice in report.notices:
        complain(notice)


def counting() -> Progress | None:
    """Counts on the standard error, where somebody is watching it."""
    if not sys.stderr.isatty():
        return None

    began = monotonic()

    def count(done: int, total: int) -> None:
        told = f"{done} of {total}{left(done, total, monotonic() - began)}"
        print(f"\r{told:<{_WIDTH}}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return count


def left(done: int, total: int, seconds: float) -> str:
    """How long the rest will take if it goes on as it did, once that can be told; in whole minutes."""
    if seconds < _SOONEST_SECONDS or not 0 < done < total:
        return ""
    minutes = -(-seconds * (total - done) // (done * 60))
    return f", about {minutes:.0f} min left" if minutes > 1 else ", about a minute left"


def complain(message: str) -> None:
    """Tell it on the standard error."""
    print(message, file=sys.stderr)
