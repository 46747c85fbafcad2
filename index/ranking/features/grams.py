"""How often 4-grams stand in many texts at once, as an array. Pure."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final

import numpy as np

from index.ranking.features.tokens import Array
from index.ranking.weighing import GRAM

_TEXT_END: Final = "\0"
_BEYOND: Final = "\ud800"
"""The characters before it take two bytes each in UTF-16, so that a gram is a number of eight."""

_MIXING: Final = np.uint64(0x9E3779B97F4A7C15)
_BITS: Final = 13
"""Of the numbers that tell most places at once from those of any gram."""


def count_grams(grams: Sequence[str], texts: Sequence[str]) -> Array:
    """Of (gram, text): what `text.count(gram)` is. The grams differ."""
    return _counted(grams, texts, _overlaps_nowhere)


def _counted(grams: Sequence[str], texts: Sequence[str], is_told: Callable[[str], bool]) -> Array:
    """The counts of `count_grams`, but of grams that are plain and `is_told` of every place where one is."""
    counts = np.zeros((len(grams), len(texts)), dtype=np.int64)
    sought = {}
    for number, gram in enumerate(grams):
        if _is_plain(gram) and is_told(gram):
            sought[int.from_bytes(gram.encode("utf-16-le"), "little")] = number
        else:
            counts[number] = [text.count(gram) for text in texts]
    return counts + _count_plain(sought, texts, counts.shape) if sought and texts else counts


def grams_held(words: Sequence[Sequence[str]], texts: Sequence[str]) -> Array:
    """Of (text, word): how many of the word's 4-grams stand in the text."""
    grams = {gram: number for number, gram in enumerate(dict.fromkeys(chain.from_iterable(words)))}
    belongs = np.zeros((len(grams), len(words)), dtype=np.int64)
    for word, its in enumerate(words):
        for gram in its:
            belongs[grams[gram], word] += 1
    held: Array = (_counted([*grams], texts, lambda _: True) > 0).T @ belongs
    return held


def _is_plain(gram: str) -> bool:
    """Whether it is found by its number alone, being as long as most."""
    return len(gram) == GRAM and max(gram) < _BEYOND and _TEXT_END not in gram


@lru_cache(maxsize=1 << 12)
def _overlaps_nowhere(gram: str) -> bool:
    return not any(gram.startswith(gram[i:]) for i in range(1, len(gram)))


# The same passages are candidates again and again.
@lru_cache(maxsize=4_000)
def _encoded(text: str) -> bytes:
    return f"{text}{_TEXT_END}".encode("utf-16-le", "surrogatepass")


def _count_plain(sought: Mapping[int, int], texts: Sequence[str], shape: tuple[int, ...]) -> Array:
    pieces = [*map(_encoded, texts)]
    data = b"".join(pieces)
    places = len(data) // 2 - GRAM + 1
    if places < 1:
        return np.zeros(shape, dtype=np.int64)
    keys = np.ndarray((places,), dtype="<u8", buffer=data, strides=(2,)).copy()
    wanted = np.array(sorted(sought), dtype=np.uint64)
    may_be = np.zeros(1 << _BITS, dtype=bool)
    may_be[_mixed(wanted)] = True
    at = np.flatnonzero(may_be.take(_mixed(keys)))
    found = np.minimum(np.searchsorted(wanted, keys[at]), len(wanted) - 1)
    same = wanted[found] == keys[at]
    number = np.array([sought[key] for key in wanted.tolist()])[found[same]]
    ends = np.cumsum([len(piece) // 2 for piece in pieces])
    text = np.searchsorted(ends, at[same], side="right")
    return np.bincount(number * shape[1] + text, minlength=shape[0] * shape[1]).reshape(shape)


def _mixed(keys: Array) -> Array:
    """A number below 2 ** _BITS for each key."""
    mixed = keys * _MIXING
    mixed >>= np.uint64(64 - _BITS)
    return mixed.view(np.int64)
