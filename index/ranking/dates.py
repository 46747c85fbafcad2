"""Dates decide the order when the newest answer is wanted, a year is named, or passages disagree. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.model import Candidate, PartialDate, Question
from index.ranking.newest import (
    AS_GOOD,
    ASKED_FOR,
    Statement,
    answers_as_well,
    contradicts,
    earlier_statement,
    newest_answer,
    statement_of,
)
from index.ranking.order import Ranked
from index.ranking.weighing import Asked
from index.text.analysis import fold
from index.text.cues import Cue
from index.text.languages.months import month_number

NAMED = 1.0
"""How much the right date adds, in parts of the first passage's score; chosen on forty dated articles."""

RIVAL = 0.8
"""The part of the first one's score, and of what its sentence covers, with which another contradicts it."""

FADING_DAYS = 400
"""A passage so far from the year or the month named gains nothing."""

STILL_ANSWERS = 0.5
"""A date helps only a passage that is like the question, and has a strong sentence, as much as the first."""

STILL_COVERS = 0.25
"""A year helps no sentence that covers less of the question than this part of what the first one covers; a
month does, as few texts are of it."""

_AMONG = 6
"""Passages that are looked at for a contradiction."""


_VALID_AMONG = 10
"""Passages among which a valid one is sought."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Passages in the order that their dates ask for.

    `by_date` says that dates decided which is first; `earlier` is then the newest older one that says
    otherwise, if there is one, unless a year was asked for.
    """

    ranked: Sequence[Ranked]
    by_date: bool = False
    earlier: Ranked | None = None


def with_asked_dates(question: Question, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates; to the title of one from a year that the question names, year and month are added.

    So a question about 2021 finds what a source of 2021 says, though it rarely writes the year.
    """
    return [_with_date(question, one) if question.years else one for one in candidates]


def order_by_date(asked: Asked, ranked: Sequence[Ranked]) -> Dated:
    """The passages in the order that the question and their dates ask for."""
    if len({day for one in ranked if (day := _day(one))}) < 2:
        return Dated(ranked)
    question = asked.question
    if question.years:
        ordered = _weighed(asked, ranked)
        return Dated(ordered, ordered[0].candidate is not ranked[0].candidate)
    if question.latest or question.present:
        ordered = _brought_forward(ranked, newest_answer(asked, ranked))
    elif not question.past and (asked.measure or asked.cue & (Cue.DATE | Cue.NUMBER)):
        rivals = _rivals(asked, ranked)
        if not rivals:
            return Dated(ranked)
        ordered = _brought_forward(ranked, max([ranked[0], *rivals], key=_newness))
    else:
        return Dated(ranked)
    earlier = earlier_statement(asked, ordered)
    return Dated(ordered, ordered[0].candidate is not ranked[0].candidate or earlier is not None, earlier)


def valid_first(asked: Asked, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The passages, with one that is valid in front where the first is not, and it answers about as well.

    Who asks for the past gets it. The scores stay in their places, so that they still fall.
    """
    question = asked.question
    if not ranked or ranked[0].candidate.document.outdated is None or question.years or question.past:
        return ranked
    best = statement_of(asked, ranked[0])
    valid = (one for one in ranked[1:_VALID_AMONG] if one.candidate.document.outdated is None)
    for one in valid:
        if answers_as_well(statement_of(asked, one), best, ASKED_FOR):
            order = [one, *(other for other in ranked if other is not one)]
            return [replace(moved, score=at.score) for moved, at in zip(order, ranked, strict=True)]
    return ranked


def _with_date(question: Question, candidate: Candidate) -> Candidate:
    published = candidate.document.published
    if published is None or published.year not in question.years:
        return candidate
    said = {word.term for word in question.words if _names(word.text, published)}
    statistics = candidate.statistics
    return replace(candidate, statistics=replace(statistics, title=(*statistics.title, *sorted(said))))


def _names(word: str, published: PartialDate) -> bool:
    """Whether a word of a question is the year or the month of a date."""
    month = month_number(fold(word))
    return word == str(published.year) or (month is not None and month == published.month)


def _weighed(asked: Asked, ranked: Sequence[Ranked]) -> list[Ranked]:
    """By score and nearness to the date named, which counts for those that answer as well as the first."""
    first, named = statement_of(asked, ranked[0]), _named(asked.question)
    covers = STILL_COVERS if named.month is None else 0.0
    eligible = [one for one in ranked if one.score >= AS_GOOD * first.ranked.score]
    moved = [
        replace(one, score=one.score + NAMED * first.ranked.score * _nearness(one, named))
        if _still_answers(statement_of(asked, one), first, covers)
        else one
        for one in eligible
    ]
    moved.sort(key=lambda one: (-one.score, one.candidate.passage.id))
    return [*moved, *ranked[len(eligible) :]]


def _still_answers(one: Statement, first: Statement, covers: float) -> bool:
    return (
        one.states >= first.states
        and one.coverage >= covers * first.coverage
        and one.ranked.features["similar"] >= STILL_ANSWERS * first.ranked.features["similar"]
        and one.strength >= STILL_ANSWERS * first.strength
    )


def _rivals(asked: Asked, ranked: Sequence[Ranked]) -> list[Ranked]:
    """Those of other dates that are nearly as good as the first and contradict it."""
    first, *others = ranked[:_AMONG]
    stated = statement_of(asked, first)
    return [
        one
        for one in others
        if one.score >= RIVAL * first.score
        and None not in (days := {_day(one), _day(first)})
        and len(days) == 2
        and contradicts(asked, statement_of(asked, one), stated, RIVAL)
    ]


def _newness(one: Ranked) -> tuple[date, float]:
    return _day(one) or date.min, one.score


def _brought_forward(ranked: Sequence[Ranked], one: Ranked) -> list[Ranked]:
    """The passages with one of them in front; the scores stay in their places, so that they still fall."""
    place = ranked.index(one)
    order = [one, *ranked[:place], *ranked[place + 1 :]]
    return [replace(moved, score=at.score) for moved, at in zip(order, ranked, strict=True)]


def _day(one: Ranked) -> date | None:
    published = one.candidate.document.published
    return published.last_day() if published else None


def _named(question: Question) -> PartialDate:
    """The year named, the last of several, with its month."""
    return PartialDate(max(question.years), question.month)


def _nearness(one: Ranked, named: PartialDate) -> float:
    """1 for a passage of the time named, falling to 0; 0 without a date."""
    published = one.candidate.document.published
    return max(0.0, 1 - _days_apart(published, named) / FADING_DAYS) if published else 0.0


def _days_apart(some: PartialDate, other: PartialDate) -> int:
    """Days between two dates, each as long as what is not known of it; 0 if they may be the same."""
    if some.first_day() > other.last_day():
        return (some.first_day() - other.last_day()).days
    return max(0, (other.first_day() - some.last_day()).days)
