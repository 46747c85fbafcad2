"""The values that travel between the parts of index/ and out of its door. All are immutable."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

SourceId = NewType("SourceId", str)
DocumentId = NewType("DocumentId", str)
PassageId = NewType("PassageId", str)

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or only the year; its text is `2024`, `2024-08` or `2024-08-08`."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read `2024`, `2024-08` or `2024-08-08`; raise ValueError for anything else."""
        match = _PARTIAL_DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is no date like 2024, 2024-08 or 2024-08-08")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        date(year, month or 1, day or 1)
        return cls(year, month, day)

    def first_day(self) -> date:
        """The earliest day that this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The latest day that this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in some text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start : self.end]


class SourceKind(StrEnum):
    """Where a source's texts come from."""

    FILE = "file"


@dataclass(frozen=True, slots=True)
class Source:
    """A place that texts come from, with what is known of its last reading."""

    id: SourceId
    kind: SourceKind
    locator: str
    title: str
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    documents: int = 0
    passages: int = 0
    checked_at: datetime | None = None
    next_check_at: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that stand on the page which a digest retells; they belong to the text up to `end`."""

    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text of a source: plain text, paragraphs separated by a blank line, NFC, without page furniture."""

    id: DocumentId
    source_id: SourceId
    title: str
    text: str
    url: str | None = None
    publisher: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    retells: bool = False
    marks: tuple[Mark, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a question looks for: as typed, its term, and other terms that count as it.

    `taken` are those of the others that it was taken for because no source has the word itself. `akin` are
    synonyms, which count in part. `weight` (0..1) is how much the word says; `exact`: a number or a name.
    """

    text: str
    term: str
    others: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    akin: tuple[str, ...] = ()
    weight: float = 1.0
    exact: bool = False

    @property
    def terms(self) -> tuple[str, ...]:
        """The term, then the others."""
        return (self.term, *self.others)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood: what to look for, what must and must not occur, what the asker wants to know.

    `sequence` are all its terms in order, stop words included; `phrases` lists of terms that must stand next
    to each other; `excluded` terms that must not occur; `years` those named, with `month` if it is the only
    one; `latest`: the newest answer is wanted; `idle`: stop words only; `about`: whose topic it continues.
    """

    text: str
    language: str | None
    words: tuple[Word, ...]
    sequence: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    month: int | None = None
    latest: bool = False
    idle: bool = False
    about: str | None = None

    @property
    def terms(self) -> list[str]:
        """What the engine is asked for: synonyms once, what counts fully twice."""
        terms = dict.fromkeys(term for word in self.words for term in word.terms)
        akin = dict.fromkeys(term for word in self.words for term in word.akin if term not in terms)
        return [*terms, *terms, *akin] if akin else list(terms)


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the question, as typed and as it was found; how many have it, its share of the idf."""

    word: str
    found: str
    passages: int
    weight: float


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage shown as evidence: its text, the answering sentence in it, and where it comes from.

    `score` falls along an answer's quotes. `highlight` and `sentences` are spans of `text`. `link` opens the
    original at the sentence; None without a URL. `retold`: the text is our digest of that page. `features`
    (0 to 1) are what its place was mixed from; `points` what each, and its date, added to `score`.
    """

    passage_id: PassageId
    document_id: DocumentId
    source_id: SourceId
    score: float
    text: str
    language: str | None
    highlight: Span
    link: str | None
    title: str
    url: str | None
    publisher: str | None
    published: PartialDate | None
    retold: bool = False
    sentences: tuple[Span, ...] = ()
    matches: tuple[Match, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sources say to a question: up to three quotes, best first.

    `confidence` (0..1) belongs to the first quote; `answered` is true exactly when it is at least 0.5.
    `unknown_terms` are the question's words, as typed and in order, that occur in no source. `searched`
    is how many passages there were to search. `searched_for` are unknown words with what they were taken
    for, as a quote writes it. `about` is the earlier question whose topic this one continues. `by_date`:
    dates decided which quote is first; `earlier` is then the newest older passage about the same.
    """

    question: str
    confidence: float
    unknown_terms: tuple[str, ...]
    quotes: tuple[Quote, ...]
    searched: int = 0
    searched_for: tuple[tuple[str, str], ...] = ()
    about: str | None = None
    by_date: bool = False
    earlier: Quote | None = None

    @property
    def answered(self) -> bool:
        """Whether the first quote is good enough to be called an answer."""
        return bool(self.quotes) and self.confidence >= 0.5


class ChangeKind(StrEnum):
    """What happened to a document."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the log that engines and announcements follow; `id` grows with every change."""

    id: int
    kind: ChangeKind
    source_id: SourceId
    document_id: DocumentId
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question to be asked again, and the quote shown at `rank` (from 0) that was liked or not.

    `key` is opaque. `previous` is the question that it takes up; `tags` and `source_id` limit the sources.
    """

    key: str
    text: str
    document_id: DocumentId
    passage: str
    sentence: str
    rank: int
    liked: bool
    kept_at: datetime
    previous: str | None = None
    tags: frozenset[str] = frozenset()
    source_id: SourceId | None = None
