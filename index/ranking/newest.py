"""Which of the passages that answer is the newest, and what an older one said otherwise. Pure."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from index.ranking.binding import bound_words
from index.ranking.facts import say_otherwise, years_of
from index.ranking.order import Ranked
from index.ranking.sentences import choose
from index.ranking.weighing import Asked

AMONG = 10
"""Passages that are looked at."""


class Parts(NamedTuple):
    """How well a newer passage must answer, as parts of what the best one reaches."""

    score: float
    similar: float
    coverage: float
    strength: float


ASKED_FOR = Parts(0.5, 0.6, 0.4, 0.6)
IN_PRESENT = Parts(0.6, 0.8, 0.5, 0.65)
"""Where a word asks for the newest, and where the tense alone does; chosen on eighty dated articles: what a
strict rule wins in questions without dates it loses twice in those for the newest."""

AS_GOOD = 0.4
"""A passage with a smaller part of the first one's score says something else, whatever its date."""

BOUND = 0.5
"""The part of what the best one binds of the question that a newer one binds, or it tells another thing."""

LEAST_COVERED = 0.4
"""The share of the question that both sentences cover, or they do not speak of the same."""


class Statement(NamedTuple):
    """The sentence of a passage that would be shown, how well it answers, and the day for which it speaks."""

    ranked: Ranked
    text: str
    coverage: float
    strength: float
    states: bool
    day: date | None


def statement_of(asked: Asked, one: Ranked) -> Statement:
    """What a passage states: its sentence, whether of the kind asked for, and as of which day."""
    candidate = one.candidate
    chosen = choose(asked, candidate.passage, candidate.statistics)
    text = chosen.span.of(candidate.passage.text)
    measure = asked.measure
    states = measure.is_in(text) if measure else not asked.cue or bool(chosen.features.get("cue"))
    return Statement(
        one, text, chosen.features.get("coverage", 0.0), chosen.strength, states, _day_of(one, text)
    )


def newest_answer(asked: Asked, ranked: Sequence[Ranked]) -> Ranked:
    """The newest of the passages that answer about as well as the first; that one if none is newer."""
    first = ranked[0]
    parts = ASKED_FOR if asked.question.latest else IN_PRESENT
    others = [one for one in ranked[1:AMONG] if one.score >= AS_GOOD * first.score > 0]
    best, *statements = (statement_of(asked, one) for one in [first, *others])
    answering = [
        best,
        *(
            one
            for one in statements
            if answers_as_well(one, best, parts) and _is_of_the_same(asked, one.ranked, first)
        ),
    ]
    return max(answering, key=lambda one: (one.day or date.min, one.ranked.score)).ranked


def answers_as_well(one: Statement, best: Statement, parts: Parts) -> bool:
    """Whether a statement reaches so much of what the best one does."""
    return (
        one.states >= best.states
        and one.ranked.score >= parts.score * best.ranked.score
        and one.ranked.features["similar"] >= parts.similar * best.ranked.features["similar"]
        and one.coverage >= parts.coverage * best.coverage
        and one.strength >= parts.strength * best.strength
    )


def _is_of_the_same(asked: Asked, newer: Ranked, best: Ranked) -> bool:
    """Whether the newer passage binds half of what the best one binds of the question.

    Where the tense alone asks for the newest, it binds all of the names too.
    """
    ours, needed = bound_words(asked, newer.candidate), bound_words(asked, best.candidate)
    names = {number for number in needed if asked.wanted[number].word.exact}
    idf = [one.idf for one in asked.wanted]
    enough = sum(idf[number] for number in ours) >= BOUND * sum(idf[number] for number in needed)
    return enough and (asked.question.latest or ours >= names)


def earlier_statement(asked: Asked, ranked: Sequence[Ranked]) -> Ranked | None:
    """The newest older passage of another document whose sentence says otherwise than the first one's."""
    first = statement_of(asked, ranked[0])
    if first.day is None:
        return None
    older = [
        other
        for one in ranked[1:AMONG]
        if (other := statement_of(asked, one)).day
        and other.day < first.day
        and one.candidate.document.id != ranked[0].candidate.document.id
        and contradicts(asked, other, first, AS_GOOD)
    ]
    return max(older, key=lambda one: (one.day or date.min, one.strength)).ranked if older else None


def contradicts(asked: Asked, one: Statement, first: Statement, part: float) -> bool:
    """Whether a passage answers about as well as the first, and its sentence says otherwise."""
    if one.ranked.features["similar"] < part * first.ranked.features["similar"]:
        return False
    measure = asked.measure
    return (
        one.coverage >= max(LEAST_COVERED, part * first.coverage)
        and first.coverage >= LEAST_COVERED
        and (measure is None or (measure.is_in(one.text) and measure.is_in(first.text)))
        and say_otherwise(asked.cue, one.text, first.text, asked.folded)
    )


def _day_of(one: Ranked, text: str) -> date | None:
    """The day of publication, or the year that the sentence names if that is over by then."""
    published = one.candidate.document.published
    if published is None:
        return None
    years = [year for year in years_of(text) if year <= published.year]
    if years and max(years) < published.year:
        return date(max(years), 12, 31)
    return published.last_day()
