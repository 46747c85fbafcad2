"""Whether a passage has the names of a question and nothing of what is asked about them. Pure."""

from bisect import bisect_right

from index.model import Candidate, Passage, Span, Statistics, Word
from index.ranking.sentences import choose
from index.ranking.weighing import Asked, Wanted
from index.text.analysis import fold
from index.text.cues import Cue
from index.text.languages.months import month_number

ABOUT = 0.5
"""The share of a title's terms in the question from which on the text is about what is asked."""

FEWEST_WORDS = 3
"""Words of a question of which a single one is not enough."""

ALIKE = 0.6
"""The share of a word's 4-grams in the sentence from which on another form of it may stand there."""

_KNOWN_WELL = frozenset({"en"})
"""Languages whose words have few enough forms that one which is not found is not there."""

_OF_A_KIND = Cue.DATE | Cue.NUMBER | Cue.QUANTITY | Cue.PLACE


def is_unmet(asked: Asked, candidate: Candidate) -> bool:
    """Whether the sentence shown and those beside it tell of the names alone, or of one word alone.

    `What is the salary of Ines Maroda?` is not met by a sentence about her other things. Not where the text
    is about what is asked (its title says so), where the sentence tells a date, number or place that is
    asked for, or in languages of many forms. Of 49 answers of this kind in thirty sets nine were right.
    """
    words = [one for one in asked.wanted if not one.word.exact]
    if asked.question.language not in _KNOWN_WELL or not words or _is_about(asked, candidate.statistics):
        return False
    features = choose(asked, candidate.passage, candidate.statistics).features
    if asked.cue & _OF_A_KIND and (features.get("new") or features.get("measure")):
        return False
    met = _met(asked, candidate)
    # Of a day anything may be told: what is asked of it need not be said in these words.
    names = any(one.word.exact and not _is_of_a_date(one.word) for one in asked.wanted)
    names_alone = names and not any(one in met for one in words)
    return names_alone or (len(asked.wanted) >= FEWEST_WORDS and len(met) < 2)


def _is_of_a_date(word: Word) -> bool:
    folded = fold(word.text)
    return any(map(str.isdecimal, folded)) or month_number(folded) is not None


def _is_about(asked: Asked, statistics: Statistics) -> bool:
    title = set(statistics.title)
    held = title.intersection(term for one in asked.wanted for term in one.terms)
    return len(held) >= ABOUT * len(title) > 0


def _met(asked: Asked, candidate: Candidate) -> list[Wanted]:
    """The words in the sentence shown, beside it or above; synonyms and other forms in it or above."""
    passage, statistics = candidate.passage, candidate.statistics
    shown = choose(asked, passage, statistics).span
    first, last = _numbers(passage, shown)
    above, folded = {*statistics.title, *statistics.heading}, fold(shown.of(passage.text))

    def stands(terms: tuple[str, ...], around: int) -> bool:
        places = (place for term in terms for place in statistics.places.get(term, ()))
        sentences = (bisect_right(statistics.starts, place) - 1 for place in places)
        return not above.isdisjoint(terms) or any(first - around <= one <= last + around for one in sentences)

    return [
        one
        for one in asked.wanted
        if stands(one.terms, 1)
        or stands(one.word.akin, 0)
        or sum(gram in folded for gram in one.grams) >= ALIKE * len(one.grams)
    ]


def _numbers(passage: Passage, shown: Span) -> tuple[int, int]:
    """The first and the last sentence of what is shown."""
    ends = [sentence.end for sentence in passage.sentences]
    return bisect_right(ends, shown.start), bisect_right(ends, shown.end - 1)
