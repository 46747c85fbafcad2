"""Passages, and how they are found. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from index.model.sources import DocumentHead, DocumentId, SourceId
from index.model.statistics import Statistics
from index.model.structure import Span

PassageId = NewType("PassageId", str)


class Role(StrEnum):
    """What a sentence is in its passage, as one letter.

    A LABEL (a heading, a bare number, a caption, the header of a table, a question with its answer below) and
    a line of CONTENTS are no answers. A LEAD announces the items or rows below it.
    """

    TEXT = "t"
    LABEL = "l"
    LEAD = "a"
    ITEM = "i"
    ROW = "r"
    CODE = "c"
    CONTENTS = "n"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is ranked: `text` is the document's text in `span`; sentences are spans of `text`.

    `roles` has one for each sentence, or none where nothing is known. `headings` are those above the text,
    the highest first, without the document's title; the last one may be the beginning of the text.
    `language` is set where it is another than the document's.
    """

    id: PassageId
    document_id: DocumentId
    position: int
    span: Span
    text: str
    sentences: tuple[Span, ...]
    roles: tuple[Role, ...] = ()
    headings: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that the engine found, with what is told of its document, and its statistics."""

    passage: Passage
    document: DocumentHead
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
