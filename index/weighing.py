"""A question weighed against a corpus: how rare its words are there. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from index.analysis import fold
from index.cues import Cue, asked_cue
from index.model import Question, Word

AKIN = 0.5
"""What a synonym counts of the word itself."""

GRAM = 4
"""Letters of a gram: with 3 or 5 the order is worse by 0.1 points of recall@1."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the question with its idf, its 4-grams, and whether the corpus has it in any form."""

    word: Word
    terms: tuple[str, ...]
    idf: float
    grams: tuple[str, ...]
    known: bool = True


@dataclass(frozen=True)
class Asked:
    """A question weighed against a corpus of `size` passages: `mass` is the sum of its words' idf."""

    question: Question
    wanted: tuple[Wanted, ...]
    size: int
    cue: Cue

    @cached_property
    def mass(self) -> float:
        """Never 0."""
        return sum(one.idf for one in self.wanted) or 1.0


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
        wanted.append(Wanted(word, word.terms, idf, grams_of(word.term), known=passages > 0))
    return Asked(question, tuple(wanted), size, asked_cue(fold(question.text)))


def grams_of(text: str) -> tuple[str, ...]:
    """The 4-grams of a text in order; a shorter text is its own only one."""
    return tuple(text[i : i + GRAM] for i in range(len(text) - GRAM + 1)) or (text,)
