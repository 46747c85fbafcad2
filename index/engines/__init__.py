"""Engines bring the passages that may answer: each is a copy of the corpus' terms that can be thrown away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.model import SENTENCE_END, Filter, Hit, PartialDate, PassageId, SourceId, Statistics, spaced


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """What a Filter looks at; `published` None matches no filter by date."""

    source_id: SourceId
    tags: tuple[str, ...] = ()
    language: str | None = None
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A passage as an engine is given it: its terms as in Statistics, the headings' before the body's."""

    id: PassageId
    title: str
    body: str
    facts: PassageFacts

    @classmethod
    def of(cls, id_: PassageId, statistics: Statistics, facts: PassageFacts) -> "Entry":
        """The passage with these statistics."""
        return cls(id_, *cls.texts(statistics), facts)

    @staticmethod
    def texts(statistics: Statistics) -> tuple[str, str]:
        """Title and body of a passage with these statistics."""
        headings = f"{spaced(statistics.heading)}{SENTENCE_END}" if statistics.heading else ""
        return spaced(statistics.title), headings + statistics.body


@dataclass(frozen=True, slots=True)
class Batch:
    """Passages to add, or to put in the place of those with the same ids, after some are removed.

    `whole_of`: these are all passages of the database of that generation, and nothing else is kept.
    """

    added: Iterable[Entry] = ()
    removed: Sequence[PassageId] = ()
    whole_of: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: passages with one of the terms or more; a term given twice counts twice.

    The terms of each of the `phrases` must stand in a row, in the title or the body; a word and its parts
    count as one place. No term of `excluded` may occur, and none of the phrases `unwanted`.
    """

    terms: Sequence[str]
    phrases: Sequence[Sequence[str]] = ()
    excluded: Sequence[str] = ()
    unwanted: Sequence[Sequence[str]] = ()

    @property
    def has_phrases(self) -> bool:
        """Whether the places of terms decide what is found."""
        return bool(self.phrases or self.unwanted)


class Engine(Protocol):
    """What every engine offers. Searches may run in any thread, and see a batch whole or not at all."""

    def apply(self, batch: Batch, cursor: int) -> None:
        """Take over a batch, and remember how far the log has been read; twice is as good as once."""

    def search(self, query: Query, limit: int, within: Filter = Filter()) -> list[Hit]:
        """Up to `limit` passages, best first by BM25; equal ones in the order of ids.

        `within`, phrases and exclusions decide what may be found, and change no score.
        """

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages each of the terms occurs, 0 included."""

    def words(self, prefix: str, limit: int) -> list[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""

    def like(self, term: str, *, near: bool = True) -> list[str]:
        """Terms that may be the same word written otherwise, in any order and without the term itself.

        At least those of the same root of sound, in any script; where `near` ones are wanted, too, also those
        whose root is one edit away, and the most frequent ones that begin with the term. Nothing is like a
        term with a root of three letters but these last, nor where they have fewer than four.
        """

    def size(self) -> int:
        """The number of passages."""

    def cursor(self) -> int:
        """The id of the last change that this copy contains; 0 for an empty copy."""

    def generation(self) -> str:
        """The generation of the database that this is a copy of; empty for an empty copy."""

    def close(self) -> None:
        """Let go of the copy."""


class Stored(Protocol):
    """What an engine may leave to the corpus, which has it anyway."""

    def texts(self, ids: Sequence[PassageId]) -> Mapping[PassageId, tuple[str, str]]:
        """The terms of title and body of these passages as an Entry has them; what is gone is left out."""

    def with_roots(self, roots: Sequence[str]) -> Sequence[str]:
        """The terms with one of these roots of sound, and maybe some that occur no more."""


class Counted(Stored, Protocol):
    """What an engine that is asked over a network leaves to the corpus besides."""

    def count(self) -> None:
        """Count all terms, and keep them counted; to be called before one of the others is."""

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """In how many passages each of the terms occurs; those that occur nowhere may be left out."""

    def words(self, prefix: str, limit: int) -> Sequence[str]:
        """Up to `limit` terms that begin with `prefix`, those in most passages first."""


def admits(within: Filter, facts: PassageFacts) -> bool:
    """Whether a passage with these facts may be found; a partial date counts when it can lie in the range."""
    if within.sources and facts.source_id not in within.sources:
        return False
    if within.tags and within.tags.isdisjoint(facts.tags):
        return False
    if within.languages and facts.language not in within.languages:
        return False
    if within.published_from is None and within.published_to is None:
        return True
    if facts.published is None:
        return False
    after = within.published_from is None or facts.published.last_day() >= within.published_from
    before = within.published_to is None or facts.published.first_day() <= within.published_to
    return after and before
