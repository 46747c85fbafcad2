"""Tables of contents, told by the headings that they repeat. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from index.model import BlockKind, Part

FEWEST_ENTRIES = 3
"""Lines of a list that may be a table of contents, if no heading that is a line of it follows."""

MOST = 0.6
"""The share of lines that are headings, or numbered as such, in a table of contents."""

_MAY_BE = {BlockKind.LIST, BlockKind.PARAGRAPH, BlockKind.DEFINITION, BlockKind.TABLE}
_LEADERS = re.compile(r"(?<![\s._·…–—-])[\s._·…–—-]*+\d{0,5}+\s*+$")
_NUMBERED = re.compile(r"(?:[A-Z]|\d{1,3})(?:\.\d{1,3})+\.?\s+\S")
_SENTENCE_ENDS = (".", ";", "…", "。")


def with_contents(text: str, parts: Sequence[Part]) -> list[Part]:
    """The parts; lists and runs of paragraphs that are tables of contents are made such."""
    headings = {_entry(part.span.of(text)) for part in parts if part.kind is BlockKind.HEADING}
    marked: list[Part] = []
    for is_line, run in groupby(parts, key=lambda part: _is_line(text, part)):
        group = list(run)
        lines = [part.span.of(text) for part in group]
        if is_line and _is_contents(lines, headings):
            marked += [replace(part, kind=BlockKind.CONTENTS) for part in group]
        elif is_line:
            marked += group
        else:
            marked += [_marked(text, part, headings) for part in group]
    return marked


def _is_line(text: str, part: Part) -> bool:
    """Whether a part may be one entry of several that are paragraphs of their own."""
    return part.kind is BlockKind.PARAGRAPH and "\n" not in part.span.of(text)


def _marked(text: str, part: Part, headings: set[str]) -> Part:
    if part.kind in _MAY_BE and _is_contents(part.span.of(text).split("\n"), headings):
        return replace(part, kind=BlockKind.CONTENTS)
    return part


def _is_contents(lines: Sequence[str], headings: set[str]) -> bool:
    repeated = sum(_entry(line) in headings for line in lines)
    if repeated >= 2 and repeated >= MOST * len(lines):
        return True
    numbered = sum(bool(_NUMBERED.match(line)) and not line.endswith(_SENTENCE_ENDS) for line in lines)
    return len(lines) > FEWEST_ENTRIES and numbered + repeated >= MOST * len(lines)


def _entry(line: str) -> str:
    """A line of a table of contents as its heading has it: without dots and the number of a page."""
    return " ".join(_LEADERS.sub("", line).casefold().split())
