"""Dates decide the order when the newest answer is wanted, a year is named, or passages disagree. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.model import Candidate, PartialDate, Question
from index.questions.parsing import month_of
from index.ranking.facts import say_otherwise
from index.ranking.order import Ranked
from index.ranking.sentences import choose
from index.ranking.weighing import Asked
from index.text.analysis import fold
from index.text.cues import Cue

LATEST = 2.0
NAMED = 1.0
"""How much the right date adds, in parts of the first passage's score; chosen on forty dated articles."""

AS_GOOD = 0.4
"""A passage with a smaller part of the first one's score says something else, whatever its date."""

RIVAL = 0.8
"""The part of the first one's score, and of what its sentence covers, with which another contradicts it."""

FADING_DAYS = 600
"""A passage so far from the date named gains nothing."""

LEAST_COVERED = 0.4
"""The share of the question that both sentences cover, or they do not speak of the same."""

_AMONG = 6
"""Passages that are looked at for a contradiction."""


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
    if question.years or question.latest:
        ordered = _weighed(question, ranked)
        earlier = _earlier(asked, ordered) if question.latest and not question.years else None
        changed = ordered[0].candidate is not ranked[0].candidate
        return Dated(ordered, changed or earlier is not None, earlier)
    if asked.measure is None and not asked.cue & (Cue.DATE | Cue.NUMBER):
        return Dated(ranked)
    rivals = _rivals(asked, ranked)
    if not rivals:
        return Dated(ranked)
    ordered = _brought_forward(ranked, max([ranked[0], *rivals], key=_newness))
    return Dated(ordered, True, _earlier(asked, ordered))


def _with_date(question: Question, candidate: Candidate) -> Candidate:
    published = candidate.document.published
    if published is None or published.year not in question.years:
        return candidate
    said = {word.term for word in question.words if _names(word.text, published)}
    statistics = candidate.statistics
    return replace(candidate, statistics=replace(statistics, title=(*statistics.title, *sorted(said))))


def _names(word: str, published: PartialDate) -> bool:
    """Whether a word of a question is the year or the month of a date."""
    month = month_of(fold(word))
    return word == str(published.year) or (month is not None and month == published.month)


def _weighed(question: Question, ranked: Sequence[Ranked]) -> list[Ranked]:
    """By score and date, among those that are as good."""
    first = ranked[0].score
    eligible = [one for one in ranked if one.score >= AS_GOOD * first]
    if question.years:
        gains = [NAMED * first * _nearness(one, _named(question)) for one in eligible]
    else:
        dates = sorted({day for one in eligible if (day := _day(one))})
        gains = [LATEST * first * _recency(one, dates) for one in eligible]
    moved = [replace(one, score=one.score + gain) for one, gain in zip(eligible, gains, strict=True)]
    moved.sort(key=lambda one: (-one.score, one.candidate.passage.id))
    return [*moved, *ranked[len(eligible) :]]


def _rivals(asked: Asked, ranked: Sequence[Ranked]) -> list[Ranked]:
    """Those of other dates that are nearly as good as the first and contradict it."""
    first, *others = ranked[:_AMONG]
    return [
        one
        for one in others
        if one.score >= RIVAL * first.score
        and None not in (days := {_day(one), _day(first)})
        and len(days) == 2
        and _contradicts(asked, one, first, RIVAL)
    ]


def _newness(one: Ranked) -> tuple[date, float]:
    return _day(one) or date.min, one.score


def _brought_forward(ranked: Sequence[Ranked], one: Ranked) -> list[Ranked]:
    """The passages with one of them in front; the scores stay in their places, so that they still fall."""
    place = ranked.index(one)
    order = [one, *ranked[:place], *ranked[place + 1 :]]
    return [replace(moved, score=at.score) for moved, at in zip(order, ranked, strict=True)]


def _earlier(asked: Asked, ranked: Sequence[Ranked]) -> Ranked | None:
    """The newest older passage of another document that contradicts the first."""
    first = ranked[0]
    since = first.candidate.document.published
    if since is None:
        return None
    older = [
        (published.last_day(), one)
        for one in ranked[1:_AMONG]
        if (published := one.candidate.document.published)
        and published.last_day() < since.first_day()
        and _contradicts(asked, one, first, AS_GOOD)
    ]
    return max(older, key=lambda dated: dated[0])[1] if older else None


def _contradicts(asked: Asked, one: Ranked, first: Ranked, part: float) -> bool:
    """Whether a passage answers about as well as the first, and its sentence says otherwise."""
    if one.features["similar"] < part * first.features["similar"]:
        return False
    (sentence, covered), (there, covered_there) = (_sentence(asked, either) for either in (one, first))
    measure = asked.measure
    return (
        covered >= max(LEAST_COVERED, part * covered_there)
        and covered_there >= LEAST_COVERED
        and (measure is None or (measure.is_in(sentence) and measure.is_in(there)))
        and say_otherwise(asked.cue, sentence, there, asked.folded)
    )


def _sentence(asked: Asked, one: Ranked) -> tuple[str, float]:
    """The sentence that would be shown, and how much of the question it covers."""
    passage = one.candidate.passage
    chosen = choose(asked, passage, one.candidate.statistics)
    return chosen.span.of(passage.text), chosen.features.get("coverage", 0.0)


def _day(one: Ranked) -> date | None:
    published = one.candidate.document.published
    return published.last_day() if published else None


def _recency(one: Ranked, dates: Sequence[date]) -> float:
    """The place of a passage's date among all of them: 0 for the oldest and for none, 1 for the newest."""
    day = _day(one)
    return dates.index(day) / max(1, len(dates) - 1) if day else 0.0


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
