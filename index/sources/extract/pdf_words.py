"""Words and addresses that were parted at the end of a line, put together by what else a text says. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from index.sources.extract.pdf_pages import Line

_WORD: Final = re.compile(r"\w+(?:[-‐]\w+)*")
_PARTED: Final = re.compile(r"(?<!\S)\W*(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)-$")
_BEGINNING: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDING: Final = 2
"""Letters at the end of a compound word that are another in another case."""

_ADDRESS: Final = re.compile(r"https?:(?://[^\s)\]>]*[./=&?_-])?$")
_OF_AN_ADDRESS: Final = re.compile(r"[a-z0-9/%#]")


def mended(lines: Sequence[Line]) -> list[Line]:
    """The lines with parted words and addresses put together, where the text itself tells how.

    A word is written with its hyphen or without as it stands elsewhere in the text; what stands nowhere else
    is left as it is.
    """
    known = {word.casefold() for word in _whole_words(lines)}
    compounds = sorted(word for word in known if "-" in word)
    made = list(lines)
    for number in range(len(made) - 1):
        made[number], made[number + 1] = _joined(made[number], made[number + 1], known, compounds)
    return [line for line in made if line.text]


def _whole_words(lines: Sequence[Line]) -> Iterator[str]:
    """The words that were not parted."""
    is_parted = False
    for line in lines:
        words = _WORD.findall(line.text)
        goes_on = line.text.endswith("-")
        yield from words[int(is_parted) : -1 if goes_on else None]
        is_parted = goes_on


def _joined(line: Line, following: Line, known: set[str], compounds: Sequence[str]) -> tuple[Line, Line]:
    """The end of a line with what belongs to it from the next one."""
    if _ADDRESS.search(line.text) and _OF_AN_ADDRESS.match(following.text):
        end, _, rest = following.text.partition(" ")
        return replace(line, text=line.text + end), replace(following, text=rest)
    parted, beginning = _PARTED.search(line.text), _BEGINNING.match(following.text)
    if not parted or not beginning:
        return line, following
    whole = f"{parted['word']}{beginning[0]}".casefold()
    hyphened = f"{parted['word']}-{beginning[0]}".casefold()
    if whole in known:
        text = line.text[:-1]
    elif any(word.startswith(hyphened[:-_ENDING]) for word in compounds):
        text = line.text
    else:
        return line, following
    end, _, rest = following.text.partition(" ")
    return replace(line, text=text + end), replace(following, text=rest)
