"""The features of one passage, word by word and place by place: what the fast ones must be equal to."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.model import TITLE_WEIGHT, Statistics
from index.ranking.weighing import AKIN, Asked, Wanted

K1 = 1.2
B = 0.6
"""Flatter than the engines' .75: with the title repeated and passages of uneven length it ranks better."""

WINDOW = 12
"""Terms within which words of a question belong together: half a sentence."""

MOST_PLACES = 64
"""Places of a term that are looked at, so that a text which repeats itself costs no more than others."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A word of the question in one passage: its positions in the body, how often it is in the title.

    Where only synonyms are found, the positions are theirs and `idf` is less than the word's.
    """

    wanted: Wanted
    idf: float
    places: tuple[int, ...]
    titled: int


def features_of(asked: Asked, statistics: Statistics, mean_length: float) -> dict[str, float]:
    """All features but `letters`, which needs all passages at once. Shares are of the idf of all words.

    - `stems`: BM25 (k1 1.2, b .6, the title three times, `mean_length` terms a passage) / its upper limit.
    - `similar`: the share of words found; a word not found counts half by the share of its 4-grams found.
    - `exact`: the share of numbers and names found, of all numbers and names; 0 without any.
    - `title`: the share of words in the title. `title_share`: the share of the title's terms asked for.
    - `title_run`: the longest run of the question's terms, stop words included, in the title / 4.
    - `sentences`: the share in the best sentence plus half of a neighbour's, / 1.5. `lead`: it is the first.
    - `topic`: the largest share in a sentence and the title together; `topic_cue`: in one that holds what is
      asked.
    - `pairs`: words next to each other in the question that stand at most two terms apart.
    - `adjacent`: the share of the question's terms that follow their predecessor; `run`: longest run / 5.
    - `window`: the largest share within 12 terms.
    - `length`: ln(1 + number of terms) / 7.
    """
    found = [_find(wanted, statistics) for wanted in asked.wanted]
    return {
        **_word_features(asked, found, statistics, mean_length),
        **_sentence_features(asked, found, statistics),
        **_order_features(asked, found, statistics),
        "length": min(1.0, math.log1p(statistics.length) / 7),
    }


def _find(wanted: Wanted, statistics: Statistics) -> _Found:
    places, titled = _occurrences(wanted.terms, statistics)
    if places or titled or not wanted.word.akin:
        return _Found(wanted, wanted.idf, places, titled)
    places, titled = _occurrences(wanted.word.akin, statistics)
    return _Found(wanted, wanted.idf * AKIN, places, titled)


def _occurrences(terms: Sequence[str], statistics: Statistics) -> tuple[tuple[int, ...], int]:
    places: tuple[int, ...] = ()
    titled = 0
    for term in terms:
        places += tuple(statistics.places.get(term, ())[:MOST_PLACES])
        titled += len(statistics.title_places.get(term, ()))
    return tuple(sorted(places)) if len(terms) > 1 else places, titled


def _word_features(
    asked: Asked, found: Sequence[_Found], statistics: Statistics, mean_length: float
) -> dict[str, float]:
    held = [one for one in found if one.places or one.titled]
    titled = [one for one in held if one.titled]
    exact = sum(wanted.idf for wanted in asked.wanted if wanted.word.exact)
    exact_held = sum(one.idf for one in held if one.wanted.word.exact)
    similar = sum(one.idf if one.places or one.titled else _likeness(one, statistics) for one in found)
    return {
        "stems": _bm25(held, statistics, mean_length) / asked.mass,
        "similar": similar / asked.mass,
        "exact": exact_held / exact if exact else 0.0,
        "title": sum(one.idf for one in titled) / asked.mass,
        "title_share": min(1.0, len(titled) / (len(statistics.title_places) or 1)),
    }


def _bm25(held: Sequence[_Found], statistics: Statistics, mean_length: float) -> float:
    length = statistics.length + TITLE_WEIGHT * len(statistics.title)
    norm = K1 * (1 - B + B * length / mean_length)
    score = 0.0
    for one in held:
        count = len(one.places) + TITLE_WEIGHT * one.titled
        score += one.idf * count / (count + norm)
    return score


