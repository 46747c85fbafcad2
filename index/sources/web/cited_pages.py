"""The pages that files are from are looked at: are they there, and do they still say it?"""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from typing import Final

from index.errors import SourceError
from index.model import Document, DocumentId, Span
from index.sources.extract import plain_words
from index.sources.ingest import analyse_document
from index.sources.web.looking import RefusedError, fetch, read_words
from index.sources.web.refreshing import WebSources
from index.store.corpus import documents
from index.store.corpus.validity import page_states
from index.store.database import Database

logger = logging.getLogger(__name__)

AT_ONCE: Final = 8
_FEWEST_WORDS: Final = 20


def look_at_cited(web: WebSources, database: Database, most: int) -> None:
    """Look at up to `most` pages that were not looked at for a day, the longest first.

    What cannot be had is no news, and is left alone for a day as well.
    Where the first ones cannot be reached at all there is no way out, and the others are left alone.
    """
    waiting = database.read(partial(page_states.due, now=datetime.now(UTC), limit=most))
    for start in range(0, len(waiting), AT_ONCE):
        some = waiting[start : start + AT_ONCE]
        with ThreadPoolExecutor(AT_ONCE, "cited") as threads:
            reached = list(threads.map(lambda one: _look(web, database, *one), some))
        if not any(reached) or web.stopping.is_set():
            return


def _look(web: WebSources, database: Database, document_id: DocumentId, url: str) -> bool:
    """Look at one page and remember what was found; whether its site was reached."""
    found = partial(page_states.put_state, document_id=document_id, at=datetime.now(UTC))
    try:
        words = read_words(web, fetch(web, url))
    except RefusedError as error:
        database.write(partial(found, is_gone=error.is_gone))
        return True
    except SourceError as error:
        if not web.stopping.is_set():  # else it was cut short
            logger.info("The page %s cannot be looked at: it %s", url, error.reason)
            tried = partial(page_states.put_tried, document_id=document_id, at=datetime.now(UTC))
            database.write(tried)
        return False
    document = database.read(partial(documents.find, document_id=document_id))
    is_telling = document is not None and words.count(" ") >= _FEWEST_WORDS  # not a wall
    lost = tuple(_lost(document, f" {words} ")) if document is not None and is_telling else ()
    database.write(partial(found, lost=lost))
    return True


def _lost(document: Document, words: str) -> Iterator[Span]:
    """The sentences that a page lacks; of a digest, what the marks that it lacks are of.

    `words` are those of the page, each with a space before and after it.
    """
    if document.retells:
        start = 0
        for mark in document.marks:
            if not _has(words, mark.words):
                yield Span(start, mark.end)
            start = mark.end
        return
    for passage, _ in analyse_document(document):
        for sentence in passage.sentences:
            if not _has(words, sentence.of(passage.text)):
                yield Span(passage.span.start + sentence.start, passage.span.start + sentence.end)


def _has(words: str, text: str) -> bool:
    """Whether the words of a text stand together among others, whatever is between them."""
    return f" {plain_words(text)} " in words
