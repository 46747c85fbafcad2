"""BM25 over 4-grams of letters: finds compounds, derived forms and typing errors that stems miss. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.model import TITLE_WEIGHT
from index.ranking.features.grams import count_grams
from index.ranking.weighing import grams_of, rarity
from index.text.languages.scripts import is_in_pairs

K1 = 1.2
B = 0.6
_POINTS = re.compile("[\u0591-\u05c7\u0640\u064b-\u065f\u0670]+")
_OF_POINTS = (b"\xd6", b"\xd7", b"\xd8", b"\xd9")
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
    texts = [_written(title, text) for title, text in passages]
    if not texts or not grams:
        return [0.0] * len(texts)
    lengths = [len(text) for text in texts]
    mean = sum(lengths) / len(lengths)
    norms = np.array([K1 * (1 - B + B * length / mean) for length in lengths])
    counts = count_grams(grams, texts)
    idf = [rarity(held, len(texts)) for held in np.count_nonzero(counts, axis=1).tolist()]
    # Added one after the other, so that equal texts have equal sums.
    sums = np.cumsum(np.array(idf)[:, None] * counts / (counts + norms), axis=0)
    shares: list[float] = (sums[-1] / (sum(idf) or 1.0)).tolist()
    return shares


def _grams_of(word: str) -> tuple[str, ...]:
    return (word,) if is_in_pairs(word) else grams_of(f" {word}")


# The same passages are candidates again and again.
@lru_cache(maxsize=2_000)
def _written(title: str, text: str) -> str:
    return _plain(title) * TITLE_WEIGHT + _plain(text)


def _plain(text: str) -> str:
    lower = f" {text.lower()}".replace("\n", " ")
    if lower.isascii():
        return lower
    lower = lower.replace("ё", "е").replace("ß", "ss")
    # Their letters begin with one of four bytes, which are found much faster than characters of a range.
    written = lower.encode("utf-8", "surrogatepass")
    return _POINTS.sub("", lower) if any(byte in written for byte in _OF_POINTS) else lower
