"""Ranked passages without those that tell again what a better one has told. Pure."""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property
from typing import Final

from index.model import Candidate, Role
from index.ranking.openings import roles_of
from index.ranking.order import Ranked

LOOKED_AT: Final = 12
"""The first passages are compared sentence for sentence; of later ones only equal texts are left out."""

FEWEST_WORDS: Final = 8
"""Words that two passages have to share before one is a piece of the other; equal ones may be shorter."""

SECTION: Final = re.compile(r"\s*(?:\w+\s)?[\dA-Z]{1,3}(?:\.\d{1,3})*[.:)]?\s+")
"""The number of a section, which begins its heading."""

_WORD: Final = re.compile(r"(?<!\w)[-−+]?\d+(?:[.,:/]\d+)*|\w+|[%‰°<>=≤≥±$€£¥₽]")
_BEGINNING: Final = re.compile(r"\S+(?:\s+\S+){0,2}")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def without_repeats(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The passages but those that say, sentence for sentence, what one before them says, or a piece of it.

    So a chapter beside the whole book is told once, however the two are cut. Signs, markup and the numbers of
    sections do not matter. A figure, name or "not" more or less in what both tell, or other years in the
    titles above them, and both stay.
    """
    different = _different(ranked)
    told: list[_Told] = []
    kept = []
    for one in different[:LOOKED_AT]:
        tells = _Told(one.candidate)
        if not any(tells.repeats(other) for other in told):
            told.append(tells)
            kept.append(one)
    return [*kept, *different[LOOKED_AT:]]


def _different(ranked: Sequence[Ranked]) -> list[Ranked]:
    """The first one of each text. Only texts that begin with the same words are looked at whole."""
    words = [_first_words(one) for one in ranked]
    begun = Counter(words)
    first: dict[Hashable, Ranked] = {}
    for one, word in zip(ranked, words, strict=True):
        passage = one.candidate.passage
        alone = begun[word] == 1
        key = passage.id if alone else (" ".join(passage.text.casefold().split()), _years(one.candidate))
        first.setdefault(key, one)
    return list(first.values())


def _first_words(one: Ranked) -> str:
    found = _BEGINNING.search(one.candidate.passage.text)
    return " ".join(found[0].casefold().split()) if found else ""


class _Told:
    """What a passage says: the words of its sentences, each between line breaks, and the years above it.

    Found when it is first needed: most passages have nothing in common.
    """

    def __init__(self, candidate: Candidate) -> None:
        self._candidate = candidate
        self._written = candidate.passage.text.casefold()

    def repeats(self, other: "_Told") -> bool:
        if not (self._may_open(other) or other._may_open(self)):
            return False
        if self._years and other._years and self._years != other._years:
            return False
        shorter, longer = sorted((self, other), key=lambda one: one._words)
        if shorter._text == longer._text:
            return True
        if shorter._words < FEWEST_WORDS:
            return False
        across = max(_words_across(self._text, other._text), _words_across(other._text, self._text))
        return shorter._text in longer._text or (across >= FEWEST_WORDS and across * 2 >= shorter._words)

    def _may_open(self, other: "_Told") -> bool:
        """Whether the other says all words of the first sentence that has any, the longest first."""
        written, opening = other._written, self._opening
        # Of most pairs the longest word tells, and all pairs of the first passages are looked at.
        return not opening or (opening[0] in written and all(word in written for word in opening))

    @cached_property
    def _opening(self) -> list[str]:
        return sorted(next(self._lines(), "").casefold().split(), key=len, reverse=True)

    @cached_property
    def _text(self) -> str:
        text = "\n".join(self._lines())
        return f"\n{text}\n"

    def _lines(self) -> Iterator[str]:
        passage = self._candidate.passage
        for span, role in zip(passage.sentences, roles_of(passage), strict=True):
            if line := _words(span.of(passage.text), role):
                yield line

    @cached_property
    def _words(self) -> int:
        return len(self._text.split())

    @cached_property
    def _years(self) -> frozenset[str]:
        return _years(self._candidate)


def _words_across(first: str, second: str) -> int:
    """How many words the sentences have that end one text and begin the other."""
    opening = second[: second.find("\n", 1) + 1]
    start = first.find(opening)
    while start >= 0 and not second.startswith(first[start:]):
        start = first.find(opening, start + 1)
    return len(first[start:].split()) if start >= 0 else 0


def _years(candidate: Candidate) -> frozenset[str]:
    """The years in the title and the headings above a passage."""
    return frozenset(_YEAR.findall("\n".join((candidate.document.title, *candidate.passage.headings))))


def _words(sentence: str, role: Role) -> str:
    """The words of a sentence in small letters; those of a heading without the number of its section.

    Code stays as it is: each of its signs means something.
    """
    if role is Role.CODE:
        return " ".join(sentence.split())
    said = SECTION.sub("", sentence) if role is Role.LABEL else sentence
    return " ".join(_WORD.findall(said.casefold()))
