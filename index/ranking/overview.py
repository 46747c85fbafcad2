"""What there is about a subject: the best passage of each source, or of each year, newest first. Pure."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from index.model import Question
from index.ranking.order import Ranked

AS_GOOD = 0.5
"""A passage with a smaller part of the best one's score is about something else."""


def one_each(question: Question, ranked: Sequence[Ranked], limit: int) -> list[Ranked]:
    """Up to `limit` of the passages, each the best of its source, newest first.

    Where the question names years it is the best of each of these; within a single source, of each document.
    The scores stay in their places, so that they still fall.
    """
    if not ranked:
        return []
    eligible = [one for one in ranked if one.score >= AS_GOOD * ranked[0].score]
    named = [one for one in ranked if _year(one) in question.years]
    if len({_year(one) for one in named}) > 1:
        chosen = _first_of((_year(one), one) for one in named)
    else:
        chosen = _first_of((one.candidate.document.source_id, one) for one in eligible)
        if len(chosen) == 1:
            chosen = _first_of((one.candidate.document.id, one) for one in eligible)
    best = chosen[:limit]
    scores = sorted((one.score for one in best), reverse=True)
    best.sort(key=_newness, reverse=True)
    return [replace(one, score=score) for one, score in zip(best, scores, strict=True)]


def _first_of(keyed: Iterable[tuple[Hashable, Ranked]]) -> list[Ranked]:
    """The first passage of each key, in order."""
    first: dict[Hashable, Ranked] = {}
    for key, one in keyed:
        first.setdefault(key, one)
    return [*first.values()]


def _year(one: Ranked) -> int | None:
    published = one.candidate.document.published
    return published.year if published else None


def _newness(one: Ranked) -> date:
    published = one.candidate.document.published
    return published.last_day() if published else date.min
