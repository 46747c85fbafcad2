"""Words of a question that stand close together in many passages at once, as arrays. Pure."""

from collections.abc import Sequence

import numpy as np

from index.ranking.features.found import Found
from index.ranking.features.places import Places
from index.ranking.features.tokens import Array

NEAR = 2
"""Terms that two words are apart at most where they count as a pair."""

WINDOW = 12
"""Terms within which words of a question belong together: half a sentence."""


def are_near(found: Found) -> Array:
    """Of (passage, word): whether it stands near the next word somewhere."""
    passage, word, key, most = _keys(found)
    near = np.zeros((len(found.idf), max(0, found.idf.shape[1] - 1)), dtype=bool)
    keys = np.sort(word * most + key)
    has_next = np.flatnonzero(word < near.shape[1])
    if not len(has_next):
        return near
    theirs = (word[has_next] + 1) * most + key[has_next]
    beside = keys[np.minimum(np.searchsorted(keys, theirs - NEAR), len(keys) - 1)]
    is_near = has_next[np.abs(beside - theirs) <= NEAR]
    near[passage[is_near], word[is_near]] = True
    return near


def best_window(found: Found) -> Array:
    """Of each passage the largest sum of idf of different words within so many terms."""
    passage, word, key, _ = _keys(found)
    latest = np.full((len(key), found.idf.shape[1]), -1 - WINDOW, dtype=np.int64)
    latest[np.arange(len(key)), word] = key
    within = np.maximum.accumulate(latest, axis=0) >= key[:, None] - WINDOW
    best = np.zeros(len(found.idf))
    np.maximum.at(best, passage, (within * found.idf[passage]).sum(axis=1))
    return best


def runs(sequence: Sequence[int], places: Places) -> tuple[Array, Array]:
    """The longest run of the sequence in each text, and how many of its terms follow their predecessor."""
    passages, steps = len(places.lengths), len(sequence) + 1
    beyond = int(places.place.max(initial=0)) + 2 * steps
    occurrence, step = np.nonzero(places.term[:, None] == np.array(sequence, dtype=np.int64))
    # Neighbours of a run follow each other: their step and their place both rise by one.
    begin = places.passage[occurrence] * beyond + places.place[occurrence] + steps - step
    members = _different(begin * steps + step)
    number = np.arange(len(members))
    is_first = np.diff(members, prepend=-2) != 1
    length = number - np.maximum.accumulate(np.where(is_first, number, 0)) + 1
    passage, step = members // steps // beyond, members % steps
    longest = np.zeros(passages, dtype=np.int64)
    np.maximum.at(longest, passage, length)
    followers = _different((passage * steps + step)[length > 1]) // steps
    return longest, np.bincount(followers, minlength=passages)


def _different(numbers: Array) -> Array:
    """In their order, each once; `np.unique` would import what takes as long as many answers."""
    ordered = np.sort(numbers)
    different: Array = ordered[np.diff(ordered, prepend=-1) != 0]
    return different


def _keys(found: Found) -> tuple[Array, Array, Array, int]:
    """Of each occurrence of a word its passage, the word, a number that tells its place, and the limit of it.

    The numbers rise, and in different passages are further apart than any stretch is long.
    """
    which, word = found.word_places
    passage, place = found.bodies.passage[which], found.bodies.place[which]
    beyond = int(found.bodies.place.max(initial=0)) + WINDOW + NEAR + 1
    return passage, word, passage * beyond + place, (len(found.idf) + 1) * beyond
