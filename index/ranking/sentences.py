"""The sentence of a passage that answers: what it covers, and whether it holds what is asked. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from operator import itemgetter, mul
from typing import NamedTuple

from index.model import Passage, Role, Span, Statistics
from index.ranking.facts import facts_of, numbers_of
from index.ranking.openings import can_answer, extent, only_opens, opened_by, refers_back, roles_of
from index.ranking.rows import pairs_in_rows, row_counts
from index.ranking.weighing import AKIN, Asked, Wanted
from index.text.cues import Cue

WEIGHTS: Mapping[str, float] = {
    "coverage": 2.10,
    "titled": -0.30,
    "untitled": 1.71,
    "specific": 1.21,
    "most_specific": 0.76,
    "exact": -0.41,
    "head": 0.30,
    "previous": 0.78,
    "next": 0.62,
    "continues": 0.60,
    "cue": 0.95,
    "topic_cue": 0.92,
    "new": 1.30,
    "new_number": 1.12,
    "measure": 1.47,
    "position": 0.37,
    "topic_position": 1.48,
    "definition": 0.58,
    "opening": -2.00,
    "row_pairs": 10.00,
}
"""Fitted by tests/evaluation/fit_sentences.py on eleven sets in six languages, in five folds of articles; but
`opening` and `row_pairs` are set by hand: there are too few to fit."""


LEADER = 2.0
"""Who leads a thing is told in few ways, so that a sentence of these is hardly about another."""

_in_order = itemgetter(*WEIGHTS)


class _Held(NamedTuple):
    """The sentences that have a word of the question, and those that have only a synonym of it.

    `own` are those that have it themselves, and are not opened by one that has it; `titled`: the title or a
    heading has it.
    """

    word: set[int]
    akin: set[int]
    own: set[int]
    titled: bool

    @classmethod
    def of(cls, one: Wanted, statistics: Statistics, opened: Sequence[range]) -> _Held:
        having = _sentences_with(one.terms, statistics)
        by_opener = {follower for sentence in having for follower in opened[sentence]}
        akin = _sentences_with(one.word.akin, statistics)
        akin |= {follower for sentence in akin for follower in opened[sentence]}
        word = having | by_opener
        titled = any(term in statistics.title or term in statistics.heading for term in one.terms)
        return cls(word, akin - word, having - by_opener, titled)


class _Read(NamedTuple):
    """The sentences of a passage as they are compared with a question, and the share of it in the title."""

    texts: Sequence[str]
    roles: Sequence[Role]
    opened: Sequence[range]
    statistics: Statistics
    held: Sequence[_Held]
    in_title: float

    @classmethod
    def of(cls, asked: Asked, passage: Passage, statistics: Statistics) -> _Read:
        texts = [span.of(passage.text) for span in passage.sentences]
        roles = roles_of(passage)
        opened = opened_by(texts, roles)
        held = [_Held.of(one, statistics, opened) for one in asked.wanted]
        titled = sum(one.idf for one, its in zip(asked.wanted, held, strict=True) if its.titled)
        return cls(texts, roles, opened, statistics, held, titled / asked.mass)


def _sentences_with(terms: Sequence[str], statistics: Statistics) -> set[int]:
    held = [spaced for term in terms if (spaced := f" {term} ") in statistics.body]
    if not held:
        return set()
    return {i for i, said in enumerate(statistics.sentences) for term in held if term in said}


class Chosen(NamedTuple):
    """The sentence of a passage to show, its features, and their mix: higher where it is likelier right."""

    span: Span
    features: Mapping[str, float]
    strength: float


def choose(asked: Asked, passage: Passage, statistics: Statistics) -> Chosen:
    """The sentence to show as the answer; the whole text, without features, if there are no sentences."""
    chosen: Chosen | None = asked.chosen.get(passage.id)
    if chosen is None:
        chosen = asked.chosen[passage.id] = _strongest(asked, passage, statistics)
    return chosen


def _strongest(asked: Asked, passage: Passage, statistics: Statistics) -> Chosen:
    if not passage.sentences:
        return Chosen(Span(0, len(passage.text)), {}, 0.0)
    read = _Read.of(asked, passage, statistics)
    columns = _columns(asked, read)
    mixes = [sum(map(mul, WEIGHTS.values(), row)) for row in zip(*_in_order(columns), strict=True)]
    answering = can_answer(read.roles)
    best = max(range(len(mixes)), key=lambda i: (answering[i], mixes[i], -i))
    adds = any(best in held.own for held in read.held)
    features = {name: column[best] for name, column in columns.items()}
    return Chosen(extent(passage, read.roles, best, adds=adds), features, mixes[best])


def sentence_features(asked: Asked, passage: Passage, statistics: Statistics) -> list[dict[str, float]]:
    """Features of each sentence, 0 to 1; shares are of the idf of all words of the question.

    - `coverage`: words in the sentence; one not there counts half by the share of its 4-grams there.
    - `titled`, `untitled`: words in the sentence that are, or are not, in the title as well.
    - `specific`: the share of untitled words, of all the question's words that are not in the title;
      `most_specific`: no other sentence has more.
    - `exact`: numbers and names in the sentence. `head`: the first word asked for that is no name.
    - `cue`: it holds what is asked for; `topic_cue`: the same, times the share of the question in the title.
    - `new`: it holds a year, number, name or place that the question does not; `new_number`: for "when", any.
    - `position`: 1 / its number; `topic_position`: the same, times the share of the question in the title.
    - `measure`: it holds a number of the very kind asked for; LEADER where it names the leader asked for.
    - `previous`, `next`: words in the neighbouring sentence; `continues`: those in the one before, when it
      begins by referring back, as with "he".
    - `opening`: it asks, or is of one or two words as the head of a paragraph is, and the sentence after it
      says the rest, to which its words count as well.
    - `definition`: it is the first one and a definition is asked for.
    - `row_pairs`: it is a row of a table, and this share of the neighbours in the question are neighbours in
      it; all rows have the words of the table's header.

    The headings above count as the title, and among places those that are no answer are left out.
    """
    columns = _columns(asked, _Read.of(asked, passage, statistics))
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _columns(asked: Asked, read: _Read) -> dict[str, list[float]]:
    columns = {
        **_word_columns(asked, read),
        **_cue_columns(asked, read),
        **_place_columns(asked, read),
        "opening": [float(one) for one in only_opens(read.roles, read.opened)],
        "row_pairs": pairs_in_rows(asked, read.statistics, read.roles),
    }
    columns["continues"] = [
        share if share and refers_back(text) else 0.0
        for share, text in zip(columns["previous"], read.texts, strict=True)
    ]
    return columns


def _word_columns(asked: Asked, read: _Read) -> dict[str, list[float]]:
    covered, titled, exact = _covered(asked, read)
    untitled = [all_ - with_title for all_, with_title in zip(covered, titled, strict=True)]
    most = max(untitled, default=0.0)
    return {
        "coverage": _with_grams(asked, read, covered),
        "titled": titled,
        "untitled": untitled,
        "specific": [one / (1 - read.in_title) if read.in_title < 0.999 else 0.0 for one in untitled],
        "most_specific": [float(0 < one == most) for one in untitled],
        "exact": exact,
        "head": _with_head(asked, read),
        "previous": [0.0, *covered[:-1]] if covered else [],
        "next": [*covered[1:], 0.0] if covered else [],
    }


def _cue_columns(asked: Asked, read: _Read) -> dict[str, list[float]]:
    wanted, measure = int(asked.cue), asked.measure
    cues = [float(not wanted or bool(held & wanted)) for held in read.statistics.cues]
    news = [_news(asked.cue, text, asked.folded) for text in read.texts]
    lines = zip(read.texts, read.roles, read.statistics.sentences, strict=True)
    worth = LEADER if measure is not None and measure.of_leader else 1.0
    return {
        "cue": cues,
        "topic_cue": [cue * read.in_title for cue in cues],
        "new": [new for new, _ in news],
        "new_number": [number for _, number in news],
        "measure": [
            worth * (measure is not None and (measure.is_in(text) or row_counts(measure, text, role, terms)))
            for text, role, terms in lines
        ],
    }


def _place_columns(asked: Asked, read: _Read) -> dict[str, list[float]]:
    defines = bool(asked.cue & Cue.DEFINITION)
    numbers = [max(1, number) for number in accumulate(can_answer(read.roles))]
    return {
        "position": [1 / number for number in numbers],
        "topic_position": [read.in_title / number for number in numbers],
        "definition": [float(number == 1 and defines) for number in numbers],
    }


def _with_head(asked: Asked, read: _Read) -> list[float]:
    """Which sentences have the head of what is asked, or a synonym of it."""
    sentences = range(len(read.texts))
    for one, held in zip(asked.wanted, read.held, strict=True):
        if one is asked.head:
            return [1.0 if i in held.word else AKIN if i in held.akin else 0.0 for i in sentences]
    return [0.0 for _ in sentences]


def _covered(asked: Asked, read: _Read) -> tuple[list[float], list[float], list[float]]:
    """The share of the question in each sentence: all words, those of the title, and numbers and names."""
    shares = [[0.0] * len(read.texts) for _ in range(3)]
    for one, held in zip(asked.wanted, read.held, strict=True):
        for sentence in held.word | held.akin:
            share = one.idf / asked.mass * (1.0 if sentence in held.word else AKIN)
            shares[0][sentence] += share
            shares[1][sentence] += share * held.titled
            shares[2][sentence] += share * one.word.exact
    return shares[0], shares[1], shares[2]


def _with_grams(asked: Asked, read: _Read, covered: Sequence[float]) -> list[float]:
    """Coverage that gives half credit to the 4-grams of words that are not in a sentence."""
    shares = list(covered)
    for one, held in zip(asked.wanted, read.held, strict=True):
        half = 0.5 * one.idf / asked.mass / len(one.grams)
        there = [gram for gram in one.grams if gram in read.statistics.body]
        for i, terms in enumerate(read.statistics.sentences) if there else ():
            if i not in held.word and i not in held.akin:
                shares[i] += half * sum(gram in terms for gram in there)
    return shares


def _news(cue: Cue, sentence: str, folded_question: str) -> tuple[float, float]:
    """Whether it states what is asked for and the question does not; and any number, if a date is asked."""
    new_number = bool(cue & Cue.DATE and numbers_of(sentence, folded_question))
    return float(bool(facts_of(cue, sentence, folded_question))), float(new_number)
