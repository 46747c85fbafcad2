"""A question weighed against a corpus: how rare its words are there. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from index.model import PassageId, Question, Word
from index.text.analysis import fold
from index.text.cues import Cue, asked_cue
from index.text.languages.scripts import IN_SYLLABLES, is_in_pairs
from index.text.measures import Measure, asked_measure

AKIN = 0.5
"""What a synonym counts of the word itself."""

GRAM = 4
"""Letters of a gram: with 3 or 5 the order is worse by 0.1 points of recall@1."""


LONGEST_WORD = 24
"""Letters of a word whose 4-grams are sought, so that glued words cost no more than others."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the question with its idf, its 4-grams, and whether the corpus has it in any form.

    `size` is how much of a word it is: half of one where it is a pair of characters, or a syllable. `abroad`
    is the term by which it is found where it is not itself: mostly its translation.
    """

    word: Word
    terms: tuple[str, ...]
    idf: float
    grams: tuple[str, ...]
    known: bool = True
    size: float = 1.0
    abroad: str | None = None


@dataclass(frozen=True)
class Asked:
    """A question weighed against a corpus of `size` passages: `mass` is the sum of its words' idf.

    `cue` and `measure` tell what it asks for, as far as its words do.
    """

    question: Question
    wanted: tuple[Wanted, ...]
    size: int
    cue: Cue
    measure: Measure | None = None

    @cached_property
    def folded(self) -> str:
        """The question's text, folded: every sentence looked at is compared with it."""
        return fold(self.question.text)

    @cached_property
    def mass(self) -> float:
        """Never 0."""
        return sum(one.idf for one in self.wanted) or 1.0

    @cached_property
    def head(self) -> Wanted | None:
        """The first word that is no name and no number: of `Who is governor of the bank?` the governor."""
        return next((one for one in self.wanted if not one.word.exact), None)

    @cached_property
    def chosen(self) -> dict[PassageId, Any]:
        """The sentences chosen so far, by passage: order, dates, confidence and quotes ask for the same."""
        return {}


def rarity(passages: int, size: int) -> float:
    """Lucene's idf of a term that occurs in `passages` of `size` passages."""
    return math.log(1 + (size - passages + 0.5) / (passages + 0.5))


def weigh(question: Question, frequencies: Mapping[str, int], size: int) -> Asked:
    """Give each word its rarity: its own, or when it occurs nowhere that of what counts as it."""
    wanted = []
    for word in question.words:
        passages = frequencies.get(word.term, 0) or max(
            (frequencies.get(term, 0) for term in (*word.others, *word.akin)), default=0
        )
        idf = word.weight * rarity(min(passages, size), size)
        wanted.append(
            Wanted(
                word,
                word.terms,
                idf,
                grams_of(word.term[:LONGEST_WORD]),
                known=any(frequencies.get(term, 0) for term in word.terms),
                size=0.5 if is_in_pairs(word.term) or question.language in IN_SYLLABLES else 1.0,
                abroad=_abroad(word, frequencies),
            )
        )
    folded = fold(question.text)
    measure = asked_measure(folded, question.language)
    return Asked(question, tuple(wanted), size, asked_cue(folded, question.language), measure)


def _abroad(word: Word, frequencies: Mapping[str, int]) -> str | None:
    """The first of its other terms that occurs, where it does not itself and is no typing error."""
    if word.taken or frequencies.get(word.term, 0):
        return None
    return next((term for term in word.others if frequencies.get(term, 0)), None)


def grams_of(text: str) -> tuple[str, ...]:
    """The 4-grams of a text in order; a shorter text is its own only one."""
    return tuple(text[i : i + GRAM] for i in range(len(text) - GRAM + 1)) or (text,)
