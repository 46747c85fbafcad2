"""From an extracted text to a document in the corpus: its passages, their statistics, one transaction."""

import hashlib
import logging
import math
import time
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from index.errors import DatabaseError
from index.model import Document, DocumentId, Passage, PassageId, SourceId, Statistics
from index.store.corpus import changes, documents
from index.store.corpus.documents import Analysed
from index.store.database import Database
from index.text.analysis import ANALYSIS_VERSION, detect_language
from index.text.passages import split_passages
from index.text.statistics import passage_statistics

logger = logging.getLogger(__name__)

_RENEWED_AT_ONCE: Final = 20

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
        logger.warning("%s: %s", name, warning)
    return Document(
        id=DocumentId(short_id(source_id, "document")),
        source_id=source_id,
        title=extracted.title,
        text=extracted.text,
        url=extracted.url,
        publisher=extracted.publisher,
        published=extracted.published,
        language=extracted.language or detect_language(extracted.text),
        tags=extracted.tags,
        retells=extracted.retells,
        marks=extracted.marks,
        parts=extracted.parts,
    )


def analyse_document(document: Document) -> list[tuple[Passage, Statistics]]:
    """Split a document and measure its passages. A passage whose text stays the same keeps its id."""
    analysed = []
    seen: Counter[str] = Counter()
    for position, (span, sentences) in enumerate(split_passages(document.text, document.language)):
        text = span.of(document.text)
        passage_id = PassageId(short_id(document.id, text, str(seen[text]), length=16))
        seen[text] += 1
        passage = Passage(passage_id, document.id, position, span, text, sentences)
        analysed.append((passage, passage_statistics(passage, document.title, document.language)))
    return analysed


def renew(database: Database, progress: Progress | None = None, *, seconds: float = math.inf) -> bool:
    """Analyse stored texts anew where an earlier version of the analysis has; say whether none is left.

    What is not done after `seconds` is left for the next time. Raises DatabaseError when a later version than
    this program's has worked here: the two would undo each other's work.
    """
    _claim(database)
    if not (total := database.read(documents.count_outdated)):
        return True
    ends_at, done = time.monotonic() + seconds, 0
    while batch := database.read(partial(documents.outdated, limit=_RENEWED_AT_ONCE)):
        renewed = [(document, _analysed_or_none(document)) for document in batch]
        database.write(partial(_put_renewed, renewed=renewed))
        done += len(batch)
        if progress is not None:
            progress(min(done, total), total)
        if time.monotonic() > ends_at:
            return False
    return True


def _claim(database: Database) -> None:
    stored = database.read(changes.text_version)
    if stored > ANALYSIS_VERSION:
        raise DatabaseError(
            "the texts in the database were analysed by a newer version of Footnote "
            f"(version {stored} of the analysis, known here is {ANALYSIS_VERSION}): use that one"
        )
    if stored < ANALYSIS_VERSION:
        database.write(partial(changes.put_text_version, version=ANALYSIS_VERSION))


def _analysed_or_none(document: Document) -> Analysed | None:
    try:
        return analyse_document(document)
    except Exception:
        logger.exception("The document %s cannot be analysed anew, and stays as it was", document.id)
        return None


def _put_renewed(connection: Connection, renewed: Sequence[tuple[Document, Analysed | None]]) -> None:
    at = datetime.now(UTC)
    for document, analysed in renewed:
        documents.renew_passages(connection, document, analysed, at)
