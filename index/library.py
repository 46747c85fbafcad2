"""The library: add sources, keep up with them, search and answer. It forwards to those who know how."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from index.answering.links import is_web_address
from index.engines.choice import choose_engines
from index.following import Follower
from index.model import (
    Answer,
    Change,
    Document,
    DocumentId,
    Filter,
    KeptQuestion,
    Listing,
    Passage,
    PassageId,
    Source,
    SourceId,
    SourcePage,
)
from index.questions.glossary import Glossary, open_glossary
from index.questions.talk import TalkTable, read_talk
from index.settings import Settings
from index.sources.ingest import Progress, Report
from index.sources.watch.watched import Watched
from index.sources.web.opening import Web
from index.store.corpus import changes, documents, kept_questions
from index.store.corpus.candidates import Candidates
from index.store.corpus.following.stored_terms import StoredTerms
from index.store.corpus.listing import newest, pages, seen
from index.store.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from index.sources.given.desk import Desk

_ALL: Final = Filter()
_LOOKED_AT: Final = 40
"""The newest documents, from which examples are made."""


class Library:
    """The sources and what they say. All methods may be called from any thread and may block.

    `within` tells what may be seen, in lists as in answers.

    The engine is filled when it is first needed; from then on it follows the log of changes, and questions
    are answered by what it held before while it catches up.
    """

    def __init__(
        self,
        watched: Watched,
        database: Database,
        glossary: Glossary,
        talk: TalkTable,
        follower: Follower,
        web: Web,
    ) -> None:
        self._watched, self._database, self._glossary, self._talk = watched, database, glossary, talk
        self._follower, self._web, self._kept = follower, web, Candidates()
        self._examples: tuple[int | None, dict[tuple[str, int, Filter], tuple[str, ...]]] = None, {}

    @cached_property
    def desk(self) -> Desk:
        """Where texts that somebody hands over are looked at and taken in."""
        from index.sources.given.desk import Desk  # brings HTTP and TLS: not for those who only ask

        return Desk(self._database, self._web, self._followed)

    def sync(self, progress: Progress | None = None, *, settled_seconds: float = 0.0) -> Report:
        """Read what is new or changed in the folder of sources; cheap when nothing is.

        A file that changed less than `settled_seconds` ago is left for next time: it may be half written.
        Raises SourceError, and removes nothing, when the folder cannot be listed. What is odd about it is
        noticed once.
        """
        return self._followed(self._watched.sync(progress, settled_seconds=settled_seconds))

    def wait_for_change(self, seconds: float) -> None:
        """Wait for the next `sync`: so long, or longer where looking takes long, unless something changes."""
        self._watched.wait(seconds)

    def refresh(self, progress: Progress | None = None, *, force: bool = False) -> Report:
        """Do as `sync` does, and also look at files from elsewhere, at the web, and at what has failed.

        Sources whose files are gone all at once are kept for a while, unless `force` is given.
        """
        read = self._watched.refresh(progress, force=force)
        return self._followed(read) + self._followed(self._web.refresh(progress, everything=True))

    def refresh_web(self, progress: Progress | None = None) -> Report:
        """Look at the sources on the web that are due, and at a few pages of files; cheap when none is."""
        return self._followed(self._web.refresh(progress))

    def add(self, locators: Sequence[str], progress: Progress | None = None) -> Report:
        """Make files, all files of folders, pages and feeds sources; what is none of these has failed."""
        addresses = [each for each in locators if is_web_address(each)]
        others = [each for each in locators if not is_web_address(each)]
        read = self._followed(self._watched.add(others, progress)) if others else Report()
        return read + (self._followed(self._web.add(addresses, progress)) if addresses else Report())

    def remove(self, source_ids: Sequence[SourceId]) -> Report:
        """Remove sources; one of the folder stays away until its file changes or it is added again."""
        report = self._watched.remove(source_ids)
        self._follower.follow()
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
        from index.asking import ask  # brings numpy: not for those who ask nothing

        engine, languages, *_ = self._follower.current()
        asked = partial(ask, limit=limit, within=within, languages=languages, previous=previous)
        told = partial(asked, unfinished=unfinished, glossary=self._glossary, talk=self._talk)

        def read(connection: Connection) -> Answer:
            snapshot = self._kept.at(connection)
            return told(text, engine, snapshot.candidates, documents=snapshot.documents)

        return self._database.read(read)

    def examples(self, language: str, *, limit: int = 3, within: Filter = _ALL) -> tuple[str, ...]:
        """Up to `limit` questions to begin with, those in `language` first, all of which are answered."""
        from index.answering.examples import choose  # not for a command that asks once

        cursor, wanted = self._follower.current()[0].cursor(), (language, limit, within)
        made_at, made = self._examples
        if made_at != cursor or wanted not in made:
            newest = self.latest(limit=_LOOKED_AT, within=within)
            found = [self.source(document.source_id) for document in newest]
            locators = [source.locator if source else "" for source in found]
            answer = partial(self.answer, within=within)
            chosen = {wanted: choose(newest, locators, language, answer, limit)}
            made = {**made, **chosen} if made_at == cursor else chosen
            self._examples = cursor, made
        return made[wanted]

    def unread_kinds(self) -> str | None:
        """How many files of kinds that are not read lie in the folder, in one line; None for none."""
        return self._watched.unread_kinds()

    def sources(self, *, within: Filter = _ALL) -> tuple[Source, ...]:
        """All sources that may be seen, by locator."""
        return self._database.read(partial(seen.list_all, within=within))

    def listed(self, listing: Listing, *, limit: int, offset: int = 0, within: Filter = _ALL) -> SourcePage:
        """Up to `limit` of the sources that may be seen and that `listing` wants, by locator."""
        find = partial(pages.find_page, listing=listing, within=within, limit=limit, offset=offset)
        return self._database.read(find)

    def tags(self, *, with_texts: bool = False, within: Filter = _ALL) -> Mapping[str, int]:
        """How many sources that may be seen, or of those with texts, have each tag; the commonest first."""
        return self._database.read(partial(pages.count_tags, with_texts=with_texts, within=within))

    def extent(self, *, within: Filter = _ALL) -> tuple[int, int | None, int | None]:
        """How many sources with texts may be seen, and the first and the last year they are of."""
        return self._database.read(partial(seen.extent, within=within))

    def source(self, source_id: SourceId, *, within: Filter = _ALL) -> Source | None:
        """The source, if there is one with this id that may be seen."""
        return self._database.read(partial(seen.find, source_id=source_id, within=within))

    def document(self, document_id: DocumentId, *, within: Filter = _ALL) -> Document | None:
        """The document with its whole text, if it is still there and may be seen."""
        return self._database.read(partial(documents.find, document_id=document_id, within=within))

    def documents(self, source_id: SourceId, *, within: Filter = _ALL) -> tuple[Document, ...]:
        """The documents of the source, the newest first; nothing when there is no such source."""
        return self._database.read(partial(documents.of_source, source_id=source_id, within=within))

    def newest_documents(self, source_ids: Collection[SourceId]) -> Mapping[SourceId, DocumentId]:
        """The newest document of each of the sources; those without one are left out."""
        return self._database.read(partial(newest.newest_ids, source_ids=source_ids))

    def latest(self, *, limit: int, offset: int = 0, within: Filter = _ALL) -> tuple[Document, ...]:
        """The documents in the order of their publication, else of their arrival, the newest first."""
        return self._database.read(partial(newest.latest, limit=limit, offset=offset, within=within))

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
        return self._follower.catch_up().engine.cursor()

    def close(self) -> None:
        """Let go of the engine; the database belongs to whoever opened it."""
        self._follower.close()
        self._web.close()
        self._watched.close()

    def _followed(self, report: Report) -> Report:
        if self._follower.is_filled():
            self._follower.follow()
        return report


def open_library(
    settings: Settings, database: Database, *, leads: Callable[[], bool] = lambda: True
) -> Library:
    """The library over the settings' folder and the caller's database; raises as `open_glossary` does.

    Where several processes share a search server, one that does not lead leaves it to another to write there.
    """
    choice = choose_engines(settings, StoredTerms(database), name=database.generation, writes=leads)
    follower = Follower(database, choice)
    talk = read_talk(sorted((settings.data_dir / "talk").glob("*.txt")))
    web = Web(database, settings.refresh_seconds, settings.fetch_allow_private)
    watched = Watched(database, settings.seeds_dir, settings.site_url)
    return Library(watched, database, open_glossary(settings), talk, follower, web)
