"""(question, passages) → named features between 0 and 1, from which the order is mixed. Pure."""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np

from index.model import TITLE_WEIGHT, Statistics
from index.ranking.features.found import Found
from index.ranking.features.grams import grams_held
from index.ranking.features.stretches import are_near, best_window, runs
from index.ranking.features.tokens import Array
from index.ranking.weighing import Asked

K1 = 1.2
B = 0.6
"""Flatter than the engines' .75: with the title repeated and passages of uneven length it ranks better."""


def columns_of_all(asked: Asked, statistics: Sequence[Statistics]) -> dict[str, Array]:
    """The features of the passages but `letters`, each as one array. Shares are of the idf of all words.

    - `stems`: BM25 (k1 1.2, b .6, the title three times, mean length of these) / its upper limit.
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
    if not statistics:
        return {}
    found = Found.of(asked, statistics)
    return {
        **_word_features(asked, found),
        **_sentence_features(asked, found),
        **_order_features(asked, found),
        "length": np.minimum(1.0, np.log1p(found.bodies.lengths) / 7),
    }


def rows_of(columns: Mapping[str, Array]) -> list[dict[str, float]]:
    """The features of each passage."""
    rows = zip(*(column.tolist() for column in columns.values()), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _word_features(asked: Asked, found: Found) -> dict[str, Array]:
    exact = np.array([one.word.exact for one in asked.wanted], dtype=bool)
    of_exact = sum(one.idf for one in asked.wanted if one.word.exact)
    held_idf = found.idf * found.held
    distinct = np.array([len({*one.title}) or 1 for one in found.statistics])
    return {
        "stems": _bm25(found) / asked.mass,
        "similar": (held_idf.sum(axis=1) + _likeness(asked, found)) / asked.mass,
        "exact": (held_idf * exact).sum(axis=1) / (of_exact or 1.0),
        "title": (found.idf * (found.titled > 0)).sum(axis=1) / asked.mass,
        "title_share": np.minimum(1.0, (found.titled > 0).sum(axis=1) / distinct),
    }


def _bm25(found: Found) -> Array:
    lengths = found.bodies.lengths + TITLE_WEIGHT * found.titles.lengths
    norms = K1 * (1 - B + B * lengths / max(1.0, lengths.mean()))
    counts = found.counted + TITLE_WEIGHT * found.titled
    scores: Array = (found.idf * counts / (counts + norms[:, None])).sum(axis=1)
    return scores


def _likeness(asked: Asked, found: Found) -> Array:
    """What the 4-grams of the words that are not there are worth."""
    vocabularies = [one.vocabulary for one in found.statistics]
    held = grams_held([one.grams for one in asked.wanted], vocabularies)
    sizes = np.array([len(one.grams) for one in asked.wanted])
    worth = np.where(found.held, 0.0, held / sizes / 2)
    sums: Array = (worth * found.idf).sum(axis=1)
    return sums


def _sentence_features(asked: Asked, found: Found) -> dict[str, Array]:
    shares, titled = found.idf / asked.mass, found.titled > 0
    body, untitled = _sentence_sums(found, shares), _sentence_sums(found, shares * ~titled)
    in_title = (shares * titled).sum(axis=1)
    best = body.max(axis=1)
    neighbours = np.maximum(body[:, 2:], body[:, :-2])
    holding = _holding(asked, found.statistics, untitled.shape[1] - 2)
    of_holding = np.where(holding, untitled[:, 1:-1], 0.0).max(axis=1)
    return {
        "sentences": (body[:, 1:-1] + neighbours / 2).max(axis=1) / 1.5,
        "lead": ((best > 0) & (body[:, 1] == best)).astype(float),
        "topic": in_title + untitled.max(axis=1),
        "topic_cue": np.where(holding.any(axis=1), in_title + of_holding, 0.0),
    }


def _sentence_sums(found: Found, shares: Array) -> Array:
    """Of (passage, sentence): the sum of the shares of the words in it; with a 0 before and after all."""
    which, word = found.word_places
    most = max(len(one.cues) for one in found.statistics)
    holds = np.zeros((*shares.shape, most + 3), dtype=bool)
    holds[found.bodies.passage[which], word, found.bodies.sentence[which] + 1] = True
    sums = np.zeros((len(shares), most + 3))
    for one in range(shares.shape[1]):  # in the order of the words, so that equal sentences have equal sums
        sums += holds[:, one] * shares[:, one, None]
    return sums


def _holding(asked: Asked, statistics: Sequence[Statistics], most: int) -> Array:
    """Of (passage, sentence): whether it holds what is asked for."""
    cue, numbers = int(asked.cue), np.array([len(one.cues) for one in statistics])
    holding: Array = np.arange(most) < numbers[:, None]
    if cue:
        held = np.fromiter(chain.from_iterable(one.cues for one in statistics), np.int64)
        holding[holding] = held & cue != 0
    return holding


def _order_features(asked: Asked, found: Found) -> dict[str, Array]:
    idf = np.array([one.idf for one in asked.wanted])
    pair_mass = np.minimum(idf[:-1], idf[1:]).sum()
    pairs = (np.minimum(found.idf[:, :-1], found.idf[:, 1:]) * are_near(found)).sum(axis=1)
    sequence = [found.terms[term] for term in asked.question.sequence]
    run, adjacent = runs(sequence, found.bodies)
    title_run, _ = runs(sequence, found.titles)
    return {
        "pairs": pairs / (pair_mass or 1.0),
        "adjacent": adjacent / max(1, len(sequence) - 1),
        "run": np.minimum(1.0, run / 5),
        "title_run": np.minimum(1.0, title_run / 4),
        "window": best_window(found) / asked.mass,
    }
