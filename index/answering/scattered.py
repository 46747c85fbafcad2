"""What speaks against an answer that is doubtful anyway: its words stand apart, or elsewhere. Pure."""

from index.model import Candidate
from index.ranking.binding import bound_words
from index.ranking.order import Ranked
from index.ranking.weighing import Asked
from index.text.cues import Cue

WINDOW = 0.4
"""The share of a question that twelve terms in a row have where its words are not scattered."""

BOUND = 0.67
"""The share of the words from which on what is not bound to the sentence shown may be left out."""

LEAD = 0.4
"""The confidence's feature `lead` from which on the first passage is the one that is meant."""

FEWEST_WORDS = 2

RARE = 0.5
"""The idf of a name from which on it tells one source from others."""

_KNOWN_WELL = frozenset({"en", "ru"})
"""Where words are glued together, as in German, those that are not found may be there; so they may where
the source is in another language."""


def is_scattered(asked: Asked, first: Ranked) -> bool:
    """Whether a word is in no source, and those found stand apart: none in the title, and no name near.

    In English and Russian. Of answers that are doubtful already a quarter were right.
    """
    features = first.features
    if not _is_known_well(asked, first) or features["pairs"] or features["window"] >= WINDOW:
        return False
    if all(one.known for one in asked.wanted) or _is_titled(asked, first.candidate):
        return False
    bound = bound_words(asked, first.candidate)
    return not any(one.word.exact and one.idf > RARE for i, one in enumerate(asked.wanted) if i in bound)


def is_elsewhere(asked: Asked, first: Ranked, lead: float) -> bool:
    """Whether the title has words of the question, and others stand in other sources but not here.

    `lead` as among the features of the confidence. Of doubtful answers a fifth were right.
    """
    if lead >= LEAD or not all(one.known for one in asked.wanted) or not _is_titled(asked, first.candidate):
        return False
    return len(bound_words(asked, first.candidate)) <= BOUND * len(asked.wanted)


def is_of_another_time(asked: Asked, first: Ranked) -> bool:
    """Whether it is asked when, and the date told stands beside half of what happened, names left out.

    In English and Russian, where no word of the question is in the title. Of answers that are not sure a
    fifth were right.
    """
    if not asked.cue & Cue.DATE or not _is_known_well(asked, first):
        return False
    said = [i for i, one in enumerate(asked.wanted) if not one.word.exact]
    if len(said) < FEWEST_WORDS or _is_titled(asked, first.candidate):
        return False
    return len(bound_words(asked, first.candidate).intersection(said)) <= len(said) / 2


def _is_known_well(asked: Asked, first: Ranked) -> bool:
    language = asked.question.language
    return language in _KNOWN_WELL and language == first.candidate.document.language


def _is_titled(asked: Asked, candidate: Candidate) -> bool:
    """Whether the title or a heading has a word of the question."""
    above = {*candidate.statistics.title, *candidate.statistics.heading}
    return any(not above.isdisjoint(one.terms) for one in asked.wanted)
