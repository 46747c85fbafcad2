"""Lines of plain text to paragraphs and items: what was wrapped or torn is joined. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.text.languages.scripts import UNSPACED
from index.text.languages.word_lists import read_word_lists

SHORTEST_WRAP, LONGEST_WRAP = 40, 110
"""Code points of the longest line of a paragraph that was wrapped by a program or by hand."""

WORDS_OF_AN_ENTRY = 4
"""Words of each of several lines that are a list although nothing marks them as items."""

MOSTLY = 0.5
"""The share of line breaks that go on in the middle of a sentence, in a paragraph that is prose."""

LONGEST_PART = 40
"""Code points before the end of a line among which a word is sought that goes on in the next one."""

_COLONS = (":", "：")
_BULLET = re.compile(r"[•‣◦▪●*·–+-]\s+(?=\S)")
_NUMBER = re.compile(r"(?:(?P<digits>\d{1,3})|(?P<letter>[a-zA-Zа-яА-Я]))[.)]\s+(?=\S)")
_ENDS = re.compile(r"[.!?…:;。！？：؟۔।][\"'”’»)\]」』]*$")
_HYPHENATED = re.compile(r"(?P<before>[^\W\d_]+)[-‐]$")
_UNSPACED = re.compile(f"[{UNSPACED}，。、；：？！「」『』（）《》]")


class Paragraph(NamedTuple):
    """A paragraph as one line, or with the lines that stay apart; or the items of a list, each a line."""

    text: str
    is_list: bool = False


def split_paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    """Lines without a blank one between: prose, then the items of a list, then prose again."""
    prose: list[str] = []
    items: list[list[str]] = []
    number: str | None = None
    for line in lines:
        item = _as_item(line, prose[-1] if prose else None, number, in_list=bool(items))
        if item is not None:
            yield from _prose(prose)
            prose = []
            items.append([item])
            number = _number(line)
        elif items and not _ENDS.search(items[-1][-1]):
            items[-1].append(line)
        else:
            yield from _list(items)
            items, number = [], None
            prose.append(line)
    yield from _list(items)
    yield from _prose(prose)


def join_lines(lines: Sequence[str], *, is_prose: bool | None = None) -> str:
    """The lines of a paragraph: joined where a sentence or a word goes on, else parted by line breaks.

    All are joined when it `is_prose`, which is told by the lines where it is not known.
    """
    joins_all = _is_prose(lines) if is_prose is None else is_prose
    width = max(map(len, lines), default=0)
    pieces = [*lines[:1]]
    for before, line in pairwise(lines):
        if is_prose or (not before.endswith(_COLONS) and (joins_all or was_wrapped(before, line, width))):
            gap, parted = _gap(before, line)
            pieces[-1] = pieces[-1][:-1] if parted else pieces[-1]
            pieces.append(gap + line)
        else:
            pieces.append(f"\n{line}")
    return "".join(pieces)


def _prose(lines: Sequence[str]) -> Iterator[Paragraph]:
    if lines:
        yield Paragraph(join_lines(lines))


def _list(items: Sequence[Sequence[str]]) -> Iterator[Paragraph]:
    if items:
        yield Paragraph("\n".join(join_lines(item, is_prose=True) for item in items), is_list=True)


def _as_item(line: str, before: str | None, number: str | None, *, in_list: bool) -> str | None:
    """An item without its bullet; None for a line that is none, although it may begin with a number."""
    bullet = _BULLET.match(line)
    if bullet:
        is_dash = line[0] in "–-*+·"
        goes_on = before is not None and not _ENDS.search(before) and not in_list
        return None if is_dash and goes_on and len(before or "") > SHORTEST_WRAP else line[bullet.end() :]
    if not _NUMBER.match(line):
        return None
    if in_list and number is not None:
        return line if _follows(number, _number(line)) else None
    begins = _number(line) in {"1", "0", "a", "A", "а", "А"}
    if before is None:
        return line if begins or not in_list else None
    return line if begins or before.endswith(_COLONS) else None


def _number(line: str) -> str | None:
    match = _NUMBER.match(line)
    return None if match is None else match["digits"] or match["letter"]


def _follows(number: str, following: str | None) -> bool:
    if following is None:
        return False
    if number.isdecimal() and following.isdecimal():
        return 0 < int(following) - int(number) <= 2
    return len(number) == len(following) == 1 and 0 < ord(following) - ord(number) <= 2


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether most lines go on in the next one."""
    breaks = [(before, line) for before, line in pairwise(lines) if not before.endswith(_COLONS)]
    if not breaks:
        return False
    is_list = not any(_is_torn(before) for before, _ in breaks) and all(
        len(line.split()) <= WORDS_OF_AN_ENTRY and not _ENDS.search(line) for line in lines
    )
    width = max(map(len, lines))
    going_on = sum(_goes_on(before, line) or was_wrapped(before, line, width) for before, line in breaks)
    return not is_list and going_on >= MOSTLY * len(breaks)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line plainly goes on in the next one."""
    first = line.lstrip("\"'“«(„[")[:1]
    is_inside = first.islower() or _NUMBER.match(line) is not None  # of no list, or it would be an item
    return _is_torn(before) or (is_inside and not _ENDS.search(before))


def _is_torn(line: str) -> bool:
    """Whether a line ends in the middle of a word, or with a comma."""
    return line.endswith((",", "，", "、")) or _parted(line) is not None


def was_wrapped(before: str, line: str, width: int) -> bool:
    """Whether the next line's first word had no room on this one."""
    if not SHORTEST_WRAP <= width <= LONGEST_WRAP:
        return False
    return len(before) + 1 + len(line.split(maxsplit=1)[0]) > width


def _gap(before: str, line: str) -> tuple[str, bool]:
    """What stands between two lines that are one, and whether the hyphen goes that parts a word."""
    parted = _parted(before)
    if parted and line[:1].islower():
        lists = read_word_lists("hyphens.txt")
        after = re.match(r"\w*", line)
        assert after is not None
        stays = parted["before"].lower() in lists["before"] or after[0].lower() in lists["after"]
        return "", not stays
    is_unspaced = _UNSPACED.fullmatch(before[-1:]) and _UNSPACED.fullmatch(line[:1])
    return "" if is_unspaced else " ", False


def _parted(line: str) -> re.Match[str] | None:
    """The word that a hyphen parts at the end of a line."""
    return _HYPHENATED.search(line[-LONGEST_PART:])
