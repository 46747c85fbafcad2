"""What a question demands of a passage: quoted phrases must occur, excluded words must not. Pure."""

from collections.abc import Sequence

from index.model import Candidate, Question, Statistics


def admitted(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without an excluded word and with every quoted phrase."""
    return [
        one
        for one in candidates
        if not any(_holds(one.statistics, (term,)) for term in question.excluded)
        and all(_holds(one.statistics, phrase) for phrase in question.phrases)
    ]


def without_excluded(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without an excluded word."""
    return [
        one for one in candidates if not any(_holds(one.statistics, (term,)) for term in question.excluded)
    ]


def _holds(statistics: Statistics, phrase: Sequence[str]) -> bool:
    """Whether the terms stand next to each other, in this order, in the body or the title."""
    size = len(phrase)
    if any(statistics.title[i : i + size] == tuple(phrase) for i in range(len(statistics.title) - size + 1)):
        return True
    return any(
        all(first + i in statistics.places.get(term, ()) for i, term in enumerate(phrase))
        for first in statistics.places.get(phrase[0], ())
    )
