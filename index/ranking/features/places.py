"""Where the terms of a question stand in many passages at once, as arrays. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np

from index.model import SAME_PLACE, SENTENCE_END, Statistics

MOST_PLACES = 64
"""Places of a term that are looked at, so that a text which repeats itself costs no more than others."""

Array = np.ndarray[Any, np.dtype[Any]]

_OTHER, _PASSAGE, _SENTENCE, _SHARES, _NOTHING = range(-1, -6, -1)
_PASSAGE_END = "\r"


@dataclass(frozen=True, slots=True)
class Places:
    """One row for each occurrence of a term: in which passage, which term, at which place, in which sentence.

    `lengths` are the numbers of terms in the passages.
    """

    passage: Array
    term: Array
    place: Array
    sentence: Array
    lengths: Array


def places_in_bodies(terms: Mapping[str, int], statistics: Sequence[Statistics]) -> Places:
    """The places of the numbered terms in the bodies: of each in a passage the first MOST_PLACES."""
    tokens = _PASSAGE_END.join(one.body for one in statistics).split(" ")
    marks = {SENTENCE_END: _SENTENCE, SAME_PLACE: _SHARES, _PASSAGE_END: _PASSAGE, "": _NOTHING}
    codes = np.fromiter(map({**terms, **marks}.get, tokens, repeat(_OTHER)), np.int64, len(tokens))
    codes = codes[codes != _NOTHING]
    passage = np.cumsum(codes == _PASSAGE)
    is_word = codes >= _OTHER
    begins = is_word.copy()
    begins[1:] &= codes[:-1] != _SHARES
    at = np.flatnonzero(codes >= 0)
    at = at[_among_first(passage[at] * len(terms) + codes[at])]
    return Places(
        passage[at],
        codes[at],
        _counted_within(begins, passage)[at] - 1,
        _counted_within(codes == _SENTENCE, passage)[at],
        np.bincount(passage[is_word], minlength=len(statistics)),
    )


def places_in_titles(terms: Mapping[str, int], statistics: Sequence[Statistics]) -> Places:
    """The places of the numbered terms in the titles, each of which is one sentence."""
    lengths = np.array([len(one.title) for one in statistics], dtype=np.int64)
    codes = np.fromiter((terms.get(term, _OTHER) for one in statistics for term in one.title), np.int64)
    passage = np.repeat(np.arange(len(statistics)), lengths)
    place = np.arange(len(codes)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    at = np.flatnonzero(codes >= 0)
    return Places(passage[at], codes[at], place[at], np.zeros_like(at), lengths)


def _among_first(kinds: Array) -> Array:
    """Which of the occurrences are among the first MOST_PLACES of their kind."""
    if not len(kinds) or np.bincount(kinds).max() <= MOST_PLACES:
        return np.ones(len(kinds), dtype=bool)
    order = np.argsort(kinds, kind="stable")
    ranks = np.arange(len(kinds)) - np.searchsorted(kinds[order], kinds[order])
    among = np.empty(len(kinds), dtype=bool)
    among[order] = ranks < MOST_PLACES
    return among


def _counted_within(marks: Array, passage: Array) -> Array:
    """How many marks there are from the beginning of each passage up to and with each token."""
    before = np.cumsum(np.bincount(passage, weights=marks)).astype(np.int64)
    counted: Array = np.cumsum(marks) - np.concatenate([[0], before])[passage]
    return counted
