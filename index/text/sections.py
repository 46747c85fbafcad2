"""A document's parts to sections: what stands under one heading, as units that are not cut. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.model import BlockKind, Part, Role, Span
from index.text.analysis import fold
from index.text.contents import with_contents
from index.text.labels import announces, heads, is_bare, is_caption, is_of_a_note, may_head
from index.text.languages.months import DATED_MONTH
from index.text.sentences import LONGEST_SENTENCE, cut_long, sentences_in, trimmed

NEVER = 1.0
PARAGRAPH, ITEM, SENTENCE = 0.0, 0.1, 0.2
"""What it costs to begin a passage with a unit, where a passage without words costs 1."""

_LOWEST = 7
"""The level of a question that heads what belongs to it: below all headings."""

LONGEST_SHORT_DAY, MOST_WORDS_OF_DAYS = 25, 100
"""Words of a day that is short, and of several that are one passage."""

_DAY = re.compile(
    rf"(?:[^\W\d_]+,?\s|v?\d+(?:\.\d+)+\W+|\[[\w.]+\]\W+)?\W*"
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d\d)|{DATED_MONTH}(?:,?\s\d{{4}})?)\W*"
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_LINE = re.compile(r"[^\n]+")
_LISTED = {BlockKind.LIST, BlockKind.TABLE, BlockKind.CODE, BlockKind.DEFINITION}


class Unit(NamedTuple):
    """A sentence, an item, a row or code: what is highlighted as a whole.

    `price` is what it costs to cut before it; what follows one that `heads` is kept with it.
    """

    span: Span
    role: Role
    price: float
    heads: bool = False


@dataclass(slots=True)
class Section:
    """What stands under `headings`, the highest first; the text of the last ones is among its units."""

    headings: tuple[str, ...]
    units: list[Unit] = field(default_factory=list)
    has_text: bool = False


@dataclass(frozen=True, slots=True)
class _Days:
    """Sections of days that follow each other under the same `headings`, and their number of words."""

    headings: tuple[str, ...]
    sections: list[Section]
    words: int

    def as_section(self) -> Section:
        if len(self.sections) == 1:
            return self.sections[0]
        return Section(self.headings, [unit for one in self.sections for unit in one.units], has_text=True)


def split_sections(text: str, parts: Sequence[Part], language: str | None) -> list[Section]:
    """The sections of a text in order. Without `parts`, each paragraph is one.

    Headings without text of their own belong to the section that follows.
    """
    parts = parts or [Part(Span(*match.span()), BlockKind.PARAGRAPH) for match in _PARAGRAPH.finditer(text)]
    parts = with_contents(text, parts)
    sections = [Section(())]
    path: list[tuple[int, str]] = []
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        level = part.level if part.kind is BlockKind.HEADING else _LOWEST
        is_head = part.kind is BlockKind.HEADING or part.kind is BlockKind.FAQ
        left = bool(path) and path[-1][0] == _LOWEST and not is_head
        if sections[-1].has_text and _is_apart(parts[number - 1], part):
            sections.append(Section(sections[-1].headings))
        if is_head or left:
            path = [one for one in path if one[0] < level]
            if is_head:
                path.append((level, _first_line(text, part.span)))
            if sections[-1].has_text:
                sections.append(Section(()))
            sections[-1].headings = tuple(heading for _, heading in path)
        _append(sections[-1].units, _units(text, part, following, language))
        sections[-1].has_text |= part.kind is not BlockKind.HEADING
    return list(_with_short_days(text, [section for section in sections if section.units]))


def _with_short_days(text: str, sections: Sequence[Section]) -> Iterator[Section]:
    """The sections; days of a line or two each, as in a list of changes, are one together."""
    days: _Days | None = None
    for section in sections:
        words = _words_of_short_day(text, section)
        above = section.headings[:-1]
        if days is not None and (
            not words or days.headings != above or days.words + words > MOST_WORDS_OF_DAYS
        ):
            yield days.as_section()
            days = None
        if not words:
            yield section
        elif days is None:
            days = _Days(above, [section], words)
        else:
            days = _Days(above, [*days.sections, section], days.words + words)
    if days is not None:
        yield days.as_section()


def _words_of_short_day(text: str, section: Section) -> int:
    """How many words a section has that stands below a day and is short; 0 for any other."""
    if not section.has_text or not section.headings or not _DAY.fullmatch(fold(section.headings[-1])):
        return 0
    words = sum(len(unit.span.of(text).split()) for unit in section.units)
    return words if words <= LONGEST_SHORT_DAY else 0


def _is_apart(before: Part, part: Part) -> bool:
    """Whether a table of contents begins or ends between two parts."""
    return (before.kind is BlockKind.CONTENTS) != (part.kind is BlockKind.CONTENTS)


def _append(units: list[Unit], added: Iterator[Unit]) -> None:
    for unit in added:
        is_kept = units and (units[-1].heads or units[-1].role in {Role.LABEL, Role.LEAD})
        units.append(unit._replace(price=NEVER) if is_kept else unit)


def _first_line(text: str, span: Span) -> str:
    lines = span.of(text).strip().split("\n", 1)
    return " ".join(lines[0].split())


def _units(text: str, part: Part, following: Part | None, language: str | None) -> Iterator[Unit]:
    match part.kind:
        case BlockKind.HEADING:
            yield from _lines(text, part.span, Role.LABEL)
        case BlockKind.TABLE:
            yield from _rows(text, part)
        case BlockKind.CONTENTS:
            yield from _lines(text, part.span, Role.CONTENTS)
        case BlockKind.CODE:
            yield from _code(text, part.span)
        case BlockKind.LIST:
            yield from _sentences(text, part.span, language, Role.ITEM)
        case BlockKind.FAQ:
            yield from _headed(text, part.span, language)
        case BlockKind.DEFINITION:
            yield from _definition(text, part.span, language)
        case _:
            yield from _prose(text, part.span, following, language)


def _lines(text: str, span: Span, role: Role) -> Iterator[Unit]:
    for line in _LINE.finditer(text, span.start, span.end):
        for piece in cut_long(text, Span(*line.span())):
            yield Unit(piece, role, ITEM)


def _rows(text: str, part: Part) -> Iterator[Unit]:
    for number, unit in enumerate(_lines(text, part.span, Role.ROW)):
        yield unit._replace(role=Role.LABEL) if number < part.level else unit


def _code(text: str, span: Span) -> Iterator[Unit]:
    """Code as a whole; very long code is cut between lines."""
    start, end = span.start, span.end
    while end - start > LONGEST_SENTENCE:
        cut = max(text.rfind("\n\n", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE), start)
        cut = cut if cut > start else max(text.rfind("\n", start, start + LONGEST_SENTENCE), start)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        if piece := trimmed(text, start, cut):
            yield Unit(piece, Role.CODE, ITEM)
        start = cut
    if piece := trimmed(text, start, end):
        yield Unit(piece, Role.CODE, ITEM)


def _sentences(text: str, span: Span, language: str | None, role: Role) -> Iterator[Unit]:
    previous = span.start
    for sentence in sentences_in(text, span, language):
        begins_line = "\n" in text[previous : sentence.start]
        yield Unit(sentence, role, ITEM if begins_line else SENTENCE)
        previous = sentence.end


def _headed(text: str, span: Span, language: str | None) -> Iterator[Unit]:
    """A question, then what belongs to it."""
    end = text.find("\n", span.start, span.end)
    end = end if end >= 0 else span.end
    yield from _lines(text, Span(span.start, end), Role.LABEL)
    yield from _sentences(text, Span(end, span.end), language, Role.TEXT)


def _definition(text: str, span: Span, language: str | None) -> Iterator[Unit]:
    """A term with the first sentence about it as one unit, then the others."""
    end = text.find("\n", span.start, span.end)
    if end >= 0 and is_of_a_note(text[end : span.end]):  # what the box says follows
        yield from _lines(text, span, Role.LABEL)
        return
    sentences = list(sentences_in(text, Span(end if end >= 0 else span.start, span.end), language))
    if end >= 0 and sentences and sentences[0].end - span.start <= LONGEST_SENTENCE:
        sentences[0] = Span(span.start, sentences[0].end)
    elif end >= 0:
        yield from _lines(text, Span(span.start, end), Role.LABEL)
    for number, sentence in enumerate(sentences):
        yield Unit(sentence, Role.TEXT, SENTENCE if number else PARAGRAPH)


def _prose(text: str, span: Span, following: Part | None, language: str | None) -> Iterator[Unit]:
    """The sentences of a paragraph; one that only names or announces what is near it is marked."""
    if is_caption(span.of(text)):
        yield from _lines(text, span, Role.LABEL)
        return
    units = [
        unit._replace(price=unit.price if number else PARAGRAPH)
        for number, unit in enumerate(_sentences(text, span, language, Role.TEXT))
    ]
    if not units:
        return
    last = units[-1].span.of(text)
    if following is not None and following.kind in _LISTED:
        for number, unit in enumerate(units, 1):
            if announces(unit.span.of(text), is_last=number == len(units)):
                units[number - 1] = unit._replace(role=Role.LEAD)
    elif len(units) == 1:
        units = [_alone(units[0], last, following.span.of(text) if following else "")]
    yield from units


def _alone(unit: Unit, line: str, following: str) -> Unit:
    """A paragraph of one sentence, which may be a label."""
    if is_bare(line) or is_of_a_note(line) or heads(line, following):
        return unit._replace(role=Role.LABEL)
    return unit._replace(heads=bool(following) and may_head(line))
