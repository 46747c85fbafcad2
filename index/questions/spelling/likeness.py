"""Terms of the sources that sound or look like a word, in its script or another. Pure."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

from index.questions.spelling.edits import edits
from index.questions.synonyms import Frequencies
from index.text.transliteration import (
    consonants,
    is_cyrillic,
    root,
    sound,
    spelt_alike,
    to_latin,
)

MOST_TERMS = 500
"""Terms with one beginning that are compared."""

SAME_SOUND = 0.4
ONE_SOUND = 1.2
TWO_EDITS = 2.0
TWO_SOUNDS = 2.2
SAME_CONSONANTS = 2.5
SAME_STEM = 3.0
"""Distances, in the costs of typing errors."""

_SHORTEST_ROOT = 4
_VOWEL = re.compile("[aeiouy]")


class Vocabulary(Frequencies, Protocol):
    """The part of an engine that knows which terms occur, and how often."""

    def words(self, prefix: str, limit: int) -> list[str]:
        """The most frequent terms that begin so."""

    def like(self, term: str, *, near: bool = True) -> list[str]:
        """Terms that may be the same word written otherwise; those that sound the same if not `near`."""


def of_other_script(term: str, vocabulary: Vocabulary) -> list[str]:
    """The terms of another script that sound the same but for the ending: Nabiullina, Набиуллин."""
    at_home = is_cyrillic(term)
    alike = vocabulary.like(term, near=False)
    return [other for other in alike if is_cyrillic(other) != at_home and _same_root(term, other)]


def like_terms(
    term: str, vocabulary: Vocabulary, *, is_name: bool, is_right: bool, compares: bool = True
) -> Iterator[tuple[str, float]]:
    """Other terms with their distance; a word that `is_right` has only its own other forms and spellings.

    Names are known by their sound, whatever their vowels; of other words more must be the same. Unless it
    `compares` all terms that begin alike, those that sound alike are told.
    """
    beginnings = spelt_alike(term, is_name=is_name) if compares else ()
    for other in _nearby(term, beginnings, vocabulary):
        if is_right:
            away = [_distance_respelt(term, other, is_name)]
        elif is_cyrillic(term) != is_cyrillic(other):
            away = [_distance_heard(term, other, shortest=5)]
        else:
            away = [
                _distance_written(term, other, shortest=9 if is_name else 7),
                _distance_heard(term, other, shortest=6 if is_name else 7),
            ]
        if found := [one for one in away if one is not None]:
            yield other, min(found)


def _nearby(term: str, beginnings: Iterable[str], vocabulary: Vocabulary) -> Iterator[str]:
    """Terms that sound alike or have such a beginning, of a like length, that share most of their letters."""
    letters, shortest, longest = _letters(term), len(term) - 3, len(term) + 3
    terms = [*vocabulary.like(term)]
    for beginning in beginnings:
        terms += vocabulary.words(beginning, MOST_TERMS)
    for other in dict.fromkeys([other for other in terms if shortest <= len(other) <= longest]):
        if len(letters ^ _letters(other)) <= 4:
            yield other


@lru_cache(maxsize=1 << 15)
def _letters(term: str) -> frozenset[str]:
    return frozenset(to_latin(term))


def _distance_respelt(term: str, other: str, is_name: bool) -> float | None:
    if is_cyrillic(term) != is_cyrillic(other):
        return SAME_SOUND if _same_root(term, other) else None
    same_vowels = _VOWEL.findall(to_latin(term)) == _VOWEL.findall(to_latin(other))
    if is_name and same_vowels and sound(term) == sound(other):
        return SAME_SOUND
    longer_name = is_name and len(other) == len(term) + 1
    return SAME_STEM if _same_stem(term, other, shortest=5 if longer_name else 6) else None


def _distance_written(term: str, other: str, shortest: int) -> float | None:
    if sound(term) == sound(other):
        return SAME_SOUND
    if len(term) >= shortest and edits(term, other, 2) <= 2:
        return TWO_EDITS
    return SAME_STEM if _same_stem(term, other, shortest=5) else None


def _distance_heard(term: str, other: str, shortest: int) -> float | None:
    if _same_root(term, other):
        return SAME_SOUND
    mine, theirs = sound(term), sound(other)
    away = edits(mine, theirs, 2)
    if away == 1 and len(mine) >= shortest:
        return ONE_SOUND
    if away == 2 and len(mine) >= shortest + 3:
        return TWO_SOUNDS
    skeleton = consonants(term)
    return SAME_CONSONANTS if len(skeleton) >= shortest - 1 and skeleton == consonants(other) else None


def _same_root(term: str, other: str) -> bool:
    mine = root(term)
    return len(mine) >= _SHORTEST_ROOT and mine == root(other)


def _same_stem(term: str, other: str, shortest: int) -> bool:
    shorter, longer = sorted((term, other), key=len)
    return len(shorter) >= shortest and longer.startswith(shorter)
