"""The sentence of a passage that answers: what it covers, and whether it holds what is asked. Pure."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from index.analysis import fold
from index.cues import Cue
from index.model import Passage, Span
from index.statistics import Statistics
from index.weighing import AKIN, Asked

WEIGHTS: Mapping[str, float] = {
    "coverage": 2.06,
    "untitled": 1.49,
    "specific": 1.09,
    "most_specific": 0.91,
    "titled": -0.30,
    "exact": -0.46,
    "cue": 1.01,
    "topic_cue": 0.79,
    "new": 1.22,
    "new_number": 0.88,
    "position": 0.49,
    "topic_position": 1.24,
    "previous": 0.70,
    "next": 0.53,
    "definition": 0.38,
}
"""Fitted by tests/evaluation/fit_sentences.py on nine sets in five languages, in five folds of articles."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"1\d{3}|20\d\d")
_NAME = re.compile(r"[A-ZА-ЯЁ][\w.'’-]+ (?:[a-z]{1,3} )?[A-ZА-ЯЁ][\w'’-]+")
_CAPITAL = re.compile(r"(?<=\s)[«\"“(]?([A-ZА-ЯЁ]\w+)")


def choose(asked: Asked, passage: Passage, statistics: Statistics) -> tuple[Span, dict[str, float]]:
    """The sentence to show as the answer, and its features; the whole text if there are no sentences."""
    features = sentence_features(asked, passage, statistics)
    if not features:
        return Span(0, len(passage.text)), {}
    scores = [sum(weight * one[name] for name, weight in WEIGHTS.items()) for one in features]
    best = scores.index(max(scores))
    return passage.sentences[best], features[best]


def sentence_features(asked: Asked, passage: Passage, statistics: Statistics) -> list[dict[str, float]]:
    """Features of each sentence, 0 to 1; shares are of the idf of all words of the question.

    - `coverage`: words in the sentence; one not there counts half by the share of its 4-grams there.
    - `titled`, `untitled`: words in the sentence that are, or are not, in the title as well.
    - `specific`: the share of untitled words, of all the question's words that are not in the title;
      `most_specific`: no other sentence has more.
    - `exact`: numbers and names in the sentence.
    - `cue`: it holds what is asked for; `topic_cue`: the same, times the share of the question in the title.
    - `new`: it holds a year, number, name or place that the question does not; `new_number`: for "when", any.
    - `position`: 1 / its number; `topic_position`: the same, times the share of the question in the title.
    - `previous`, `next`: words in the neighbouring sentence.
    - `definition`: it is the first one and a definition is asked for.
    """
    in_title = sum(one.idf for one in asked.wanted if _is_titled(one.terms, statistics)) / asked.mass
    columns = {
        **_word_columns(asked, statistics, in_title),
        **_cue_columns(asked, passage, statistics, in_title),
        **_place_columns(asked, len(passage.sentences), in_title),
    }
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _word_columns(asked: Asked, statistics: Statistics, in_title: float) -> dict[str, list[float]]:
    covered, titled, exact = _covered(asked, statistics)
    untitled = [all_ - with_title for all_, with_title in zip(covered, titled, strict=True)]
    most = max(untitled, default=0.0)
    return {
        "coverage": _grams(asked, statistics, covered),
        "titled": titled,
        "untitled": untitled,
        "specific": [one / (1 - in_title) if in_title < 0.999 else 0.0 for one in untitled],
        "most_specific": [float(0 < one == most) for one in untitled],
        "exact": exact,
        "previous": [0.0, *covered[:-1]] if covered else [],
        "next": [*covered[1:], 0.0] if covered else [],
    }


def _cue_columns(
    asked: Asked, passage: Passage, statistics: Statistics, in_title: float
) -> dict[str, list[float]]:
    wanted = int(asked.cue)
    cues = [float(not wanted or bool(held & wanted)) for held in statistics.cues]
    folded = fold(asked.question.text)
    news = [_news(asked.cue, span.of(passage.text), folded) for span in passage.sentences]
    return {
        "cue": cues,
        "topic_cue": [cue * in_title for cue in cues],
        "new": [new for new, _ in news],
        "new_number": [number for _, number in news],
    }


def _place_columns(asked: Asked, count: int, in_title: float) -> dict[str, list[float]]:
    defines = bool(asked.cue & Cue.DEFINITION)
    return {
        "position": [1 / number for number in range(1, count + 1)],
        "topic_position": [in_title / number for number in range(1, count + 1)],
        "definition": [float(i == 0 and defines) for i in range(count)],
    }


def _covered(asked: Asked, statistics: Statistics) -> tuple[list[float], list[float], list[float]]:
    """The share of the question in each sentence: all words, those of the title, and numbers and names."""
    shares = [[0.0] * len(statistics.starts) for _ in range(3)]
    for one in asked.wanted:
        titled = _is_titled(one.terms, statistics)
        direct = _sentences_with(one.terms, statistics)
        for sentence in direct | _sentences_with(one.word.akin, statistics):
            share = one.idf / asked.mass * (1.0 if sentence in direct else AKIN)
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
    return any(term in statistics.title for term in terms)


def _grams(asked: Asked, statistics: Statistics, covered: Sequence[float]) -> list[float]:
    """Coverage that gives half credit to the 4-grams of words that are not in a sentence."""
    vocabularies: list[list[str]] = [[] for _ in covered]
    for term, positions in statistics.places.items():
        for sentence in {bisect_right(statistics.starts, position) - 1 for position in positions}:
            vocabularies[sentence].append(term)
    shares = list(covered)
    for i, terms in enumerate(vocabularies):
        here, joined = set(terms), " ".join(terms)
        for one in asked.wanted:
            if here.isdisjoint(one.terms) and here.isdisjoint(one.word.akin):
                held = sum(gram in joined for gram in one.grams) / len(one.grams)
                shares[i] += 0.5 * held * one.idf / asked.mass
    return shares


def _news(cue: Cue, sentence: str, folded_question: str) -> tuple[float, float]:
    """Whether it holds what is asked for and the question does not; and any number, if a date is asked."""
    if cue & (Cue.DATE | Cue.NUMBER):
        numbers = {number for number in _NUMBER.findall(sentence) if number not in folded_question}
        years = {number for number in numbers if _YEAR.fullmatch(number)}
        if cue & Cue.DATE:
            return float(bool(years)), float(bool(numbers))
        return float(bool(numbers - years)), 0.0
    if cue & Cue.NAME:
        names = (match[0] for match in _NAME.finditer(sentence))
        return float(
            any(all(fold(part) not in folded_question for part in name.split()) for name in names)
        ), 0.0
    if cue & Cue.PLACE:
        return float(any(fold(match[1]) not in folded_question for match in _CAPITAL.finditer(sentence))), 0.0
    return 0.0, 0.0
