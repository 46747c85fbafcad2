"""The words of a question in many passages at once: as themselves, or by their synonyms. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.model import Statistics
from index.ranking.features.places import Places, places_in_bodies, places_in_titles
from index.ranking.features.tokens import Array
from index.ranking.weighing import AKIN, Asked


@dataclass(frozen=True)
class Found:
    """The words of the question in each passage: arrays of (passage, word), but the places.

    Where only synonyms of a word are found, the places are theirs and `idf` is less than the word's.
    """

    statistics: Sequence[Statistics]
    terms: Mapping[str, int]
    bodies: Places
    titles: Places
    idf: Array
    counted: Array
    titled: Array
    word_places: Array

    @classmethod
    def of(cls, asked: Asked, statistics: Sequence[Statistics]) -> "Found":
        """Look for the words of the question and for its other terms."""
        own = [one.terms for one in asked.wanted]
        akin = [one.word.akin for one in asked.wanted]
        every = (term for terms in (*own, *akin, asked.question.sequence) for term in terms)
        terms = {term: number for number, term in enumerate(dict.fromkeys(every))}
        bodies, titles = places_in_bodies(terms, statistics), places_in_titles(terms, statistics)
        shape = (len(statistics), len(terms))
        in_bodies, in_titles = _counts(bodies, shape), _counts(titles, shape)
        belongs, is_akin = _membership(own, terms), _membership(akin, terms)
        idf = np.array([one.idf for one in asked.wanted])
        as_itself = (in_bodies + in_titles) @ belongs > 0
        as_itself |= ~is_akin.any(axis=0)
        return cls(
            statistics,
            terms,
            bodies,
            titles,
            np.where(as_itself, idf, idf * AKIN),
            np.where(as_itself, in_bodies @ belongs, in_bodies @ is_akin),
            np.where(as_itself, in_titles @ belongs, in_titles @ is_akin),
            _word_places(bodies, as_itself, belongs, is_akin),
        )

    @cached_property
    def held(self) -> Array:
        """Which words are in the body or in the title."""
        return (self.counted > 0) | (self.titled > 0)


def _counts(places: Places, shape: tuple[int, int]) -> Array:
    kinds = places.passage * shape[1] + places.term
    return np.bincount(kinds, minlength=shape[0] * shape[1]).reshape(shape)


def _membership(words: Sequence[Sequence[str]], terms: Mapping[str, int]) -> Array:
    """How often each term is among those of each word."""
    members = np.zeros((len(terms), len(words)), dtype=np.int64)
    for word, own in enumerate(words):
        for term in own:
            members[terms[term], word] += 1
    return members


def _word_places(bodies: Places, as_itself: Array, belongs: Array, is_akin: Array) -> Array:
    """Two rows: the number of an occurrence, and a word that is found by it."""
    own, synonyms = belongs[bodies.term] > 0, is_akin[bodies.term] > 0
    return np.array(np.nonzero(np.where(as_itself[bodies.passage], own, synonyms)))
