"""Invented passages made of the words of real ones, to look for the real ones among them."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, starmap
from typing import Final, NamedTuple

from index.engines.likeness import root_of
from index.model import (
    Candidate,
    DocumentHead,
    DocumentId,
    Passage,
    PassageId,
    SourceId,
    Span,
    Statistics,
)
from tests.benchmarks.scale.corpus import body_of, word, written

SENTENCES: Final = 6
IN_SENTENCE: Final = 15
IN_TITLE: Final = 3

_DISCOUNT: Final = 0.6
"""What each word's count gives to invented names, so that a word met once is not as common as it seems."""

_NAMES: Final = (60_000, 3_000_000)
"""From which number on invented names are, and how many: some are met often, most hardly ever."""

_SOURCE: Final = SourceId("invented")


class _Bag(NamedTuple):
    """Words with their frequencies added up; None stands for a name to invent."""

    words: Sequence[str | None]
    upto: Sequence[float]


class Strangers:
    """Passages by number, the same for the same number: drawn from the words of `real` ones by language."""

    def __init__(self, real: Sequence[Candidate]) -> None:
        counts: Mapping[str | None, Counter[str]] = defaultdict(Counter)
        for one in real:
            counts[one.document.language].update(one.statistics.body.split())
        self._cues = [cue for one in real for cue in one.statistics.cues]
        self._bags = {language: _bag(counted) for language, counted in counts.items()}
        self._shares = {language: counted.total() for language, counted in counts.items()}
        self._by_root: dict[str, list[str]] = defaultdict(list)
        for term in {term for counted in counts.values() for term in counted}:
            if (root := root_of(term)) is not None:
                self._by_root[root].append(term)

    def ids(self, count: int) -> Iterator[PassageId]:
        """The ids of the first so many."""
        return (PassageId(f"invented-{number}") for number in range(count))

    def with_roots(self, roots: Sequence[str]) -> Sequence[str]:
        """The real terms that have one of these roots of sound."""
        return [term for root in roots for term in self._by_root.get(root, ())]

    def statistics(self, id_: PassageId) -> Statistics:
        """What ranking needs of one."""
        title, sentences, cues, _ = self._drawn(id_)
        return _statistics(title, sentences, cues)

    def candidate(self, id_: PassageId) -> Candidate:
        """One as it is stored, a document of its own; its text are its terms."""
        title, sentences, cues, language = self._drawn(id_)
        (text, places), document = written(sentences), DocumentId(id_)
        passage = Passage(id_, document, 0, Span(0, len(text)), text, tuple(starmap(Span, places)))
        head = DocumentHead(document, _SOURCE, " ".join(title), language=language)
        return Candidate(passage, head, _statistics(title, sentences, cues))

    def _drawn(self, id_: PassageId) -> tuple[list[str], list[list[str]], list[int], str | None]:
        by_chance = random.Random(id_)
        (language,) = by_chance.choices([*self._shares], [*self._shares.values()])
        bag = self._bags[language]
        drawn = by_chance.choices(bag.words, cum_weights=bag.upto, k=IN_TITLE + SENTENCES * IN_SENTENCE)
        terms = [_name(by_chance) if term is None else term for term in drawn]
        sentences = [terms[begin : begin + IN_SENTENCE] for begin in range(IN_TITLE, len(terms), IN_SENTENCE)]
        return terms[:IN_TITLE], sentences, by_chance.choices(self._cues, k=SENTENCES), language


def _statistics(title: list[str], sentences: list[list[str]], cues: list[int]) -> Statistics:
    return Statistics(tuple(title), body_of(sentences), tuple(cues))


def _bag(counted: Counter[str]) -> _Bag:
    words: list[str | None] = [*counted, None]
    weights = [count - _DISCOUNT for count in counted.values()] + [_DISCOUNT * len(counted)]
    return _Bag(words, list(accumulate(weights)))


def _name(by_chance: random.Random) -> str:
    first, many = _NAMES
    return word(first + int(many * by_chance.random() ** 3))
