"""The watched folder and single files, read by one at a time."""

import math
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final, Protocol

from index.model import SourceId
from index.sources import files
from index.sources.folder import unread_kinds
from index.sources.ingest import Progress, Report
from index.sources.renewal import renew
from index.sources.sharing import count_shared_lines
from index.sources.watch.waiting import Watching
from index.store.database import Database

_RENEW_SECONDS: Final = 2.0
"""How long a sync analyses stored texts anew before it looks at the folder; the next one goes on."""


class _Look(Protocol):
    def __call__(
        self, database: Database, folder: Path, *, progress: Progress | None, site_url: str | None
    ) -> Report: ...


class Watched:
    """Looks at the files, whichever thread asks for it, one look at a time."""

    def __init__(self, database: Database, folder: Path, site_url: str | None = None) -> None:
        """Join relative permalinks to `site_url`."""
        self._database, self._folder, self._site_url = database, folder, site_url
        self._looking = threading.Lock()
        self._noticed: tuple[str, ...] = ()
        self._watching = Watching(folder)
        self._idle_seconds = 0.0

    def sync(self, progress: Progress | None, *, settled_seconds: float) -> Report:
        """Read what is new or changed in the folder; a notice that the last look gave is not given again."""
        look = partial(files.sync, settled_seconds=settled_seconds)
        report = self._look(look, progress, renew_seconds=_RENEW_SECONDS)
        untold = tuple(notice for notice in report.notices if notice not in self._noticed)
        self._noticed = report.notices
        return replace(report, notices=untold)

    def refresh(self, progress: Progress | None, *, force: bool) -> Report:
        """Compare all contents, also of files from elsewhere; `force` removes all that is gone.

        A notice counts the files of kinds that are not read.
        """
        report = self._look(partial(files.sync, thorough=True, force=force), progress)
        return report + Report(notices=tuple(filter(None, [self.unread_kinds()])))

    def unread_kinds(self) -> str | None:
        """How many files of kinds that are not read lie in the folder, in one line."""
        return unread_kinds(self._folder)

    def wait(self, seconds: float) -> None:
        """Wait for the next look: so long, or longer where looking takes long and nothing has changed."""
        self._watching.wait(seconds, self._idle_seconds)

    def close(self) -> None:
        """End the waiting."""
        self._watching.stop()

    def add(self, locators: Sequence[str], progress: Progress | None) -> Report:
        """Make files, and all files of folders, sources."""
        return self._look(partial(files.add, locators=locators), progress)

    def remove(self, source_ids: Sequence[SourceId]) -> Report:
        """Remove sources, whatever their kind."""
        with self._looking:
            return files.remove(self._database, source_ids)

    def _look(self, look: _Look, progress: Progress | None, *, renew_seconds: float = math.inf) -> Report:
        with self._looking:
            renew(self._database, progress, seconds=renew_seconds)
            began = monotonic()
            report = look(self._database, self._folder, progress=progress, site_url=self._site_url)
            took = monotonic() - began
            count_shared_lines(self._database)
            is_renewed = renew(self._database, progress, seconds=renew_seconds)
            self._idle_seconds = took if is_renewed and report.is_quiet() else 0.0
            return report
