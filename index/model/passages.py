"""Passages, and how they are found. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from index.model.sources import Document, DocumentId, SourceId
from index.model.statistics import Statistics
from index.model.structure import Span

PassageId = NewType("PassageId", str)


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is ranked: `text` is the document's text in `span`; sentences are spans of `text`."""

    id: PassageId
    document_id: DocumentId
    position: int
    span: Span
    text: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that the engine found, with its document and its statistics."""

    passage: Passage
    document: Document
    statistics: Statistics


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that an engine found, with the engine's score (comparable within one search only)."""

    passage_id: PassageId
    score: float


@dataclass(frozen=True, slots=True)
class Filter:
    """Which passages may be found; an empty filter admits all. It never changes a score."""

    sources: frozenset[SourceId] = frozenset()
    tags: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    published_from: date | None = None
    published_to: date | None = None

    def __bool__(self) -> bool:
        return self != Filter()
