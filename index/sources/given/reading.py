"""From what was handed over to a document, read in the sandbox: it comes from outside."""

from dataclasses import replace

from index.errors import SourceError
from index.model import Document, DocumentId, Given, ReadingNotes, SourceId, SourceKind
from index.sources.extract import Extracted
from index.sources.ingest import analyse_document, document_of, notes_of, short_id
from index.sources.sandbox import Sandbox
from index.sources.storable import storable
from index.store.corpus.documents import Analysed

FEWEST_WORDS = 5
"""Of a text that can answer anything; the owner's own answers may be shorter."""


def source_id_of(locator: str) -> SourceId:
    """The id of the source with this locator."""
    return SourceId(short_id(locator))


def read_given(sandbox: Sandbox, given: Given) -> tuple[Document, Analysed, ReadingNotes]:
    """The document, its passages, and what is odd about it; SourceError when it holds too little text."""
    extracted: Extracted = sandbox.do("file", given.content, given.name)
    source_id = source_id_of(given.locator)
    read = document_of(source_id, extracted)
    document = replace(
        read,
        id=DocumentId(short_id(source_id, given.key)),
        title=storable(given.title) if given.title else read.title,
        url=given.url or read.url,
        publisher=storable(given.publisher) if given.publisher else read.publisher,
        published=given.published or read.published,
        by_owner=given.kind is SourceKind.NOTE,
    )
    words = len(document.text.split())
    analysed = analyse_document(document)
    if not analysed or (words < FEWEST_WORDS and not document.by_owner):
        raise SourceError(given.name, f"holds only {words} words" if words else "holds no text")
    return document, analysed, notes_of(extracted, given.name)
