"""The sources on the web, opened when first needed: HTTP and TLS are not for those who only ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from index.model import SourceId
from index.sources.ingest import Progress, Report
from index.store.corpus import webs
from index.store.corpus.validity import page_states
from index.store.database import Database

if TYPE_CHECKING:
    from index.sources.sandbox import Sandbox
    from index.sources.web.looking import Seen
    from index.sources.web.refreshing import WebSources

CITED_AT_ONCE: Final = 40
"""The most pages of files that are looked at when somebody asks for a look at everything."""

CITED_AT_A_ROUND: Final = 4
CITED_SECONDS: Final = 60.0
"""From one round to the next while pages of files wait to be looked at."""

CITED_IDLE_SECONDS: Final = 3600.0
"""From one round to the next while none waits: to find that out takes long where there are many texts."""


class Web:
    """Adds and looks at pages and feeds, one look at all of them at a time. May be used from any thread.

    `usual_seconds` is how often they are looked at; `allowed` are hosts that may have private addresses.
    """

    def __init__(self, database: Database, usual_seconds: float, allowed: Collection[str] = ()) -> None:
        self._database = database
        self._usual = timedelta(seconds=usual_seconds)
        self._allowed = allowed
        self._sources: WebSources | None = None
        self._looking = threading.Lock()
        self._opening = threading.Lock()
        self._cited_at = time.monotonic() + CITED_SECONDS

    def add(self, urls: Sequence[str], progress: Progress | None = None) -> Report:
        """Make pages and feeds sources, whatever else is being looked at."""
        return self._opened().add(urls, progress)

    def refresh_one(self, source_id: SourceId) -> Report:
        """Look at one of the sources, whether it is due or not; at none that is not on the web."""
        states = self._database.read(lambda connection: webs.due(connection, None))
        wanted = [state for state in states if state.id == source_id]
        return self._opened().look_at(wanted) if wanted else Report()

    def look(self, url: str) -> Seen:
        """What there is at an address; SourceError when it could be no source."""
        from index.sources.web import looking

        return looking.look(self._opened(), url)

    def sandbox(self) -> Sandbox:
        """Where what comes from outside is read."""
        return self._opened().sandbox

    def refresh(self, progress: Progress | None = None, *, everything: bool = False) -> Report:
        """Look at those that are due, or at `everything`, also at the pages that files are from.

        At a few of these now and then, else, after all others. Cheap when nothing is to be looked at.
        """
        with self._looking:
            if everything:
                self._look_at_cited(CITED_AT_ONCE)
            report = Report()
            if self._database.read(lambda connection: webs.has_any(connection, due=not everything)):
                report = self._opened().refresh(progress, everything=everything)
            if not everything and time.monotonic() >= self._cited_at:
                is_any = self._look_at_cited(CITED_AT_A_ROUND)
                self._cited_at = time.monotonic() + (CITED_SECONDS if is_any else CITED_IDLE_SECONDS)
            return report

    def close(self) -> None:
        """Let go of connections and of the process that reads; what is under way is cut short."""
        if (opened := self._sources) is not None:
            opened.stop()
        with self._looking:
            if self._sources is not None:
                self._sources.close()
                self._sources = None

    def _look_at_cited(self, most: int) -> bool:
        """Look at up to so many pages of files, if any of them are due; whether some were."""
        if not self._database.read(partial(page_states.due, now=datetime.now(UTC), limit=1)):
            return False
        from index.sources.web.cited_pages import look_at_cited

        look_at_cited(self._opened(), self._database, most)
        return True

    def _opened(self) -> WebSources:
        with self._opening:
            if self._sources is None:
                from index.sources.fetch import Fetcher
                from index.sources.sandbox import Sandbox
                from index.sources.web.refreshing import WebSources

                self._sources = WebSources(self._database, Fetcher(self._allowed), Sandbox(), self._usual)
            return self._sources
