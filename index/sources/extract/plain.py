"""Plain text to blocks: paragraphs are parted by blank lines, wrapped lines are joined. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from index.model import BlockKind
from index.sources.extract.blocks import Block, split_mark, tidy
from index.sources.extract.contents import Contents
from index.sources.extract.datelines import is_dateline, published_at_head, says_what_of
from index.sources.extract.furniture import keep_text
from index.sources.extract.lines import LONGEST_WRAP, Paragraph, split_paragraphs, was_wrapped
from index.sources.extract.metadata import Metadata
from index.sources.extract.printed_pages import printed_title, without_page_breaks
from index.sources.extract.rulers import is_ruler, underlined
from index.sources.extract.saved_pages import is_saved_page

_ASKS = ("?", "？", "؟")


def read_plain(text: str) -> Contents:
    """The paragraphs of a plain text, and the day that a line at its head gives.

    Underlined lines are headings; lines of signs and the feet of printed pages are no text. The items of a
    list stay lines, without their bullets. Only what is plainly a saved web page loses its furniture.
    """
    lines = without_page_breaks(text.split("\n"))
    published, title = published_at_head(lines), printed_title(lines)
    lines = [line.strip() for line in lines]
    words = sum(len(line.split()) for line in lines)
    if is_saved_page(lines):
        lines = [line for line, keep in zip(lines, keep_text(lines), strict=True) if keep]
    else:
        lines = list(_without_publication(lines))
    dropped = words - sum(len(line.split()) for line in lines)
    return Contents(list(_blocks(lines)), Metadata(title=title, published=published), dropped)


def read_paragraphs(text: str) -> list[Block]:
    """The paragraphs of a text that stands in another one."""
    return list(_blocks([line.strip() for line in text.split("\n")]))


def _without_publication(lines: Iterable[str]) -> Iterator[str]:
    """The lines without the one that says `Published:` and a day, if it is the second: it is no text."""
    number = 0
    for line in lines:
        number += bool(line)
        if not (line and number == 2 and is_dateline(line) and says_what_of(line)):
            yield line


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    for level, group in underlined(lines):
        if level:
            yield Block(group[0], BlockKind.HEADING, level)
            continue
        for is_text, paragraph in groupby(group, key=lambda line: bool(line) and not is_ruler(line)):
            if is_text:
                yield from filter(None, map(_block, _paragraphs(list(paragraph))))


def _block(paragraph: Paragraph) -> Block | None:
    text, mark = split_mark(paragraph.text)
    text = tidy(text)
    kind = BlockKind.LIST if paragraph.is_list else BlockKind.PARAGRAPH
    return Block(text, kind, mark=mark) if text else None


def _paragraphs(lines: Sequence[str]) -> Iterator[Paragraph]:
    """Lines without a blank one between; a line that is too long to be wrapped is a paragraph of its own."""
    for is_long, group in groupby(lines, key=lambda line: len(line) > LONGEST_WRAP):
        if is_long:
            yield from map(Paragraph, group)
        else:
            yield from _apart(list(group))


def _apart(lines: list[str]) -> Iterator[Paragraph]:
    """The paragraphs of short lines; a question, or a day, on a line of its own above them is one."""
    width = max(map(len, lines))
    first, *others = lines
    if others and (
        is_dateline(first) or (first.endswith(_ASKS) and not was_wrapped(first, others[0], width))
    ):
        yield Paragraph(first)
        lines = others
    yield from split_paragraphs(lines)
