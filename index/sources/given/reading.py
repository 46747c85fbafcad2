"""From what was handed over to a document, read in the sandbox: it comes from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.errors import SourceError
from index.model import Document, DocumentHead, Given, ReadingNotes, SourceKind
from index.sources.extract import Extracted
from index.sources.ingest import MOST_SECONDS, analyse_document, document_of, head_of, notes_of, source_id_of
from index.sources.sandbox import Sandbox
from index.sources.storable import storable
from index.store.corpus.documents import Analysed

FEWEST_WORDS = 5
"""Of a text that can answer anything; the owner's own answers may be shorter."""


def read_given(
    sandbox: Sandbox, given: Given
) -> tuple[Sequence[tuple[Document, Analysed]], DocumentHead, ReadingNotes]:
    """The documents with their passages, the head of them all, and what is odd about them.

    Raises SourceError when they hold too little text.
    """
    texts: Mapping[str, Extracted] = sandbox.do("file", given.content, given.name, seconds=MOST_SECONDS)
    source_id = source_id_of(given.locator)
    read = []
    for key, extracted in texts.items():
        own_key = given.key if len(texts) == 1 else f"{given.key}/{key}"
        document = _with_given(document_of(source_id, own_key, extracted), given, is_only=len(texts) == 1)
        read.append((document, analyse_document(document)))
    words = sum(len(document.text.split()) for document, _ in read)
    if not any(analysed for _, analysed in read) or (
        words < FEWEST_WORDS and given.kind is not SourceKind.NOTE
    ):
        raise SourceError(given.name, f"holds only {words} words" if words else "holds no text")
    return read, head_of(given.name, [document for document, _ in read]), notes_of(given.name, texts)


def _with_given(read: Document, given: Given, *, is_only: bool) -> Document:
    """The document with what was given for it; a title and an address only where they are not of several.

    What has one of these goes by that, and not by the name of a file that it never was.
    """
    goes_by_name = not (given.title or given.url)
    return replace(
        read,
        title=storable(given.title) if given.title and is_only else read.title,
        url=(given.url if is_only else None) or read.url,
        publisher=storable(given.publisher) if given.publisher else read.publisher,
        published=given.published or read.published,
        names=read.names if goes_by_name else (),
        by_owner=given.kind is SourceKind.NOTE,
        is_named_by_file=read.is_named_by_file and goes_by_name,
    )
