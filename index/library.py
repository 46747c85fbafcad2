"""The library: add sources, keep up with them, search and answer. It forwards to those who know how."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from index.asking import ask
from index.model import (
    Answer,
    Candidate,
    Change,
    Document,
    DocumentId,
    Filter,
    Hit,
    KeptQuestion,
    Passage,
    PassageId,
    Source,
    SourceId,
)
from index.questions.glossary import Glossary, read_glossary
from index.questions.parsing import parse_question
from index.settings import Settings
from index.sources import files
from index.sources.ingest import Progress, Report, renew
from index.store.corpus import changes, documents, kept_questions, sources
from index.store.database import Database

if TYPE_CHECKING:
    from index.engines.memory import MemoryEngine

logger = logging.getLogger(__name__)

_ALL: Final = Filter()
_MANY_PASSAGES: Final = 5000
_LOOK_SECONDS: Final = 1.0
"""How often a question makes the engine look for what other processes have changed."""


class Library:
    """The sources and what they say. All methods may be called from any thread and may block.

    The engine is filled when it is first needed; from then on it follows the log of changes.
    """

    def __init__(self, folder: Path, database: Database, glossary: Glossary) -> None:
        self._folder = folder
        self._database = database
        self._glossary = glossary
        self._engine: MemoryEngine | None = None
        self._languages: frozenset[str] = frozenset()
        self._looked_at = 0.0
        self._reading = threading.Lock()
        self._following = threading.Lock()

    def sync(self, progress: Progress | None = None, *, settled_seconds: float = 0.0) -> Report:
        """Read what is new or changed in the folder of sources; cheap when nothing is.

        A file that changed less than `settled_seconds` ago is left for next time: it may be half written.
        Raises SourceError, and removes nothing, when the folder cannot be listed.
        """
        return self._read(partial(files.sync, settled_seconds=settled_seconds), progress)

    def refresh(self, progress: Progress | None = None) -> Report:
        """Do as `sync` does, and also read the files from elsewhere and try again what has failed before."""
        return self._read(partial(files.sync, thorough=True), progress)

    def add(self, locators: Sequence[str], progress: Progress | None = None) -> Report:
        """Make files, and all files of folders, sources; what is neither is among the failed."""
        return self._read(partial(files.add, locators=locators), progress)

    def remove(self, source_ids: Sequence[SourceId]) -> Report:
        """Remove sources; one of the folder stays away until its file changes or it is added again."""
        with self._reading:
            report = files.remove(self._database, source_ids)
        self._follow()
        return report

    def answer(
        self,
        text: str,
        *,
        limit: int = 3,
        within: Filter = _ALL,
        previous: str | None = None,
        unfinished: bool = False,
    ) -> Answer:
        """What the sources say to the question `text`, with up to `limit` quotes, best first.

        `previous` is the question asked before in the same conversation, which `text` may take up.
        When `unfinished`, the last word is still being typed, and every word that begins with it is meant.
        """
        engine, languages = self._followed()
        return ask(
            text,
            engine,
            self._candidates,
            limit=limit,
            within=within,
            languages=languages,
            previous=previous,
            unfinished=unfinished,
            glossary=self._glossary,
        )

    def search(self, text: str, *, limit: int = 10, within: Filter = _ALL) -> tuple[Hit, ...]:
        """The passages that the engine finds for `text`, in its own order."""
        engine, languages = self._followed()
        return tuple(engine.search(parse_question(text, languages).terms, limit, within))

    def sources(self) -> tuple[Source, ...]:
        """All sources."""
        return self._database.read(sources.list_all)

    def source(self, source_id: SourceId) -> Source | None:
        """The source, if there is one with this id."""
        return self._database.read(partial(sources.find, source_id=source_id))

    def document(self, document_id: DocumentId) -> Document | None:
        """The document with its whole text, if it is still there."""
        return self._database.read(partial(documents.find, document_id=document_id))

    def documents(self, source_id: SourceId) -> tuple[Document, ...]:
        """The documents of the source, the newest first; nothing when there is no such source."""
        return self._database.read(partial(documents.of_source, source_id=source_id))

    def latest(self, *, limit: int, offset: int = 0) -> tuple[Document, ...]:
        """The documents in the order of their arrival, the newest first."""
        return self._database.read(partial(documents.latest, limit=limit, offset=offset))

    def passage(self, passage_id: PassageId) -> Passage | None:
        """The passage, if it is still there."""
        return self._database.read(partial(documents.find_passage, passage_id=passage_id))

    def neighbours(self, passage_id: PassageId) -> tuple[Passage, ...]:
        """The passage between those before and after it in its document; nothing when it is gone."""
        return self._database.read(partial(documents.neighbours, passage_id=passage_id))

    def changes(self, after: int, limit: int) -> tuple[Change, ...]:
        """Up to `limit` changes that follow the one with the id `after`, oldest first."""
        return self._database.read(partial(changes.list_after, after=after, limit=limit))

    def kept(self) -> tuple[KeptQuestion, ...]:
        """The questions kept to be asked again, the oldest first."""
        return self._database.read(kept_questions.list_kept)

    def cursor(self) -> int:
        """The id of the last change that can already be asked about."""
        return self._followed()[0].cursor()

    def close(self) -> None:
        """Let go of the engine; the database belongs to whoever opened it."""
        with self._following:
            if self._engine is not None:
                self._engine.close()
                self._engine = None

    def _read(self, read: Callable[..., Report], progress: Progress | None) -> Report:
        with self._reading:
            if renew(self._database, progress):
                with self._following:
                    self._engine = None
            report = read(self._database, self._folder, progress=progress)
        if self._engine is not None:
            self._follow()
        return report

    def _candidates(self, ids: Sequence[PassageId]) -> Sequence[Candidate]:
        return self._database.read(partial(documents.candidates, ids=ids))

    def _followed(self) -> tuple[MemoryEngine, frozenset[str]]:
        """The engine, at most a second behind the log, and the languages in it."""
        engine = self._engine
        if engine is None or time.monotonic() - self._looked_at > _LOOK_SECONDS:
            engine = self._follow()
        return engine, self._languages

    def _follow(self) -> MemoryEngine:
        """Let the engine catch up with the log; fill it if there is none."""
        with self._following:
            engine = self._engine or open_engine()
            since = engine.cursor() if self._engine is not None else None
            news = self._database.read(partial(changes.since, cursor=since))
            if news is not None:
                engine.apply(news.added, news.removed, news.cursor)
                self._languages = news.languages
            if self._engine is None and engine.size() > _MANY_PASSAGES:
                logger.warning("%d passages are many for an engine in memory", engine.size())
            self._engine, self._looked_at = engine, time.monotonic()
            return engine


def open_library(settings: Settings, database: Database) -> Library:
    """The library over the folder of the settings; the database stays the caller's to close.

    Raises SettingsError as `open_glossary` does.
    """
    return Library(settings.seeds_dir, database, open_glossary(settings))


def open_glossary(settings: Settings) -> Glossary:
    """The glossary with the owner's files in DATA_DIR/glossary; SettingsError tells what is wrong in one."""
    return read_glossary(sorted((settings.data_dir / "glossary").glob("*.txt")))


def open_engine() -> MemoryEngine:
    """An empty engine."""
    from index.engines.memory import MemoryEngine  # brings numpy: not for those who ask nothing

    return MemoryEngine()
