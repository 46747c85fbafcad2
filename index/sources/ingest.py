"""From the content of a file to a document, its passages and their statistics."""

import hashlib
import logging
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.model import Document, DocumentId, Passage, PassageId, ReadingNotes, SourceId, Statistics
from index.sources.shared_lines import without_shared
from index.sources.storable import storable, storable_in_place
from index.text.languages.paragraphs import language_of_note
from index.text.passages import split_passages
from index.text.statistics import languages_of_sentences, passage_statistics

if TYPE_CHECKING:
    from index.sources.extract import Extracted

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be done, and why."""

    locator: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What came of reading sources. `notices` are sentences about what is odd, though nothing has failed."""

    added: tuple[SourceId, ...] = ()
    changed: tuple[SourceId, ...] = ()
    removed: tuple[SourceId, ...] = ()
    failed: tuple[Failure, ...] = ()
    notices: tuple[str, ...] = ()

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.added + other.added,
            self.changed + other.changed,
            self.removed + other.removed,
            self.failed + other.failed,
            self.notices + other.notices,
        )


def short_id(*parts: str, length: int = 12) -> str:
    """The beginning of the lower-case base32 SHA-256 of the parts: the same for the same parts, for ever."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return b32encode(digest).decode().lower()[:length]


def make_document(
    source_id: SourceId, name: str, content: bytes, *, usual: Sequence[str] = (), site_url: str | None = None
) -> tuple[Document, ReadingNotes]:
    """The one document of a file, and what is to be told of it.

    `usual` are the languages that files like it are in, for one whose text is too short to tell. Relative
    permalinks begin at `site_url`. Raise SourceError, whose locator is `name`, when it holds no text.
    """
    from index.sources.extract import extract  # parsers of HTML and Markdown: not for those who only ask

    extracted = extract(content, name, site_url)
    return document_of(source_id, extracted, usual=usual), notes_of(extracted, name)


def notes_of(extracted: "Extracted", name: str) -> ReadingNotes:
    """What is to be told of what was read of the file `name`; the log has its warnings too."""
    notes = ReadingNotes(tuple(map(storable, extracted.warnings)), extracted.dropped_words)
    for warning in notes.warnings:
        logger.warning("%s: %s", name, warning)
    return notes


def document_of(source_id: SourceId, extracted: "Extracted", *, usual: Sequence[str] = ()) -> Document:
    """What was read of a file as the one document of its source; `usual` as for `make_document`."""
    text = storable_in_place(extracted.text)
    return Document(
        id=DocumentId(short_id(source_id, "document")),
        source_id=source_id,
        title=storable(extracted.title),
        text=text,
        url=extracted.url and storable(extracted.url),
        publisher=extracted.publisher and storable(extracted.publisher),
        published=extracted.published,
        language=extracted.language or language_of_note(text, usual),
        tags=tuple(map(storable, extracted.tags)),
        retells=extracted.retells,
        marks=tuple(replace(mark, words=storable(mark.words)) for mark in extracted.marks),
        parts=extracted.parts,
        names=tuple(map(storable, extracted.names)),
        is_named_by_file=extracted.is_named_by_file,
    )


def analyse_document(document: Document) -> list[tuple[Passage, Statistics]]:
    """Split a document and measure its passages. A passage whose text stays the same keeps its id."""
    analysed = []
    seen: Counter[str] = Counter()
    parts = without_shared(document.text, document.parts, document.shared_lines)
    cuts = split_passages(document.text, document.language, parts)
    for position, (span, sentences, roles, headings) in enumerate(cuts):
        text = span.of(document.text)
        passage_id = PassageId(short_id(document.id, text, str(seen[text]), length=16))
        seen[text] += 1
        spoken = languages_of_sentences(text, sentences, document.language)
        other = next((one for one in spoken if one != document.language), None)
        passage = Passage(passage_id, document.id, position, span, text, sentences, roles, headings, other)
        found = passage_statistics(passage, document.title, document.language, document.names)
        analysed.append((passage, found))
    return analysed
