"""Sources on the web are added and kept up with: each look is one transaction, and none waits for another."""

import logging
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from index.errors import SourceError
from index.model import SourceId, SourceKind
from index.sources.fetch import Fetched, Fetcher
from index.sources.ingest import Failure, Progress, Report, analyse_document, source_id_of
from index.sources.sandbox import Sandbox
from index.sources.web import looking
from index.sources.web.findings import OF_PAGES, interpret
from index.sources.web.looking import Seen
from index.sources.web.schedule import is_never_kept, next_check, next_try
from index.store.corpus import webs
from index.store.corpus.documents import ids_of
from index.store.corpus.webs import WebSource, WebState
from index.store.database import Database

logger = logging.getLogger(__name__)

AT_ONCE: Final = 8
_CONDITIONS: Final = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True)
class WebSources:
    """The sources on the web in a database; `usual` is how often they are looked at."""

    database: Database
    fetcher: Fetcher
    sandbox: Sandbox
    usual: timedelta
    stopping: threading.Event = field(default_factory=threading.Event)

    def add(self, urls: Sequence[str], progress: Progress | None = None) -> Report:
        """Make pages and feeds sources."""
        pages = progress if len(urls) == 1 else None  # of a sitemap; of many sources these are counted
        return self._each([partial(self._add, url, pages) for url in urls], progress)

    def refresh(self, progress: Progress | None = None, *, everything: bool = False) -> Report:
        """Look at the sources that are due, or at `everything`; a dead one delays no other."""
        now = None if everything else datetime.now(UTC)
        states = self.database.read(lambda connection: webs.due(connection, now))
        return self.look_at(states, progress)

    def look_at(self, states: Sequence[WebState], progress: Progress | None = None) -> Report:
        """Look at these sources; a dead one delays no other."""
        return self._each([partial(self._refresh, state) for state in states], progress)

    def stop(self) -> None:
        """Begin no further look, and let those under way fail soon."""
        self.stopping.set()
        self.fetcher.close()

    def close(self) -> None:
        """Let go of connections and of the process that reads."""
        self.fetcher.close()
        self.sandbox.close()

    def _each(self, looks: "Sequence[partial[Report]]", progress: Progress | None) -> Report:
        if not looks:
            return Report()
        reports = []
        with ThreadPoolExecutor(AT_ONCE, "web") as threads:
            for number, report in enumerate(threads.map(self._begin, looks), 1):
                reports.append(report)
                if progress is not None:
                    progress(number, len(looks))
        return sum(reports, Report())

    def _begin(self, look: "partial[Report]") -> Report:
        return Report() if self.stopping.is_set() else look()

    def _add(self, url: str, progress: Progress | None) -> Report:
        try:
            seen = looking.look(self, url)
            locator = seen.locator(url)
            return self._store(source_id_of(locator), locator, seen, progress=progress)
        except SourceError as error:
            return Report(failed=(Failure(url, error.reason),))

    def _refresh(self, state: WebState) -> Report:
        try:
            return self._look_again(state)
        except SourceError as error:
            return self._fail(state, error)
        except Exception:  # whatever is wrong with one source, the others are looked at
            logger.exception("The source %s cannot be looked at", state.locator)
            return self._fail(state, SourceError(state.locator, "a mistake in the program; see its log"))

    def _look_again(self, state: WebState) -> Report:
        conditions = {
            header: state.validators[name] for name, header in _CONDITIONS.items() if name in state.validators
        }
        is_polite = state.kind is not SourceKind.FEED
        answer = looking.fetch(self, state.locator, conditions, polite=is_polite)
        if answer.status == 304:
            now = datetime.now(UTC)
            checked = partial(
                webs.put_checked,
                source_id=state.id,
                validators=_validators(answer, before=state.validators),
                next_check_at=next_check(now, self.usual, answer.headers),
                at=now,
            )
            self.database.write(checked)
            return Report()
        return self._store(state.id, _locator(state, answer), self._read(state, answer), state)

    def _read(self, state: WebState, answer: Fetched) -> Seen:
        if state.kind is SourceKind.FEED:
            return Seen(state.kind, answer, feed=self.sandbox.do("feed", answer.body, answer.url))
        if state.kind is SourceKind.SITEMAP:
            return Seen(state.kind, answer, sitemap=looking.read_sitemap(self, answer))
        return Seen(state.kind, answer, page=looking.read_page(self, answer).extracted)

    def _store(
        self,
        source_id: SourceId,
        locator: str,
        seen: Seen,
        state: WebState | None = None,
        progress: Progress | None = None,
    ) -> Report:
        known = self.database.read(partial(ids_of, source_id=source_id))
        before = state.validators if state else {}
        found = interpret(self, source_id, seen, known=known, validators=before, progress=progress)
        now = datetime.now(UTC)
        own = _validators(seen.answer, before=before) if found.is_whole else {}
        source = WebSource(
            source_id, seen.kind, locator, found.title, found.url, found.publisher, found.language,
            {**own, **found.validators},
            next_check(now, self.usual, seen.answer.headers, keep_minutes=found.keep_minutes),
        )  # fmt: skip
        read = [(document, analyse_document(document)) for document in found.documents]
        put = partial(webs.put, source=source, read=read, at=now, listed=found.listed)
        is_changed = self.database.write(put)
        if state is None:
            return Report(added=(source_id,), notices=found.notices)
        return Report(changed=(source_id,) if is_changed else (), notices=found.notices)

    def _fail(self, state: WebState, error: SourceError) -> Report:
        if self.stopping.is_set():
            return Report()  # it was cut short, which says nothing of the site
        now, failures = datetime.now(UTC), state.failures + 1
        headers: Mapping[str, str] = {}
        again = None
        if isinstance(error, looking.RefusedError):
            headers = error.answer.headers
        if not (isinstance(error, looking.RefusedError) and error.answer.status == 410):
            again = next_try(now, self.usual, failures, headers)
        if again is None:
            logger.error("The source %s is not looked at any more: %s", state.locator, error.reason)
        is_gone = state.kind is SourceKind.PAGE and isinstance(error, looking.RefusedError) and error.is_gone
        failed = partial(webs.put_failed, source_id=state.id, error=error.reason, failures=failures, at=now)
        failed = partial(failed, is_gone=is_gone)
        self.database.write(partial(failed, next_check_at=again))
        is_news = state.error != error.reason
        return Report(failed=(Failure(state.locator, error.reason),)) if is_news else Report()


def _validators(answer: Fetched, before: Mapping[str, Any]) -> dict[str, Any]:
    """What makes the next request conditional: the newest that the site has said."""
    of_pages = {OF_PAGES: before[OF_PAGES]} if OF_PAGES in before else {}
    if is_never_kept(answer.headers):
        return of_pages
    kept = dict(before) if answer.status == 304 else of_pages
    kept |= {name: answer.headers[name] for name in _CONDITIONS if name in answer.headers}
    kept.pop("moved-to", None)
    return kept | ({"moved-to": answer.moved_to} if answer.moved_to else {})


def _locator(state: WebState, answer: Fetched) -> str:
    """The address to ask from now on: a new one when the site has named it twice."""
    moved = answer.moved_to
    return moved if moved is not None and state.validators.get("moved-to") == moved else state.locator
