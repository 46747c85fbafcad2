"""Dates decide the order when the newest answer is wanted, a year is named, or passages disagree. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.cues import Cue
from index.model import PartialDate, Question
from index.ranking import Ranked
from index.weighing import Asked

LATEST = 1.0
NAMED = 1.0
DISAGREEING = 0.02
"""How much the right date adds, in parts of the first passage's score; chosen on forty dated articles."""

AS_GOOD = 0.5
"""A passage with a smaller part of the first one's score says something else, whatever its date."""

FADING_DAYS = 600
"""A passage so far from the date named gains nothing."""


def order_by_date(asked: Asked, ranked: Sequence[Ranked]) -> tuple[list[Ranked], bool]:
    """The passages in the order that their dates ask for, and whether that changed which one is first."""
    if not ranked:
        return [], False
    first = ranked[0].score
    eligible = [one for one in ranked if one.score >= AS_GOOD * first]
    dates = sorted({day for one in eligible if (day := _day(one))})
    question = asked.question
    if len(dates) < 2:
        return list(ranked), False
    if question.years:
        target = _named(question)
        gains = [NAMED * first * _nearness(one, target) for one in eligible]
    else:
        weight = LATEST if question.latest else DISAGREEING if asked.cue & (Cue.DATE | Cue.NUMBER) else 0.0
        gains = [weight * first * _recency(one, dates) for one in eligible]
    moved = [replace(one, score=one.score + gain) for one, gain in zip(eligible, gains, strict=True)]
    ordered = sorted(moved, key=lambda one: (-one.score, one.candidate.passage.id))
    return [*ordered, *ranked[len(eligible) :]], ordered[0].candidate is not ranked[0].candidate


def _day(one: Ranked) -> date | None:
    published = one.candidate.document.published
    return published.last_day() if published else None


def _recency(one: Ranked, dates: Sequence[date]) -> float:
    """The place of a passage's date among all of them: 0 for the oldest and for none, 1 for the newest."""
    day = _day(one)
    return dates.index(day) / (len(dates) - 1) if day else 0.0


def _named(question: Question) -> date:
    year = max(question.years)
    return date(year, question.month, 15) if question.month else date(year, 7, 1)


def _nearness(one: Ranked, target: date) -> float:
    """1 for a passage of the date itself, falling to 0; 0 without a date."""
    published = one.candidate.document.published
    return max(0.0, 1 - _distance(published, target) / FADING_DAYS) if published else 0.0


def _distance(published: PartialDate, target: date) -> int:
    """Days between a date and the nearest day that a partial date can mean."""
    if published.first_day() <= target <= published.last_day():
        return 0
    return min(abs((published.first_day() - target).days), abs((published.last_day() - target).days))
