"""Where an owner's texts are looked at, taken in, and given back. Asked twice, it is done once."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from index.errors import SourceError
from index.model import Document, Given, Preview, Source, SourceId, SourceKind
from index.sources.given.reading import read_given
from index.sources.ingest import Failure, Report, analyse_document, source_id_of
from index.sources.kinds import ENDINGS, is_readable
from index.sources.web.documents import entry_document, page_document
from index.sources.web.looking import Seen
from index.sources.web.opening import Web
from index.store.corpus import given as given_sources
from index.store.corpus.documents import Analysed
from index.store.corpus.listing import seen
from index.store.database import Database

_SAMPLES = 3


class Desk:
    """Takes in what is handed over. May be used from any thread; whatever it does may block.

    `follow` lets the engine follow what was changed.
    """

    def __init__(self, database: Database, web: Web, follow: Callable[[Report], Report]) -> None:
        self._database, self._web, self._follow = database, web, follow

    endings: Final = ENDINGS
    """Of the names of files that can be read."""

    @staticmethod
    def can_read(name: str) -> bool:
        """Whether a file of this name can be read."""
        return is_readable(name)

    @staticmethod
    def id_of(locator: str) -> SourceId:
        """The id of the source with this locator, be there one or not."""
        return source_id_of(locator)

    def look_at_page(self, url: str) -> Preview:
        """What a page or feed would be as a source; SourceError says why it would be none."""
        seen = self._web.look(url)
        source_id = source_id_of(seen.locator(url))
        read = [(each, analyse_document(each)) for each in _documents(source_id, seen)]
        return self._preview(source_id, seen.kind, read, title=seen.feed.title if seen.feed else None)

    def look_at(self, given: Given) -> Preview:
        """What a text would be as a source; SourceError says why it would be none."""
        read, head, _ = read_given(self._web.sandbox(), given)
        return self._preview(head.source_id, given.kind, read, title=given.source_title or head.title)

    def take(self, given: Given) -> Report:
        """Make a text a source, or one more text of its source, in the place of the one it was before."""
        try:
            read, head, notes = read_given(self._web.sandbox(), given)
        except SourceError as error:
            return Report(failed=(Failure(given.name, error.reason),))
        is_new = self._find(head.source_id) is None
        changed = self._database.write(
            partial(
                given_sources.put_given,
                given=given,
                head=head,
                read=read,
                notes=notes,
                at=datetime.now(UTC),
            )
        )
        ids = (head.source_id,)
        if is_new:
            return self._follow(Report(added=ids))
        return self._follow(Report(changed=ids)) if changed else Report()

    def open_channel(self, locator: str, title: str, url: str | None) -> SourceId:
        """Make a channel a source that has no texts yet; one that is a source stays as it is."""
        channel = Given(SourceKind.CHANNEL, locator, "", b"", url=url, publisher=title, source_title=title)
        self._database.write(partial(given_sources.put_empty, source_id=source_id_of(locator), given=channel))
        return source_id_of(locator)

    def refresh(self, source_id: SourceId) -> Report:
        """Look at a source on the web now; of another kind there is nothing to look at."""
        return self._follow(self._web.refresh_one(source_id))

    def withdraw(self, source_id: SourceId) -> bool:
        """Remove a source, of whatever kind, in such a way that it can be restored; False for none."""
        found = self._find(source_id)
        leave_mark = found is not None and found.kind is SourceKind.FILE and not found.locator.startswith("/")
        take_away = partial(given_sources.remove_for_now, source_id=source_id, leave_mark=leave_mark)
        is_gone = self._database.write(partial(take_away, at=datetime.now(UTC)))
        self._follow(Report(removed=(source_id,)))
        return is_gone

    def restore(self, source_id: SourceId) -> bool:
        """Put back what was withdrawn; False when that is too long ago, or it has come back by itself."""
        is_back = self._database.write(
            partial(given_sources.restore, source_id=source_id, at=datetime.now(UTC))
        )
        self._follow(Report(added=(source_id,)))
        return is_back

    def _find(self, source_id: SourceId) -> Source | None:
        return self._database.read(partial(seen.find, source_id=source_id))

    def _preview(
        self,
        source_id: SourceId,
        kind: SourceKind,
        read: Sequence[tuple[Document, Analysed]],
        *,
        title: str | None,
    ) -> Preview:
        newest = read[-1][0]
        texts = [passage.text for _, analysed in read for passage, _ in analysed]
        step = max(1, len(texts) // _SAMPLES)
        return Preview(
            source_id=source_id,
            kind=kind,
            title=title or newest.title,
            url=newest.url if len(read) == 1 else None,
            publisher=newest.publisher,
            published=newest.published,
            language=newest.language,
            documents=len(read),
            words=sum(len(document.text.split()) for document, _ in read),
            passages=len(texts),
            samples=tuple(texts[::step][:_SAMPLES]),
            replaces=self._find(source_id) is not None,
        )


def _documents(source_id: SourceId, seen: Seen) -> list[Document]:
    """What was seen as documents, the oldest first; pages that a feed only sums up are not fetched."""
    if seen.page is not None:
        return [page_document(source_id, seen.page)]
    if seen.feed is None:
        raise SourceError(
            seen.answer.url, "is a sitemap: add it on the command line, where progress is shown"
        )
    made = [entry_document(source_id, entry, seen.feed) for entry in reversed(seen.feed.entries)]
    told = [each for each in made if each.text.strip()]
    if not told:
        raise SourceError(seen.answer.url, "is a feed without any text")
    return told
