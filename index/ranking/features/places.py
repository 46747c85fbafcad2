"""Where the terms of a question stand in many passages at once, as arrays. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.model import SAME_PLACE, SENTENCE_END, Statistics
from index.ranking.features.tokens import Array, number_tokens

MOST_PLACES = 64
"""Places of a term that are looked at, so that a text which repeats itself costs no more than others."""

_OTHER, _PASSAGE, _SENTENCE, _SHARES = range(-1, -5, -1)
_PASSAGE_END = "\r"
_MARKS = {SENTENCE_END: _SENTENCE, SAME_PLACE: _SHARES, _PASSAGE_END: _PASSAGE}


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
    text = _PASSAGE_END.join(one.body for one in statistics)
    codes = number_tokens({**terms, **_MARKS}, text, _OTHER)
    passage = np.cumsum(codes == _PASSAGE)
    is_word = codes >= _OTHER
    begins = is_word.copy()
    begins[1:] &= codes[:-1] != _SHARES
    at = np.flatnonzero(codes >= 0)
    at = at[_among_first(passage[at] * len(terms) + codes[at])]
    ends, its = np.flatnonzero(codes == _PASSAGE), passage[at]
    return Places(
        its,
        codes[at],
        _counted_within(begins, ends, its, at) - 1,
        _counted_within(codes == _SENTENCE, ends, its, at),
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


def _counted_within(marks: Array, ends: Array, passage: Array, at: Array) -> Array:
    """How many marks there are up to and with each of these tokens from where its passage begins."""
    counted = np.cumsum(marks)
    before = np.concatenate([[0], counted[ends]])
    within: Array = counted[at] - before[passage]
    return within
