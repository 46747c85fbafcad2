"""Questions as they are understood, and those kept to be asked again. Pure."""

from dataclasses import dataclass
from datetime import datetime

from index.model.sources import DocumentId, SourceId


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
    """A question understood: what to look for, what must and must not occur, what time it asks about.

    `sequence` are all its terms in order, stop words included; `phrases` lists of terms that must stand next
    to each other; `excluded` terms and `unwanted` phrases must not occur; `years` are those named, `month` if
    it is the only one. By a word for it `latest` is wanted, by its tense how things stand (`present`) or how
    they stood (`past`). `idle`: stop words only; `about`: whose topic it continues.
    """

    text: str
    language: str | None
    words: tuple[Word, ...]
    sequence: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    unwanted: tuple[tuple[str, ...], ...] = ()
    years: tuple[int, ...] = ()
    month: int | None = None
    latest: bool = False
    present: bool = False
    past: bool = False
    idle: bool = False
    about: str | None = None

    @property
    def terms(self) -> list[str]:
        """What the engine is asked for: synonyms once, what counts fully twice."""
        terms = dict.fromkeys(term for word in self.words for term in word.terms)
        akin = dict.fromkeys(term for word in self.words for term in word.akin if term not in terms)
        return [*terms, *terms, *akin] if akin else list(terms)


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
