"""One round of reading files into the corpus: each file either changes it, or fails, or was only touched."""

import hashlib
import logging
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final, NamedTuple

from index.errors import FootnoteError, SourceError
from index.model import ChangeKind, SourceId
from index.sources.folder import Found, read_file
from index.sources.ingest import Failure, Progress, Report, Understanding, Understood, short_id
from index.sources.kinds import is_binary
from index.sources.readers import Readers
from index.sources.storable import storable
from index.store.corpus import sources
from index.store.corpus.sources import FileState, Stamp
from index.store.database import Database

logger = logging.getLogger(__name__)

MANY: Final = 200
"""Files that are worth the start of processes that read them."""

_READ_AHEAD: Final = 64
"""Files that are given to those processes before the first one is waited for."""

_STORED_TOGETHER: Final = 50
"""Files that are stored while as many others are read: their texts are held that long."""


class _Begun(NamedTuple):
    """A file that is being read."""

    file: Found
    stamp: Stamp
    digest: str
    understood: Future[Understood]


class Reading(AbstractContextManager["Reading"]):
    """Reads files and keeps account of what came of it, as a context.

    A `thorough` one tells of every failure, others of new failures only.
    """

    def __init__(self, database: Database, *, thorough: bool, site_url: str | None = None) -> None:
        self.states = database.read(sources.file_states)
        self._database = database
        self._thorough = thorough
        self._site_url = site_url
        self._understanding = Understanding(site_url)
        self._readers: Readers | None = None
        self._begun: deque[_Begun] = deque()
        self._ids: set[str] = {state.id for state in self.states.values()}
        self._gone: list[FileState] = []
        self._changes: dict[ChangeKind, list[SourceId]] = {kind: [] for kind in ChangeKind}
        self._failed: list[Failure] = []
        self._storing: list[tuple[Found, SourceId, Future[ChangeKind | None]]] = []
        self._notices: list[str] = []
        self._spoken = Counter((_folder(one.locator), one.language) for one in self.states.values())

    def __exit__(self, *_: object) -> None:
        self._understanding.close()
        if self._readers is not None:
            self._readers.__exit__()

    def report(self) -> Report:
        """What came of it so far."""
        return Report(
            added=tuple(self._changes[ChangeKind.ADDED]),
            changed=tuple(self._changes[ChangeKind.CHANGED]),
            removed=tuple(self._changes[ChangeKind.REMOVED]),
            failed=tuple(self._failed),
            notices=tuple(self._notices),
        )

    def expect(self, gone: Sequence[FileState]) -> None:
        """Take note of files that are gone: one with the content of such a file is that file, renamed."""
        self._gone = list(gone)

    def is_due(self, file: Found) -> bool:
        """Whether a file has to be read: it is new, or not as it was; in a thorough round any file."""
        state = self.states.get(file.locator)
        if state is None or (self._thorough and (state.error is not None or file.obstacle is None)):
            return True
        return state.error != file.obstacle if file.obstacle else state.stamp != file.stamp

    def read(self, files: Sequence[Found], progress: Progress | None = None, *, wanted: bool = False) -> None:
        """Read the files; a `wanted` one is read even if it was removed and has not changed since.

        A wanted one that cannot be read does not become a source.
        """
        if len(files) >= MANY and self._readers is None:
            self._readers = Readers(self._site_url)
        for number, file in enumerate(files, 1):
            with self._failures_of(file, wanted=wanted):
                self._read(file, wanted=wanted)
            self._finish(_READ_AHEAD if number < len(files) else 0, wanted=wanted)
            if progress is not None:
                progress(number, len(files))
        self._settle(0, wanted=wanted)

    def gone(self) -> Sequence[FileState]:
        """The files that are gone and were found under no other name."""
        return tuple(self._gone)

    def remove_gone(self, *, keep: Collection[SourceId] = ()) -> None:
        """Remove the sources of the files that are gone, but those to keep."""
        for state in self._gone:
            if state.id not in keep and self._database.write(
                partial(sources.remove_gone, state=state, at=datetime.now(UTC))
            ):
                self._changes[ChangeKind.REMOVED].append(state.id)

    def notice(self, told: str) -> None:
        """Tell of what is odd, though nothing has failed."""
        self._notices.append(told)

    def fail(self, locator: str, reason: str) -> None:
        """Tell of what could not be done, and remember nothing."""
        self._failed.append(Failure(locator, reason))

    def _read(self, file: Found, *, wanted: bool) -> None:
        if file.obstacle is not None or file.stamp is None:
            raise SourceError(file.locator, file.obstacle or "cannot be read")
        try:
            content = read_file(file)
        except SourceError as error:  # no stamp, to try again: a right that is given does not show in it
            return self._remember_failure(replace(file, stamp=None), error.reason, wanted=wanted)
        if content is None:
            return None
        digest = hashlib.sha256(content).hexdigest()
        state = self.states.get(file.locator) or self._renamed(digest)
        if state is not None and _is_known(state, file, digest, wanted=wanted):
            place = partial(sources.put_place, source_id=state.id, locator=file.locator, stamp=file.stamp)
            return self._database.write(place)
        source_id = state.id if state is not None else self._new_id(file.locator)
        return self._begin(_Begun(file, file.stamp, digest, Future()), source_id, content)

    @contextmanager
    def _failures_of(self, file: Found, *, wanted: bool) -> Iterator[None]:
        """Remember why the file could not be read or stored; whatever is in a file, it harms no other."""
        try:
            yield
        except SourceError as error:
            self._remember_failure(file, storable(error.reason), wanted=wanted)
        except FootnoteError:
            raise
        except Exception as error:
            logger.exception("%s cannot be stored", file.locator)
            self._remember_failure(file, f"cannot be stored ({type(error).__name__})", wanted=wanted)

    def _begin(self, begun: _Begun, source_id: SourceId, content: bytes) -> None:
        """Have a file read, here or in another process, once those begun before it are."""
        locator, usual = begun.file.locator, self._usual_languages(begun.file.locator)
        if self._readers is None or is_binary(locator):
            understood = self._understanding.read(source_id, locator, content, usual=usual)
            begun.understood.set_result(understood)
        else:
            begun = begun._replace(understood=self._readers.read(source_id, locator, content, usual=usual))
        self._begun.append(begun)

    def _finish(self, most: int, *, wanted: bool) -> None:
        """Store what was begun, until so many are left that may still be being read."""
        while len(self._begun) > (most if self._readers is not None else 0):
            begun = self._begun.popleft()
            with self._failures_of(begun.file, wanted=wanted):
                understood = begun.understood.result()
                self._spoken[_folder(begun.file.locator), understood.head.language] += 1
                self._store(begun.file, begun.stamp, begun.digest, understood)
            if len(self._storing) >= 2 * _STORED_TOGETHER:
                self._settle(_STORED_TOGETHER, wanted=wanted)

    def _settle(self, most: int, *, wanted: bool) -> None:
        """Wait until what was read is stored, but for so many files, and take account of it."""
        storing = self._storing[: len(self._storing) - most]
        self._storing = self._storing[len(storing) :]
        for file, source_id, stored in storing:
            with self._failures_of(file, wanted=wanted):
                kind = stored.result()
                if kind is not None:
                    self._changes[kind].append(source_id)

    def _usual_languages(self, locator: str) -> list[str]:
        """The languages of the files known so far, those of this file's folder first."""
        folder = _folder(locator)
        known = sorted(self._spoken.items(), key=lambda one: (one[0][0] != folder, -one[1]))
        return list(dict.fromkeys(language for (_, language), _ in known if language))

    def _store(self, file: Found, stamp: Stamp, digest: str, understood: Understood) -> None:
        put = partial(sources.put_read, locator=file.locator, stamp=stamp, digest=digest)
        read = partial(put, head=understood.head, read=understood.read, notes=understood.notes)
        stored = self._database.submit(partial(read, at=datetime.now(UTC)))
        self._storing.append((file, understood.head.source_id, stored))

    def _remember_failure(self, file: Found, reason: str, *, wanted: bool) -> None:
        state = self.states.get(file.locator)
        if state is None and wanted:
            return self.fail(file.locator, reason)
        is_news = state is None or state.error != reason
        if is_news or self._thorough:
            self.fail(file.locator, reason)
        if state is None or is_news or state.stamp != file.stamp:
            failed = partial(sources.put_failed, locator=file.locator, stamp=file.stamp, error=reason)
            source_id = state.id if state is not None else self._new_id(file.locator)
            self._database.write(partial(failed, source_id=source_id, at=datetime.now(UTC)))
        return None

    def _renamed(self, digest: str) -> FileState | None:
        """The file that is gone and had this content; from now on it is not gone."""
        for state in self._gone:
            if state.digest == digest:
                self._gone.remove(state)
                return state
        return None

    def _new_id(self, locator: str) -> SourceId:
        """An id made of the locator, unless a file that was renamed has taken it along."""
        source_id = short_id(locator)
        while source_id in self._ids:
            source_id = short_id(source_id, locator)
        self._ids.add(SourceId(source_id))
        return SourceId(source_id)


def _folder(locator: str) -> str:
    return locator.rpartition("/")[0]


def _is_known(state: FileState, file: Found, digest: str, *, wanted: bool) -> bool:
    """Whether the content has been dealt with: read under this name, or removed and not wanted back."""
    if state.digest != digest:
        return False
    if state.removed:
        return not wanted
    return state.error is None and state.locator == file.locator
