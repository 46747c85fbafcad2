"""Lines of signs: rulers between texts, and what stands under headings. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

SHORTEST: Final = 3
"""Signs of a line under a heading."""

LONGEST_HEADING: Final = 120

_RULER: Final = re.compile(r"[^\w\s](?:[^\w]*[^\w\s])?")
_UNDERLINE: Final = re.compile(r"([=\-~^\"'`#*+:.<>_])\1{2,}")
_MODELINE: Final = re.compile(
    r"(?:.{0,5}\s)?(?:vim?|ex):\s*(?:set?\s)?[\w=:,. -]+:?|.{0,9}-\*-.{1,80}-\*-.{0,9}"
)


def is_ruler(line: str) -> bool:
    """Whether a line has signs only, or says something to an editor."""
    return bool(_RULER.fullmatch(line) or _MODELINE.fullmatch(line))


def underlined(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The lines in groups: a heading alone with its level, other lines with level 0.

    A heading has a line of one sign below it, which is not shorter by more than two, and perhaps the same
    above it; the first kind of sign in a text is that of level 1, the next one that of level 2.
    """
    levels: dict[str, int] = {}
    group: list[str] = []
    number = 0
    while number < len(lines):
        over = _UNDERLINE.fullmatch(lines[number])
        if over and _is_heading(lines, number + 1, over[1]):
            number += 1
            yield 0, group
            yield levels.setdefault(f"{over[1]} above", min(len(levels) + 1, 6)), [lines[number]]
            group, number = [], number + 2
        elif _is_heading(lines, number):
            yield 0, group
            yield levels.setdefault(lines[number + 1][0], min(len(levels) + 1, 6)), [lines[number]]
            group, number = [], number + 2
        else:
            group.append(lines[number])
            number += 1
    yield 0, group


def _is_heading(lines: Sequence[str], number: int, sign: str | None = None) -> bool:
    """Whether a line is underlined, with `sign` if one is given, and stands alone above its text."""
    if number + 1 >= len(lines) or not 1 <= len(lines[number]) <= LONGEST_HEADING:
        return False
    line, below = lines[number], _UNDERLINE.fullmatch(lines[number + 1])
    if below is None or is_ruler(line) or len(below[0]) < max(SHORTEST, len(line) - 2):
        return False
    if sign is not None:
        return below[1] == sign
    return number == 0 or not lines[number - 1]
