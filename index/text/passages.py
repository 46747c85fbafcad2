"""A document's text to passages, with character offsets. Pure.

A heading begins a passage; what stands under it is cut between paragraphs, items or sentences.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.model import Part, Role, Span
from index.text.languages.scripts import UNSPACED
from index.text.sections import Section, Unit, split_sections

LONGEST_PASSAGE = 200
"""Words of a passage; only a single sentence may have more."""

IDEAL_PASSAGE = 160
"""Words that the passages of a long text come near to."""

UNSPACED_PER_WORD = 2
"""Characters of a script without spaces that count as a word."""

_UNSPACED = re.compile(f"[{UNSPACED}]")


class Cut(NamedTuple):
    """A passage of a text: sentences are spans of the passage's own text, each with its role."""

    span: Span
    sentences: tuple[Span, ...]
    roles: tuple[Role, ...]
    headings: tuple[str, ...]


def split_passages(text: str, language: str | None, parts: Sequence[Part] = ()) -> list[Cut]:
    """The passages of `text` in order; without `parts` each of its paragraphs is one.

    What stands under one heading is one passage with it if it has up to 200 words. Longer text is cut between
    sentences, if possible between paragraphs, into passages of at most 200 words, as near to 160 as that
    allows.
    """
    return [cut for section in split_sections(text, parts, language) for cut in _passages(text, section)]


def count_words(text: str) -> int:
    """How long a text reads: its words, two characters counting as one where words are not spaced."""
    unspaced = 0 if text.isascii() else len(_UNSPACED.findall(text))
    return len(text.split()) + unspaced // UNSPACED_PER_WORD


def _passages(text: str, section: Section) -> list[Cut]:
    passages = []
    start = 0
    for end in _best_cuts(text, section.units):
        own = section.units[start:end]
        offset = own[0].span.start
        relative = tuple(Span(unit.span.start - offset, unit.span.end - offset) for unit in own)
        roles = tuple(unit.role for unit in own)
        passages.append(Cut(Span(offset, own[-1].span.end), relative, roles, section.headings))
        start = end
    return passages


def _best_cuts(text: str, units: Sequence[Unit]) -> list[int]:
    """How many units lie before the end of each passage, at the least cost over all."""
    words = [count_words(unit.span.of(text)) for unit in units]
    if sum(words) <= LONGEST_PASSAGE:
        return [len(units)]
    cheapest, origin = [0.0], [0]
    for end in range(1, len(units) + 1):
        length = 0
        best, best_start = float("inf"), end - 1
        for start in range(end - 1, -1, -1):
            length += words[start]
            if length > LONGEST_PASSAGE and start < end - 1:
                break
            cost = cheapest[start] + units[start].price + (length / IDEAL_PASSAGE - 1) ** 2
            if cost < best:
                best, best_start = cost, start
        cheapest.append(best)
        origin.append(best_start)
    return _trace(origin)


def _trace(origin: list[int]) -> list[int]:
    cuts = []
    end = len(origin) - 1
    while end > 0:
        cuts.append(end)
        end = origin[end]
    return cuts[::-1]
