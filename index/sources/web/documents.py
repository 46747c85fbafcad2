"""What was read on the web as documents of their source."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Final

from index.errors import SourceError
from index.model import Document, DocumentId, PartialDate, SourceId
from index.sources.extract import Extracted
from index.sources.feeds.entries import Entry, Feed
from index.sources.ingest import short_id
from index.sources.storable import storable, storable_in_place
from index.sources.web.looking import Web, fetch, read_page
from index.text.analysis import detect_language

MOST_PAGES: Final = 20
"""Pages of a feed that are fetched at a look, because the feed only sums them up."""

FEWEST_WORDS: Final = 5
"""Of an entry that is worth finding."""


def page_document(source_id: SourceId, page: Extracted) -> Document:
    """The one document of a page."""
    text = storable_in_place(page.text)
    return Document(
        id=DocumentId(short_id(source_id, "document")),
        source_id=source_id,
        title=storable(page.title),
        text=text,
        url=page.url and storable(page.url),
        publisher=page.publisher and storable(page.publisher),
        published=_past(page.published),
        language=page.language or detect_language(text),
        tags=tuple(map(storable, page.tags)),
        parts=page.parts,
        places=page.places,
    )


def feed_documents(web: Web, source_id: SourceId, feed: Feed, known: Collection[str]) -> list[Document]:
    """The documents of a feed's entries, the oldest first, as they came; those without words are left out.

    The page of a new entry that the feed only sums up is fetched; when that cannot be had, the summary
    stands for it.
    """
    made = []
    pages = 0
    for entry in reversed(feed.entries):
        document_id = DocumentId(short_id(source_id, entry.key))
        if entry.is_summary and entry.url and document_id in known:
            continue  # its page has been read, and stays
        document = entry_document(source_id, entry, feed)
        if entry.is_summary and entry.url and pages < MOST_PAGES:
            pages += 1
            document = _with_page(web, entry.url, document)
        if len(document.text.split()) >= FEWEST_WORDS:
            made.append(document)
    return made


def entry_document(source_id: SourceId, entry: Entry, feed: Feed) -> Document:
    """The document of one entry as the feed has it."""
    text = storable_in_place(entry.text)
    return Document(
        id=DocumentId(short_id(source_id, entry.key)),
        source_id=source_id,
        title=storable(entry.title),
        text=text,
        url=entry.url and storable(entry.url),
        publisher=storable(feed.title),
        published=_past(entry.published),
        language=entry.language or detect_language(text) or feed.language,
        tags=tuple(map(storable, entry.tags)),
        parts=entry.parts,
    )


def _with_page(web: Web, url: str, summed_up: Document) -> Document:
    try:
        page = read_page(web, fetch(web, url)).extracted
    except SourceError:
        return summed_up
    if len(page.text) <= len(summed_up.text):
        return summed_up
    text = storable_in_place(page.text)
    return Document(
        id=summed_up.id,
        source_id=summed_up.source_id,
        title=summed_up.title,
        text=text,
        url=summed_up.url,
        publisher=summed_up.publisher,
        published=summed_up.published or _past(page.published),
        language=page.language or detect_language(text),
        tags=summed_up.tags,
        parts=page.parts,
    )


def _past(day: PartialDate | None) -> PartialDate | None:
    """The day unless it is still to come: a date that is ahead is no day of publication."""
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date()
    return day if day is not None and day.first_day() <= tomorrow else None
