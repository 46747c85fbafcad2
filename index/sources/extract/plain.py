"""Plain text to blocks: paragraphs are parted by blank lines, wrapped lines are joined. Pure."""

import re
from collections.abc import Iterator
from itertools import groupby

from index.sources.extract.blocks import Block, split_mark, tidy
from index.sources.extract.datelines import is_dateline, published_in
from index.sources.extract.furniture import keep_text
from index.sources.extract.metadata import Metadata

SHORTEST_WRAP, LONGEST_WRAP = 40, 110
"""Code points of the longest line of a paragraph that was wrapped by a program or by hand."""

_BULLET = re.compile(r"[•‣◦▪●*·–-]\s+(?=\S)")
_NUMBERED = re.compile(r"(?:\d{1,3}|[a-zA-Zа-яА-Я])[.)]\s+\S")


def read_plain(text: str) -> tuple[list[Block], Metadata]:
    """The paragraphs of a plain text without furniture, and the day of publication if a dateline gives it.

    The items of a list stay lines, without their bullets.
    """
    lines = [line.strip() for line in text.split("\n")]
    kept = keep_text(lines)
    own = [line for line, keep in zip(lines, kept, strict=True) if keep]
    blocks = []
    for is_text, group in groupby(own, key=bool):
        if is_text:
            blocks += [_block(paragraph) for paragraph in _paragraphs(list(group))]
    published = next(filter(None, (published_in(line) for line in lines if is_dateline(line))), None)
    return [block for block in blocks if block.text], Metadata(published=published)


def _block(paragraph: str) -> Block:
    text, mark = split_mark(paragraph)
    return Block(tidy(text), mark=mark)


def _paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines without a blank one between: wrapped ones joined, long ones as paragraphs of their own."""
    paragraph = ""
    previous = ""
    width = max(map(len, lines))
    for line in lines:
        is_item = bool(_BULLET.match(line) or _NUMBERED.match(line))
        item = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
        if previous and not is_item and _was_wrapped(previous, line, width):
            paragraph += f" {item}"
        elif previous and max(len(previous), len(line)) <= LONGEST_WRAP:
            paragraph += f"\n{item}"
        else:
            if paragraph:
                yield paragraph
            paragraph = item
        previous = line
    yield paragraph


def _was_wrapped(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word had no room on this one."""
    if not SHORTEST_WRAP <= width <= LONGEST_WRAP:
        return False
    return len(line) + 1 + len(following.split()[0]) > width
