"""BM25 over 4-grams of letters: finds compounds, derived forms and typing errors that stems miss. Pure."""

import re
from collections.abc import Sequence

from index.model import TITLE_WEIGHT
from index.ranking.weighing import grams_of, rarity
from index.text.languages.scripts import is_in_pairs

K1 = 1.2
B = 0.6
_POINTS = re.compile("[\u0591-\u05c7\u0640\u064b-\u065f\u0670]+")
"""Vowel points of Hebrew and Arabic, which a question seldom has."""

MOST_GRAMS = 80
"""4-grams of a question that are sought; a long one says enough with its first ones."""


def letter_scores(words: Sequence[str], passages: Sequence[tuple[str, str]]) -> list[float]:
    """For each passage (title, text) the BM25 of the words' 4-grams, 0 to 1.

    A gram that begins a word carries the space before it, but where words are written without. Rarity is
    taken among these passages alone, which tells them apart better than the rarity in the corpus does. Case
    is ignored, `ё` counts as `е`.
    """
    grams = list(dict.fromkeys(gram for word in words for gram in _grams_of(word)))[:MOST_GRAMS]
    texts = [_plain(title) * TITLE_WEIGHT + _plain(text) for title, text in passages]
    lengths = [len(text) for text in texts]
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    norms = [K1 * (1 - B + B * length / mean) for length in lengths]
    scores = [0.0] * len(texts)
    mass = 0.0
    for gram in grams:
        counts = [text.count(gram) for text in texts]
        idf = rarity(sum(1 for count in counts if count), len(counts))
        mass += idf
        for i, count in enumerate(counts):
            if count:
                scores[i] += idf * count / (count + norms[i])
    return [score / mass for score in scores] if mass else scores


def _grams_of(word: str) -> tuple[str, ...]:
    return (word,) if is_in_pairs(word) else grams_of(f" {word}")


def _plain(text: str) -> str:
    lower = f" {text.lower()}".replace("ё", "е").replace("ß", "ss").replace("\n", " ")
    return _POINTS.sub("", lower)
