"""Texts that were set for printing: the feet and heads of their pages. Pure."""

import re
from collections.abc import Sequence
from typing import Final

_FOOT: Final = re.compile(r".{0,200}\[Page\s+(?:\d+|[ivxlc]+)\]\s*", re.IGNORECASE)
_COLUMNS: Final = re.compile(r"\S(?:\s{3,}|\t)\S")
_LINES_TO_A_HEAD: Final = 5
_LINES_TO_A_TITLE: Final = 40
_CENTRED: Final = re.compile(r"\s{6,}(?P<text>\S(?:\S| (?! )){4,100})\s*")


def without_page_breaks(lines: Sequence[str]) -> list[str]:
    """The lines without `[Page 7]` and the head of the next page; a torn paragraph is put together again.

    A line like that between two paragraphs leaves a blank one.
    """
    if not any(_FOOT.fullmatch(line) for line in lines):
        return list(lines)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        if not _FOOT.fullmatch(lines[number]):
            kept.append(lines[number])
            number += 1
            continue
        number = _after_head(lines, number + 1)
        while kept and not kept[-1].strip():
            kept.pop()
        if kept and not _goes_on(kept[-1], lines[number] if number < len(lines) else ""):
            kept.append("")
    return kept


def printed_title(lines: Sequence[str]) -> str | None:
    """The centred line, or lines, below a letterhead in columns, as memos such as RFCs begin."""
    head = lines[:_LINES_TO_A_TITLE]
    first = _filled(head, 0)
    if first == len(head) or not _COLUMNS.search(head[first]):
        return None
    start = next((number for number in range(first, len(head)) if not head[number].strip()), len(head))
    number = _filled(head, start)
    title: list[str] = []
    while number < len(head) and (match := _CENTRED.fullmatch(head[number])):
        title.append(match["text"])
        number += 1
    return " ".join(title) or None


def _after_head(lines: Sequence[str], start: int) -> int:
    """The number of the first line of a page's text: below its head, whose parts stand in columns."""
    number = _filled(lines, start)
    if number < min(len(lines), start + _LINES_TO_A_HEAD) and _COLUMNS.search(lines[number]):
        number = _filled(lines, number + 1)
    return number


def _filled(lines: Sequence[str], start: int) -> int:
    return next((number for number in range(start, len(lines)) if lines[number].strip()), len(lines))


def _goes_on(line: str, following: str) -> bool:
    """Whether the first line of a page goes on with the sentence of the last one before it."""
    begins = following.strip()[:1]
    return not line.rstrip().endswith((".", "!", "?", ":", ";")) and not begins.isupper() and begins.isalnum()
