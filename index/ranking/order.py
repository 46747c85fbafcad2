"""The order of candidate passages: a linear mix of features. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.model import Candidate, PassageId, Role
from index.ranking.facts import tells_no_number
from index.ranking.features.columns import columns_of_all, rows_of
from index.ranking.features.tokens import Array
from index.ranking.letters import letter_scores
from index.ranking.sentences import choose
from index.ranking.weighing import Asked
from index.text.analysis import fold

WEIGHTS: Mapping[str, float] = {
    "letters": 3.99,
    "stems": 3.16,
    "similar": 4.12,
    "exact": 1.44,
    "title": 1.10,
    "title_share": 2.03,
    "sentences": 0.94,
    "lead": 0.42,
    "topic": 2.71,
    "topic_cue": 2.05,
    "pairs": 0.36,
    "adjacent": 1.03,
    "run": 1.61,
    "title_run": 0.79,
    "window": 1.28,
    "length": -1.89,
    "contents": -20.0,
    "continues": -1.5,
}
"""Fitted by tests/evaluation/fit_ranking.py on eleven sets in six languages (12,900 questions), in five folds
of articles: recall@1 on articles left out is 3 points above BM25 of stems on the mean of six sets. But
`contents` and `continues` are set by hand: lists of links have all words of a question, and answer none; who
asks for what a title says is answered where the text below it begins."""

MEASURED = 10.0
"""The weight of `measured`, the strength of the sentence that would be shown / 10."""

STRONGEST = 10.0
AMONG = 10
"""Passages whose sentences are looked at for a number asked for."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score (comparable within one question only) and the features behind it.

    `relevance` is the score without what dates and its place in the text did to it.
    """

    candidate: Candidate
    score: float
    features: Mapping[str, float]
    relevance: float


def rank(asked: Asked, candidates: Sequence[Candidate]) -> list[Ranked]:
    """The candidates, best first; equal ones in the order of their ids."""
    if not candidates:
        return []
    columns = _columns(asked, candidates)
    scores = np.zeros(len(candidates))
    for name, weight in WEIGHTS.items():
        scores += weight * columns[name]
    said = scores - WEIGHTS["continues"] * columns["continues"]
    columns["measured"] = np.zeros(len(candidates))
    told = zip(candidates, scores.tolist(), rows_of(columns), said.tolist(), strict=True)
    ranked = sorted((Ranked(*one) for one in told), key=_order)
    return ranked if asked.measure is None else _by_measure(asked, ranked)


def relevance(one: Ranked) -> float:
    """The score without what dates and its place in the text did to it."""
    return one.relevance


def points(one: Ranked) -> dict[str, float]:
    """What each feature added to the score or took from it; `date` is what dates did. They sum up to it.

    Rounded to thousandths; what did nothing is left out.
    """
    added = {name: weight * one.features[name] for name, weight in WEIGHTS.items()}
    added["measured"] = MEASURED * one.features["measured"]
    added["date"] = one.score - sum(added.values())
    return {name: rounded for name, value in added.items() if (rounded := round(value, 3))}


def _by_measure(asked: Asked, ranked: Sequence[Ranked]) -> list[Ranked]:
    """Where a kind of number is asked for, the sentences of the first passages tell which has it."""
    measured = []
    of_leader = asked.measure is not None and asked.measure.of_leader
    among = len(ranked) if of_leader else AMONG
    for one in ranked[:among]:
        candidate = one.candidate
        chosen = choose(asked, candidate.passage, candidate.statistics)
        told = not tells_no_number(asked, candidate)
        strength = max(0.0, min(1.0, chosen.strength / STRONGEST)) * told
        feature = chosen.features.get("measure", 0.0) if of_leader else strength
        features = {**one.features, "measured": feature}
        gain = MEASURED * feature
        measured.append(Ranked(candidate, one.score + gain, features, one.relevance + gain))
    return [*sorted(measured, key=_order), *ranked[among:]]


def _order(one: Ranked) -> tuple[float, PassageId]:
    return -one.score, one.candidate.passage.id


def all_features(asked: Asked, candidates: Sequence[Candidate]) -> list[dict[str, float]]:
    """The features of each candidate, 0 to 1.

    `letters` is the BM25 of 4-grams among these candidates, of the words or, where half of them or more are
    known in translation alone, of the translations if these are found better. `contents` is the share of the
    passage's lines that are a table of contents; `continues` the share of the question in title and headings
    of a passage that does not begin what these head.
    """
    return rows_of(_columns(asked, candidates))


def _columns(asked: Asked, candidates: Sequence[Candidate]) -> dict[str, Array]:
    letters = _letters(asked, [(one.document.title, one.passage.text) for one in candidates])
    return {
        "letters": np.array(letters),
        **columns_of_all(asked, [one.statistics for one in candidates]),
        "contents": np.array([_share_of_contents(one.passage.roles) for one in candidates]),
        "continues": np.array([_share_above(asked, one) for one in candidates]),
    }


def _letters(asked: Asked, texts: Sequence[tuple[str, str]]) -> list[float]:
    words = [fold(one.word.text) for one in asked.wanted]
    scores = letter_scores(words, texts)
    if 2 * sum(one.abroad is not None for one in asked.wanted) < max(1, len(words)):
        return scores  # a question in the language of the sources: what it lacks is no translation
    abroad = [one.abroad or word for one, word in zip(asked.wanted, words, strict=True)]
    return list(map(max, scores, letter_scores(abroad, texts)))


def _share_of_contents(roles: Sequence[Role]) -> float:
    if Role.CONTENTS not in roles:
        return 0.0
    said = [role for role in roles if role is not Role.LABEL]
    return said.count(Role.CONTENTS) / len(said)


def _share_above(asked: Asked, candidate: Candidate) -> float:
    """The share of the question's idf in title and headings, where the passage does not begin below them.

    Words of the title count half where it begins below a heading of its own.
    """
    passage, statistics = candidate.passage, candidate.statistics
    if passage.position == 0:
        return 0.0
    begins = bool(passage.headings) and passage.roles[:1] == (Role.LABEL,)
    above = frozenset(statistics.title if begins else (*statistics.title, *statistics.heading))
    below = frozenset(statistics.heading if begins else ())
    told = (one for one in asked.wanted if below.isdisjoint(one.terms))
    held = sum(one.idf for one in told if not above.isdisjoint(one.terms))
    return held / asked.mass * (0.5 if begins else 1.0)
