"""Which terms of a question an engine on disk is asked for, so that a long one costs little more. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

ALWAYS: Final = 8
"""Terms of a question's own that are asked for however many passages have them."""

MOST_POSTINGS: Final = 200_000
"""Passages that all further terms may occur in together: one of them costs about ten nanoseconds."""


def rarest(terms: Sequence[str], frequencies: Mapping[str, int]) -> dict[str, int]:
    """The terms to ask for, each with how often it counts: the rarest first, and none that occurs nowhere.

    A term given twice counts twice. Those that count most are the question's own and come before the others.
    """
    times = Counter(term for term in terms if frequencies[term])
    most = max(times.values(), default=0)
    ordered = sorted(times, key=lambda term: (times[term] < most, frequencies[term], term))
    chosen = [term for term in ordered[:ALWAYS] if times[term] == most]
    left = MOST_POSTINGS
    for term in ordered[len(chosen) :]:
        if frequencies[term] <= left:
            left -= frequencies[term]
            chosen.append(term)
    return {term: times[term] for term in chosen}
