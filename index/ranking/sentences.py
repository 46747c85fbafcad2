"""The sentence of a passage that answers: what it covers, and whether it holds what is asked. Pure."""

from bisect import bisect_right
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


_in_order = itemgetter(*WEIGHTS)


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
    features = sentence_features(asked, passage, statistics)
    if not features:
        return Chosen(Span(0, len(passage.text)), {}, 0.0)
    roles = roles_of(passage)
    answering = can_answer(roles)
    mixes = [sum(map(mul, WEIGHTS.values(), _in_order(one))) for one in features]
    best = max(range(len(mixes)), key=lambda i: (answering[i], mixes[i], -i))
    opened = opened_by([span.of(passage.text) for span in passage.sentences], roles)
    adds = any(best in _sentences_of(one, statistics, opened).own for one in asked.wanted)
    return Chosen(extent(passage, roles, best, adds=adds), features[best], mixes[best])


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
    - `measure`: it holds a number of the very kind asked for.
    - `previous`, `next`: words in the neighbouring sentence; `continues`: those in the one before, when it
      begins by referring back, as with "he".
    - `opening`: it asks, or is of one or two words as the head of a paragraph is, and the sentence after it
      says the rest, to which its words count as well.
    - `definition`: it is the first one and a definition is asked for.
    - `row_pairs`: it is a row of a table, and this share of the neighbours in the question are neighbours in
      it; all rows have the words of the table's header.

    The headings above count as the title, and among places those that are no answer are left out.
    """
    in_title = sum(one.idf for one in asked.wanted if _is_titled(one.terms, statistics)) / asked.mass
    texts = [span.of(passage.text) for span in passage.sentences]
    roles = roles_of(passage)
    opened = opened_by(texts, roles)
    columns = {
        **_word_columns(asked, statistics, opened, in_title),
        **_cue_columns(asked, texts, roles, statistics, in_title),
        **_place_columns(asked, roles, in_title),
        "opening": [float(one) for one in only_opens(roles, opened)],
        "row_pairs": pairs_in_rows(asked, statistics, roles),
    }
    refer = list(map(refers_back, texts))
    columns["continues"] = [share * back for share, back in zip(columns["previous"], refer, strict=True)]
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _word_columns(
    asked: Asked, statistics: Statistics, opened: Sequence[range], in_title: float
) -> dict[str, list[float]]:
    held = [_sentences_of(one, statistics, opened) for one in asked.wanted]
    covered, titled, exact = _covered(asked, statistics, held)
    untitled = [all_ - with_title for all_, with_title in zip(covered, titled, strict=True)]
    most = max(untitled, default=0.0)
    return {
        "coverage": _with_grams(asked, statistics, held, covered),
        "titled": titled,
        "untitled": untitled,
        "specific": [one / (1 - in_title) if in_title < 0.999 else 0.0 for one in untitled],
        "most_specific": [float(0 < one == most) for one in untitled],
        "exact": exact,
        "head": _with_head(asked, held, len(covered)),
        "previous": [0.0, *covered[:-1]] if covered else [],
        "next": [*covered[1:], 0.0] if covered else [],
    }


def _cue_columns(
    asked: Asked, texts: Sequence[str], roles: Sequence[Role], statistics: Statistics, in_title: float
) -> dict[str, list[float]]:
    wanted = int(asked.cue)
    cues = [float(not wanted or bool(held & wanted)) for held in statistics.cues]
    news = [_news(asked.cue, text, asked.folded) for text in texts]
    measure = asked.measure
    return {
        "cue": cues,
        "topic_cue": [cue * in_title for cue in cues],
        "new": [new for new, _ in news],
        "new_number": [number for _, number in news],
        "measure": [
            float(measure is not None and (measure.is_in(text) or row_counts(measure, text, role, terms)))
            for text, role, terms in zip(texts, roles, statistics.sentences, strict=True)
        ],
    }


def _place_columns(asked: Asked, roles: Sequence[Role], in_title: float) -> dict[str, list[float]]:
    defines = bool(asked.cue & Cue.DEFINITION)
    numbers = [max(1, number) for number in accumulate(can_answer(roles))]
    return {
        "position": [1 / number for number in numbers],
        "topic_position": [in_title / number for number in numbers],
        "definition": [float(number == 1 and defines) for number in numbers],
    }


class _Held(NamedTuple):
    """The sentences that have a word of the question, and those that have only a synonym of it.

    `own` are those that have it themselves, and are not opened by one that has it.
    """

    word: set[int]
    akin: set[int]
    own: set[int]


def _sentences_of(one: Wanted, statistics: Statistics, opened: Sequence[range]) -> _Held:
    having = _sentences_with(one.terms, statistics)
    by_opener = {follower for sentence in having for follower in opened[sentence]}
    akin = _sentences_with(one.word.akin, statistics)
    akin |= {follower for sentence in akin for follower in opened[sentence]}
    word = having | by_opener
    return _Held(word, akin - word, having - by_opener)


def _with_head(asked: Asked, held: Sequence[_Held], count: int) -> list[float]:
    """Which sentences have the head of what is asked, or a synonym of it."""
    for one, (word, akin, _) in zip(asked.wanted, held, strict=True):
        if one is asked.head:
            return [1.0 if i in word else AKIN if i in akin else 0.0 for i in range(count)]
    return [0.0] * count


def _covered(
    asked: Asked, statistics: Statistics, held: Sequence[_Held]
) -> tuple[list[float], list[float], list[float]]:
    """The share of the question in each sentence: all words, those of the title, and numbers and names."""
    shares = [[0.0] * len(statistics.starts) for _ in range(3)]
    for one, (word, akin, _) in zip(asked.wanted, held, strict=True):
        titled = _is_titled(one.terms, statistics)
        for sentence in word | akin:
            share = one.idf / asked.mass * (1.0 if sentence in word else AKIN)
            shares[0][sentence] += share
            shares[1][sentence] += share * titled
            shares[2][sentence] += share * one.word.exact
    return shares[0], shares[1], shares[2]


def _sentences_with(terms: Sequence[str], statistics: Statistics) -> set[int]:
    return {
        bisect_right(statistics.starts, position) - 1
        for term in terms
        for position in statistics.places.get(term, ())
    }


def _is_titled(terms: Sequence[str], statistics: Statistics) -> bool:
    return any(term in statistics.title or term in statistics.heading for term in terms)


def _with_grams(
    asked: Asked, statistics: Statistics, held: Sequence[_Held], covered: Sequence[float]
) -> list[float]:
    """Coverage that gives half credit to the 4-grams of words that are not in a sentence."""
    shares = list(covered)
    for one, (word, akin, _) in zip(asked.wanted, held, strict=True):
        half = 0.5 * one.idf / asked.mass / len(one.grams)
        for i, terms in enumerate(statistics.sentences):
            if i not in word and i not in akin:
                shares[i] += half * sum(gram in terms for gram in one.grams)
    return shares


def _news(cue: Cue, sentence: str, folded_question: str) -> tuple[float, float]:
    """Whether it states what is asked for and the question does not; and any number, if a date is asked."""
    new_number = bool(cue & Cue.DATE and numbers_of(sentence, folded_question))
    return float(bool(facts_of(cue, sentence, folded_question))), float(new_number)
