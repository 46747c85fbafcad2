"""How likely the first passage answers: a logistic mix of what it covers and the corpus' size. Pure."""

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from index.answering.scattered import is_elsewhere, is_of_another_time, is_scattered
from index.answering.unmet import is_unmet
from index.model import Candidate, Statistics
from index.ranking.facts import tells_no_number, tells_number
from index.ranking.order import Ranked, relevance
from index.ranking.sentences import choose
from index.ranking.weighing import Asked
from index.text.cues import Cue
from index.text.languages.scripts import is_in_hangul, is_in_pairs

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
    "pairs": 1.7,
}
"""Fitted by tests/evaluation/fit_confidence.py on fifteen sets: articles removed, questions off topic, small
corpora, a pool, news. An answer withheld counts 2.25 times one that is none, so that few are."""

MEASURED = (
    (-9.0, 0.0), (-4.0, 0.01), (-2.5, 0.043), (-1.2, 0.214), (-0.6, 0.315), (-0.3, 0.36), (-1e-6, 0.382),
    (0.0, 0.548), (0.7, 0.59), (1.26, 0.647), (2.0, 0.746), (2.7, 0.775), (3.3, 0.832), (3.9, 0.85),
    (4.4, 0.887), (5.0, 0.904), (5.6, 0.936), (6.4, 0.942), (8.0, 0.954), (12.0, 0.99),
)  # fmt: skip
"""A mix of the features, and how often the first passage was right with it: the mean of what was read where
35 sets and pools count alike (tests/evaluation/fit_steps.py), and where all their questions do, a third of
which are the pools'. Below 0 it jumps, as an answer is withheld only where it is likelier wrong by far."""

MOST_UNSURE = 0.49
"""Never an answer: a quoted phrase or what is asked for is missing, or a question says nothing."""

DOUBTFUL = 0.7
"""A mix below it may be of an answer, but not of one whose words are scattered or stand elsewhere."""

UNSURE_OF_TIME = 1.3
"""A mix below it is none for a date that stands beside half of what is asked."""

PAIRS_IN_HANGUL = 0.8

_COUNTING = ("en", "ru")
_ASKS_HOW = re.compile(r"\b(?:how|сколько)\b")
_ASKS_WHICH = re.compile(r"\b(?:what|which|how|сколько|какого|как\w{1,2}|каков\w?)\b")

_BEST_SCORE = 30.0
_SIZES = (10, 10_000)
"""The sizes of corpora that were measured; beyond them nothing is known, so nothing more is added."""


def confidence(asked: Asked, ranked: Sequence[Ranked]) -> float:
    """The probability (0..1) that the first passage answers; 0 without passages."""
    if not ranked:
        return 0.0
    features = confidence_features(asked, ranked)
    mix = sum(weight * features[name] for name, weight in WEIGHTS.items())
    likely = calibrated(mix)
    if likely > MOST_UNSURE and _is_no_answer(asked, ranked[0], mix, features["lead"]):
        return MOST_UNSURE
    return likely


def _is_no_answer(asked: Asked, first: Ranked, mix: float, lead: float) -> bool:
    candidate = first.candidate
    if tells_no_number(asked, candidate) or _lacks_number(asked, candidate) or is_unmet(asked, candidate):
        return True
    if mix < UNSURE_OF_TIME and is_of_another_time(asked, first):
        return True
    return mix < DOUBTFUL and (is_scattered(asked, first) or is_elsewhere(asked, first, lead))


def calibrated(mix: float) -> float:
    """How often a first passage with such a mix was right, between the MEASURED ones; above 0 at least .5."""
    after = bisect_right(MEASURED, (mix, 1.0))
    if after == 0 or after == len(MEASURED):
        return MEASURED[min(after, len(MEASURED) - 1)][1]
    (low, seldom), (high, often) = MEASURED[after - 1], MEASURED[after]
    return seldom + (often - seldom) * (mix - low) / (high - low)


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
    - `pairs`: the share of the question in pairs of characters, as of scripts without spaces; of Hangul
      somewhat less, as fewer of its pairs reach over the end of a word.
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
        "words": min(1.0, sum(one.size for one in asked.wanted) / 10),
        "mass": min(1.0, sum(one.size * one.idf for one in asked.wanted) / 60),
        "exact_missing": exact_missing / asked.mass,
        "unknown": unknown / asked.mass,
        "similar": first.features["similar"],
        "size": size / 12,
        "chance": max(-1.0, min(1.0, (idf_found - math.log1p(asked.size)) / 20)),
        "unmeasured": float(asked.measure is not None and not sentence.get("measure")),
        "pairs": sum(one.idf * _share_in_pairs(one.word.term) for one in asked.wanted) / asked.mass,
    }


def _share_in_pairs(term: str) -> float:
    return PAIRS_IN_HANGUL if is_in_hangul(term) else float(is_in_pairs(term))


def _lacks_number(asked: Asked, candidate: Candidate) -> bool:
    """Whether a number is asked for, and neither the sentence shown nor one beside it tells any.

    A date is no number unless a time is asked for. Only in languages whose number words are known well.
    """
    of_kind = asked.measure is not None and _ASKS_WHICH.search(asked.folded) is not None
    how_much = bool(asked.cue & Cue.NUMBER) and _ASKS_HOW.search(asked.folded) is not None
    if not (of_kind or how_much) or asked.cue & Cue.DATE or asked.question.language not in _COUNTING:
        return False
    passage = candidate.passage
    shown = choose(asked, passage, candidate.statistics).span
    ends = [sentence.end for sentence in passage.sentences]
    first, last = bisect_right(ends, shown.start), bisect_right(ends, shown.end - 1)
    near = passage.sentences[max(0, first - 1) : last + 2] or (shown,)
    dates_too = asked.measure is not None and asked.measure.of_time
    return not any(tells_number(one.of(passage.text), asked.folded, dates_too=dates_too) for one in near)


def _found(asked: Asked, statistics: Statistics) -> tuple[float, float]:
    """The idf of the words that the passage has, and of the numbers and names that it lacks."""
    idf_found = exact_missing = 0.0
    for one in asked.wanted:
        if any(statistics.holds(term) for term in (*one.terms, *one.word.akin)):
            idf_found += one.size * one.idf
        elif one.word.exact:
            exact_missing += one.idf
    return idf_found, exact_missing


def _lead(scores: Sequence[float]) -> float:
    """How far the first score is above the mean of the next five, where one not found scores 0."""
    return scores[0] - sum(scores[1:6]) / 5
