"""Answers: quotes with their evidence. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from index.model.dates import PartialDate
from index.model.passages import PassageId
from index.model.sources import DocumentId, Outdated, SourceId
from index.model.structure import Span


class Talk(StrEnum):
    """What a message is that asks nothing of the sources."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    IDENTITY = "identity"
    ABILITIES = "abilities"
    RUDE = "rude"
    REMARK = "remark"
    LATEST = "latest"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the question, as typed and as it was found; how many have it, its share of the idf."""

    word: str
    found: str
    passages: int
    weight: float


class Lost(StrEnum):
    """Why the original of a quote cannot be opened at its sentence."""

    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage shown as evidence: its text, the answering sentence in it, and where it comes from.

    `score` falls along an answer's quotes. `highlight` and `sentences` are spans of `text`. `link` opens the
    original at the sentence; None without a URL, and where it is `lost`: its page is gone, or says it no
    longer. `retold`: the text is our digest of that page; `by_owner`: the owner has written it; `outdated`:
    why it is no longer valid, and `valid_until` when it was where that is known. `features` (0 to 1) are what
    its place was mixed from; `points` what each, and its date, added to `score`. `confidence` (0..1) is how
    likely it would answer, were it the first; of the first five only. `heading` is the nearest one above the
    text, unless it says what the title says. `page` is the page of the file that the sentence begins on, from
    1, where the file has pages.
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
    by_owner: bool = False
    outdated: Outdated | None = None
    valid_until: PartialDate | None = None
    lost: Lost | None = None
    sentences: tuple[Span, ...] = ()
    matches: tuple[Match, ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    heading: str | None = None
    confidence: float = 0.0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sources say to a question: up to three quotes, best first.

    `confidence` (0..1) belongs to the first quote; `answered` is true exactly when it is at least 0.5.
    `unknown_terms` are the question's words, as typed and in order, that occur in no source. `searched` is
    how many passages there were to search. `searched_for` are unknown words with what they were taken for,
    as a quote writes it. `about` is the earlier question whose topic this one continues. `by_date`: dates
    decided which quote is first; `earlier` is then the newest older passage about the same. `talk` is set
    where nothing was asked. `overview`: a summary was asked for, and the quotes are one a source or year,
    newest first. `lacking` is the question's language where no source is in it. `second` is a further
    question of the same message, which `second_quote` answers.
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
    talk: Talk | None = None
    overview: bool = False
    lacking: str | None = None
    second: str | None = None
    second_quote: Quote | None = None

    @property
    def kind(self) -> Literal["question", "talk", "list"]:
        """What was said: a question, talk, or a wish for the list of the sources or of what is new."""
        if self.talk is None:
            return "question"
        return "list" if self.talk in {Talk.LATEST, Talk.SOURCES} else "talk"

    @property
    def answered(self) -> bool:
        """Whether the first quote is good enough to be called an answer."""
        return bool(self.quotes) and self.confidence >= 0.5