def _likeness(lacking: _Found, statistics: Statistics) -> float:
    """What the 4-grams of a word that is not there are worth."""
    grams = lacking.wanted.grams
    return lacking.idf * sum(gram in statistics.vocabulary for gram in grams) / len(grams) / 2


def _sentence_features(asked: Asked, found: Sequence[_Found], statistics: Statistics) -> dict[str, float]:
    count = len(statistics.starts)
    body = [0.0] * (count + 1)
    untitled = [0.0] * (count + 1)
    in_title = 0.0
    for one in found:
        idf = one.idf / asked.mass
        in_title += idf * bool(one.titled)
        for sentence in {bisect_right(statistics.starts, place) - 1 for place in one.places}:
            body[sentence] += idf
            if not one.titled:
                untitled[sentence] += idf
    cue = int(asked.cue)  # an IntFlag is slow to combine
    holding = [i for i in range(count) if not cue or statistics.cues[i] & cue]
    best = max(body)
    return {
        "sentences": max(
            (body[i] + max(body[i + 1], body[i - 1] if i else 0.0) / 2 for i in range(count)), default=0.0
        )
        / 1.5,
        "lead": float(bool(best) and body[0] == best),
        "topic": in_title + max(untitled),
        "topic_cue": in_title + max(untitled[i] for i in holding) if holding else 0.0,
    }


def _order_features(asked: Asked, found: Sequence[_Found], statistics: Statistics) -> dict[str, float]:
    pairs = pair_mass = 0.0
    for before, after in pairwise(found):
        pair_mass += min(before.wanted.idf, after.wanted.idf)
        idf = min(before.idf, after.idf)
        if before.places and after.places and _gap(before.places, after.places) <= 2:
            pairs += idf
    sequence = asked.question.sequence
    run, adjacent = _runs(sequence, (statistics.places.get(term, ())[:MOST_PLACES] for term in sequence))
    title_run, _ = _runs(sequence, (statistics.title_places.get(term, ()) for term in sequence))
    return {
        "pairs": pairs / pair_mass if pair_mass else 0.0,
        "adjacent": adjacent / (len(sequence) - 1) if len(sequence) > 1 else 0.0,
        "run": min(1.0, run / 5),
        "title_run": min(1.0, title_run / 4),
        "window": _window(found) / asked.mass,
    }


def _gap(some: Sequence[int], others: Sequence[int]) -> int:
    """The smallest distance between the places of two words."""
    smallest = i = j = 0
    smallest = abs(some[0] - others[0])
    while i < len(some) and j < len(others):
        smallest = min(smallest, abs(some[i] - others[j]))
        if some[i] < others[j]:
            i += 1
        else:
            j += 1
    return smallest


def _runs(sequence: Sequence[str], places: Iterable[Sequence[int]]) -> tuple[int, int]:
    """The longest run of the sequence in a text, and how many of its terms follow their predecessor there."""
    longest = following = 0
    ending: dict[int, int] = {}
    for _, at in zip(sequence, places, strict=True):
        if not at:
            ending = {}
            continue
        ending = {place: ending.get(place - 1, 0) + 1 for place in at}
        run = max(ending.values(), default=0)
        longest = max(longest, run)
        following += run > 1
    return longest, following


def _window(found: Sequence[_Found]) -> float:
    """The largest sum of idf of different words within so many terms."""
    places = sorted((place, i) for i, one in enumerate(found) for place in one.places)
    counts = [0] * len(found)
    best = here = 0.0
    left = 0
    for place, i in places:
        here += found[i].idf * (counts[i] == 0)
        counts[i] += 1
        while place - places[left][0] > WINDOW:
            gone = places[left][1]
            counts[gone] -= 1
            here -= found[gone].idf * (counts[gone] == 0)
            left += 1
        best = max(best, here)
    return best
