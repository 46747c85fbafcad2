"""From the content of a file to a document, its passages and their statistics."""

import hashlib
import logging
from base64 import b32encode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from index.model import Document, DocumentId, Passage, PassageId, SourceId, Statistics
from index.sources.storable import storable, storable_in_place
from index.text.analysis import detect_language
from index.text.passages import split_passages
from index.text.statistics import passage_statistics

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
    """What came of reading sources."""

    added: tuple[SourceId, ...] = ()
    changed: tuple[SourceId, ...] = ()
    removed: tuple[SourceId, ...] = ()
    failed: tuple[Failure, ...] = ()


def short_id(*parts: str, length: int = 12) -> str:
    """The beginning of the lower-case base32 SHA-256 of the parts: the same for the same parts, for ever."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return b32encode(digest).decode().lower()[:length]


def make_document(source_id: SourceId, name: str, content: bytes) -> Document:
    """The one document of a file; raise SourceError, whose locator is `name`, when it holds no text."""
    from index.sources.extract import extract  # parsers of HTML and Markdown: not for those who only ask

    extracted = extract(content, name)
    for warning in extracted.warnings:
        logger.warning("%s: %s", name, storable(warning))
    text = storable_in_place(extracted.text)
    return Document(
        id=DocumentId(short_id(source_id, "document")),
        source_id=source_id,
        title=storable(extracted.title),
        text=text,
        url=extracted.url and storable(extracted.url),
        publisher=extracted.publisher and storable(extracted.publisher),
        published=extracted.published,
        language=extracted.language or detect_language(text),
        tags=tuple(map(storable, extracted.tags)),
        retells=extracted.retells,
        marks=tuple(replace(mark, words=storable(mark.words)) for mark in extracted.marks),
        parts=extracted.parts,
    )


def analyse_document(document: Document) -> list[tuple[Passage, Statistics]]:
    """Split a document and measure its passages. A passage whose text stays the same keeps its id."""
    analysed = []
    seen: Counter[str] = Counter()
    cuts = split_passages(document.text, document.language, document.parts)
    for position, (span, sentences, roles, headings) in enumerate(cuts):
        text = span.of(document.text)
        passage_id = PassageId(short_id(document.id, text, str(seen[text]), length=16))
        seen[text] += 1
        passage = Passage(passage_id, document.id, position, span, text, sentences, roles, headings)
        analysed.append((passage, passage_statistics(passage, document.title, document.language)))
    return analysed
