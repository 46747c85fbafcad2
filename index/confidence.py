"""How likely the first passage answers: a logistic mix of what it covers and the corpus' size. Pure."""

import math
from collections.abc import Mapping, Sequence

from index.ranking import Ranked
from index.sentences import choose
from index.statistics import Statistics
from index.weighing import Asked

WEIGHTS: Mapping[str, float] = {
    "bias": -2.11,
    "letters": 2.68,
    "title_share": 2.32,
    "window": 0.46,
    "score": 2.81,
    "lead": 2.18,
    "sentence": 1.37,
    "words": 2.69,
    "mass": -1.59,
    "exact_missing": -2.49,
    "unknown": -1.43,
    "similar": 0.62,
    "size": -5.55,
    "chance": 2.08,
}
"""Fitted by tests/evaluation/fit_confidence.py on fifteen sets: articles removed, questions off topic, small
corpora, a pool. An answer withheld counts twice an answer that is none, as the nearest are shown anyway."""

_BEST_SCORE = 30.0
_SIZES = (10, 10_000)
"""The sizes of corpora that were measured; beyond them nothing is known, so nothing more is added."""


def confidence(asked: Asked, ranked: Sequence[Ranked]) -> float:
    """The probability (0..1) that the first passage answers; 0 without passages."""
    if not ranked:
        return 0.0
    features = confidence_features(asked, ranked)
    mix = sum(weight * features[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, mix))))


def confidence_features(asked: Asked, ranked: Sequence[Ranked]) -> dict[str, float]:
    """What tells answers from the nearest passages.

    - `letters`, `title_share`, `window`: as for the order. `score`: the first passage's score / 30.
    - `lead`: its lead over the mean of the next five / 10.
    - `sentence`: the `coverage` of the sentence shown.
    - `words`: words of the question / 10. `mass`: the sum of their idf / 60.
    - `exact_missing`: the share of the question in numbers and names that the passage lacks.
    - `unknown`: the share of the question in words that no source has in any form.
    - `similar`: as for the order. `size`: ln(1 + passages) / 12.
    - `chance`: (idf of the words found - ln(1 + passages)) / 20, -1 to 1; below 0 chance finds as many.
    """
    first = ranked[0]
    statistics = first.candidate.statistics
    idf_found, exact_missing = _found(asked, statistics)
    _, sentence = choose(asked, first.candidate.passage, statistics)
    unknown = sum(one.idf for one in asked.wanted if not one.known)
    size = math.log1p(max(_SIZES[0], min(_SIZES[1], asked.size)))
    return {
        "bias": 1.0,
        "letters": first.features["letters"],
        "title_share": first.features["title_share"],
        "window": first.features["window"],
        "score": first.score / _BEST_SCORE,
        "lead": _lead(ranked) / 10,
        "sentence": sentence.get("coverage", 0.0),
        "words": min(1.0, len(asked.wanted) / 10),
        "mass": min(1.0, asked.mass / 60),
        "exact_missing": exact_missing / asked.mass,
        "unknown": unknown / asked.mass,
        "similar": first.features["similar"],
        "size": size / 12,
        "chance": max(-1.0, min(1.0, (idf_found - math.log1p(asked.size)) / 20)),
    }


def _found(asked: Asked, statistics: Statistics) -> tuple[float, float]:
    """The idf of the words that the passage has, and of the numbers and names that it lacks."""
    held = {*statistics.places, *statistics.title}
    idf_found = exact_missing = 0.0
    for one in asked.wanted:
        if not held.isdisjoint((*one.terms, *one.word.akin)):
            idf_found += one.idf
        elif one.word.exact:
            exact_missing += one.idf
    return idf_found, exact_missing


def _lead(ranked: Sequence[Ranked]) -> float:
    """How far the first one's score is above the mean of the next five; 10 when it is alone."""
    following = [one.score for one in ranked[1:6]]
    return ranked[0].score - sum(following) / len(following) if following else 10.0
