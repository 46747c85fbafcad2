"""How likely the first passage answers: a logistic mix of what it covers and the corpus' size. Pure."""

import math
from collections.abc import Mapping, Sequence

from index.model import Statistics
from index.ranking.order import Ranked, relevance
from index.ranking.sentences import choose
from index.ranking.weighing import Asked

WEIGHTS: Mapping[str, float] = {
    "bias": -1.75,
    "letters": 2.03,
    "title_share": 2.38,
    "window": 0.54,
    "score": 0.95,
    "lead": 3.36,
    "sentence": 1.53,
    "words": 2.68,
    "mass": -2.18,
    "exact_missing": -2.78,
    "unknown": -1.28,
    "similar": 0.46,
    "size": -4.34,
    "chance": 1.87,
    "unmeasured": -0.71,
}
"""Fitted by tests/evaluation/fit_confidence.py on fifteen sets: articles removed, questions off topic, small
corpora, a pool, news. An answer withheld counts 2.25 times one that is none, so that few are."""

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

    - `letters`, `title_share`, `window`: as for the order. `score`: the best `relevance` / 30.
    - `lead`: its lead over the mean of the next five / 10, those that are not there scoring 0; -1 to 1.
    - `sentence`: the `coverage` of the sentence shown.
    - `words`: words of the question / 10. `mass`: the sum of their idf / 60.
    - `exact_missing`: the share of the question in numbers and names that the passage lacks.
    - `unknown`: the share of the question in words that no source has; a synonym is not the word.
    - `similar`: as for the order. `size`: ln(1 + passages) / 12.
    - `unmeasured`: a kind of number is asked for, and the sentence shown has none of it.
    - `chance`: (idf of the words found - ln(1 + passages)) / 20, -1 to 1; below 0 chance finds as many.
    """
    first = ranked[0]
    scores = sorted(map(relevance, ranked), reverse=True)
    statistics = first.candidate.statistics
    idf_found, exact_missing = _found(asked, statistics)
    sentence = choose(asked, first.candidate.passage, statistics).features
    unknown = sum(one.idf for one in asked.wanted if not one.known)
    size = math.log1p(max(_SIZES[0], min(_SIZES[1], asked.size)))
    return {
        "bias": 1.0,
        "letters": first.features["letters"],
        "title_share": first.features["title_share"],
        "window": first.features["window"],
        "score": scores[0] / _BEST_SCORE,
        "lead": max(-1.0, min(1.0, _lead(scores) / 10)),
        "sentence": sentence.get("coverage", 0.0),
        "words": min(1.0, len(asked.wanted) / 10),
        "mass": min(1.0, asked.mass / 60),
        "exact_missing": exact_missing / asked.mass,
        "unknown": unknown / asked.mass,
        "similar": first.features["similar"],
        "size": size / 12,
        "chance": max(-1.0, min(1.0, (idf_found - math.log1p(asked.size)) / 20)),
        "unmeasured": float(asked.measure is not None and not sentence.get("measure")),
    }


def _found(asked: Asked, statistics: Statistics) -> tuple[float, float]:
    """The idf of the words that the passage has, and of the numbers and names that it lacks."""
    held = {*statistics.places, *statistics.title, *statistics.heading}
    idf_found = exact_missing = 0.0
    for one in asked.wanted:
        if not held.isdisjoint((*one.terms, *one.word.akin)):
            idf_found += one.idf
        elif one.word.exact:
            exact_missing += one.idf
    return idf_found, exact_missing


def _lead(scores: Sequence[float]) -> float:
    """How far the first score is above the mean of the next five, where one not found scores 0."""
    return scores[0] - sum(scores[1:6]) / 5
