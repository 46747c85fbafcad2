"""Blocks: what a parser makes of a file, before furniture is dropped and a text is composed. Pure."""

import re
import unicodedata
from dataclasses import dataclass

from index.model import BlockKind

MARK_WORDS = range(2, 7)
"""How many words a mark may have; another one is no mark."""

CELL_BORDER = "\t"

_MARK = re.compile(r"<!--\s{0,20}at:(?P<words>[^<>]{1,300})-->")
# Not the one that groups the digits of a number.
_SPACES = re.compile(r"(?!(?<=\d)[\u00a0\u2009\u202f](?=\d))[^\S\n]+")
_LINE_BREAKS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, and the marks that turn the direction of what follows them or hide in it.
_UNWANTED = dict.fromkeys(
    [
        *range(0x9), *range(0xE, 0x20), *range(0x7F, 0xA0), 0xAD, 0x200B, 0x200E, 0x200F,
        *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF,
        *range(0xFFF9, 0xFFFE),
    ]
)  # fmt: skip


class Unreadable(Exception):  # noqa: N818  (it is a verdict on the file)
    """A file cannot be read; the text is the reason, as the end of a sentence that begins with its name."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a file. Items of a list and rows of a table are lines, cells of a row are parted by tabs.

    `level` is that of a heading (1 to 6), or the number of a table's header rows (0 or 1). Items bear their
    numbers, if they have any. Only code has spaces at the beginning of a line. `mark` is a digest's mark.
    `place` is where it begins, as an address relative to the file's, such as `#page=7`, and `turns` are the
    offsets in it at which other places begin.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    mark: str | None = None
    place: str = ""
    turns: tuple[tuple[int, str], ...] = ()


def normalise(text: str) -> str:
    """Unify line ends, compose accents (NFC), and drop controls and direction marks."""
    return unicodedata.normalize("NFC", _LINE_BREAKS.sub("\n", text).translate(_UNWANTED))


def tidy(text: str) -> str:
    """One space between words, no space at either end of a line, no empty lines."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def split_mark(text: str) -> tuple[str, str | None]:
    """A paragraph without the mark at its end, and the mark's words."""
    text = text.rstrip()
    start = text.rfind("<!--") if text.endswith("-->") else -1
    match = _MARK.fullmatch(text, start) if start >= 0 else None
    if match is None:
        return text, None
    words = match["words"].split()
    return text[: match.start()].rstrip(), " ".join(words) if len(words) in MARK_WORDS else None
