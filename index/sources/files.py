"""Sources that are files: those of the folder, and single ones from elsewhere. Each has one document.

A file in the folder is known by its path there, any other one by its absolute path. A file whose size and
time of change are as they were is not opened. When a file cannot be read, what was read of it before stays.
"""

import os
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from index.errors import SourceError
from index.model import SourceId, SourceKind
from index.sources.folder import Found, is_hidden, is_left_out, look_at, scan
from index.sources.ingest import Failure, Progress, Report
from index.sources.kinds import ENDINGS, is_readable
from index.sources.losses import keep_lost
from index.sources.reading import Reading
from index.store.corpus import sources
from index.store.corpus.listing import seen
from index.store.corpus.sources import FileState
from index.store.database import Database

_LEFT_OUT: Final = "is left out of the folder because of its name"


def sync(
    database: Database,
    folder: Path,
    *,
    thorough: bool = False,
    force: bool = False,
    settled_seconds: float = 0.0,
    progress: Progress | None = None,
    site_url: str | None = None,
) -> Report:
    """Bring the corpus up to date with the folder: read what is new or changed, remove what is gone.

    `thorough` also reads the files from elsewhere and tries again what has failed before. A file that changed
    less than `settled_seconds` ago may still be being written and is left for next time. Raises
    SourceError, and removes nothing, when the folder cannot be listed. What is gone all at once is kept for
    an hour, with a notice in the report, unless `force` says to remove it.
    """
    # first: what others add after that cannot seem to be gone
    with Reading(database, thorough=thorough, site_url=site_url) as reading:
        return _sync(
            database,
            folder,
            reading,
            thorough=thorough,
            force=force,
            settled=settled_seconds,
            progress=progress,
        )


def _sync(
    database: Database,
    folder: Path,
    reading: Reading,
    *,
    thorough: bool,
    force: bool,
    settled: float,
    progress: Progress | None,
) -> Report:
    found = scan(folder)
    if thorough:
        elsewhere = [locator for locator in reading.states if _is_elsewhere(locator)]
        found |= {locator: look_at(locator, locator) for locator in elsewhere}
    reading.expect(gone=_gone(found, reading.states))
    since = time.time_ns() - int(settled * 1e9)
    due = [file for file in found.values() if reading.is_due(file)]
    reading.read([file for file in due if not _is_fresh(file, since)], progress)
    if not any(_is_fresh(file, since) and file.locator not in reading.states for file in due):
        # else what seems gone may be what was just renamed
        _remove_gone(database, reading, is_emptied=all(map(_is_elsewhere, found)), force=force)
    return reading.report()


def _remove_gone(database: Database, reading: Reading, *, is_emptied: bool, force: bool) -> None:
    """Remove what is gone; what is gone all at once only after a while."""
    known = sum(not state.removed and not _is_elsewhere(state.locator) for state in reading.states.values())
    gone = [state.id for state in reading.gone() if not state.removed]
    kept = keep_lost(database, gone, known, is_emptied=is_emptied, force=force)
    if kept is not None:
        reading.notice(kept.told(known))
    reading.remove_gone(keep=kept.ids if kept else ())


def add(
    database: Database,
    folder: Path,
    locators: Iterable[str],
    *,
    progress: Progress | None = None,
    site_url: str | None = None,
) -> Report:
    """Read files, and all files of folders, that somebody named; they stay sources until they are removed."""
    with Reading(database, thorough=True, site_url=site_url) as reading:
        wanted: dict[str, Found] = {}
        for locator in locators:
            try:
                wanted |= {file.locator: file for file in _named(locator, folder.resolve())}
            except SourceError as error:
                reading.fail(error.locator, error.reason)
        reading.read(list(wanted.values()), progress, wanted=True)
        return reading.report()


def remove(database: Database, source_ids: Iterable[SourceId]) -> Report:
    """Remove sources; one of the folder stays away until its file's content changes or it is added again."""
    removed, failed = [], []
    for source_id in source_ids:
        source = database.read(partial(seen.find, source_id=source_id))
        if source is None:
            failed.append(Failure(source_id, "there is no such source"))
            continue
        leave_mark = source.kind is SourceKind.FILE and not _is_elsewhere(source.locator)
        when = datetime.now(UTC)
        database.write(partial(sources.remove, source_id=source_id, at=when, leave_mark=leave_mark))
        removed.append(source_id)
    return Report(removed=tuple(removed), failed=tuple(failed))


def _is_elsewhere(locator: str) -> bool:
    return locator.startswith(os.sep)


def _gone(found: dict[str, Found], states: dict[str, FileState]) -> list[FileState]:
    """What was in the folder and is no more, leaving alone what lies in a subfolder that cannot be listed."""
    unlisted = tuple(locator for locator in found if locator.endswith("/"))
    return [
        state
        for locator, state in states.items()
        if locator not in found and not _is_elsewhere(locator) and not locator.startswith(unlisted)
    ]


def _is_fresh(file: Found, since_ns: int) -> bool:
    return file.stamp is not None and since_ns < file.stamp.mtime_ns <= time.time_ns()


def _named(locator: str, root: Path) -> list[Found]:
    """The files that a person means; those in the folder `root` by their locators there."""
    place = Path(locator).expanduser()
    place = place.resolve() if place.is_dir() else place.parent.resolve() / place.name
    inside = place.is_relative_to(root)
    if inside and any(is_hidden(part) for part in place.relative_to(root).parts):
        raise SourceError(locator, _LEFT_OUT)
    if place.is_dir():
        found = scan(place).values()
        if not found:
            raise SourceError(locator, f"holds no file that ends with {', '.join(ENDINGS)}")
        return [replace(file, locator=_locator(place / file.locator, root)) for file in found]
    if not os.path.lexists(place):
        raise SourceError(locator, "there is no such file or folder")
    if not is_readable(place.name):
        raise SourceError(locator, f"does not end with {', '.join(ENDINGS)}")
    if inside and is_left_out(place.name):
        raise SourceError(locator, _LEFT_OUT)
    return [look_at(str(place), _locator(place, root), within=root if inside else None)]


def _locator(place: Path, root: Path) -> str:
    """The path in the folder, or the absolute one of a file from elsewhere."""
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else place.as_posix()
