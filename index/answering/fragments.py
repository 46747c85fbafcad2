"""Text fragments: which words of a page a browser is told to find. Pure.

Syntax: https://wicg.github.io/scroll-to-text-fragment/#syntax
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from index.model import BlockKind, Document, Span
from index.text.languages.scripts import UNSPACED

MOST_WORDS = 8
"""A sentence of up to so many words is found as a whole, a longer one by its first and last words."""

WORDS_AT_EITHER_END = 4
WORDS_AT_MOST = 14
"""Words at the beginning, where fewer stand on the page more than once."""

CHARACTERS_AT_EITHER_END = (20, 12, 6)
"""Of a sentence without spaces; it is cut at a comma where one is within so many."""

LONGEST_LINE = 400
"""Code points before a block that are looked at."""

_LINE_IS_A_BLOCK = {
    BlockKind.LIST, BlockKind.CONTENTS, BlockKind.CODE, BlockKind.FAQ, BlockKind.DEFINITION,
}  # fmt: skip
_NUMBER = re.compile(r"(?:\d{1,3}|[a-zA-Z])[.)]\s+")
_LINE = re.compile(r"[^\n]+")
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_PAUSE = re.compile(r"[，。、；：！？,;:]")


class Fragment(NamedTuple):
    """What is to be found: from `start` to `end`, or `start` alone, after `prefix` or before `suffix`."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    def directive(self) -> str:
        """The fragment as it stands in an address."""
        parts = [_encoded(self.start)]
        if self.end:
            parts.append(_encoded(self.end))
        if self.prefix:
            parts.insert(0, f"{_encoded(self.prefix)}-")
        if self.suffix:
            parts.append(f"-{_encoded(self.suffix)}")
        return f"text={','.join(parts)}"


def fragments_for(document: Document, sentence: Span) -> Iterator[Fragment]:
    """Fragments that find `sentence`, a span of the document's text, the best first, then ever shorter ones.

    Only words that stand together on the page are put together: a cell, an item, a line of code is a block of
    its own, and the number of an item is none of its words.
    """
    stretches = list(_stretches(document, sentence))
    if not stretches:
        return
    page = _Page(document)
    first, last = stretches[0].of(document.text), stretches[-1].of(document.text)
    words = first.split()
    if len(stretches) == 1 and len(words) <= MOST_WORDS:
        yield page.told_apart(Fragment(" ".join(words)), stretches[0])
    else:
        for number in range(WORDS_AT_EITHER_END, 0, -1):
            start, end = words[:number], last.split()[-number:]
            yield page.told_apart(Fragment(" ".join(start), " ".join(end)), stretches[0])
    if len(stretches) == 1 and _UNSPACED.search(first):
        for longest in CHARACTERS_AT_EITHER_END:
            yield Fragment(*_ends(first, longest))


class _Page:
    """The words of a page, to tell what stands there more than once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._words = _plain_page(document.text)

    def told_apart(self, fragment: Fragment, stretch: Span) -> Fragment:
        """The fragment, with more words at its beginning or with words around it where it needs them."""
        if not self._is_repeated(fragment.start):
            return fragment
        text = self._document.text
        words = stretch.of(text).split()
        if fragment.end:
            for number in range(len(fragment.start.split()) + 1, min(len(words), WORDS_AT_MOST) + 1):
                longer = " ".join(words[:number])
                if not self._is_repeated(longer):
                    return fragment._replace(start=longer)
        block = _block(self._document, stretch)
        before = text[block.start : stretch.start].split()[-WORDS_AT_EITHER_END:]
        after = text[stretch.end : block.end].split()[:WORDS_AT_EITHER_END]
        if before:
            return fragment._replace(prefix=" ".join(before))
        if after and not fragment.end and not self._is_repeated(" ".join([fragment.start, *after])):
            return fragment._replace(suffix=" ".join(after))
        return fragment._replace(prefix=" ".join(_above(self._document, block)))

    def _is_repeated(self, words: str) -> bool:
        sought = _plain(words)
        found = self._words.find(sought)
        return found >= 0 and self._words.find(sought, found + 1) >= 0


def _stretches(document: Document, sentence: Span) -> Iterator[Span]:
    """The pieces of a sentence that stand together on the page."""
    for kind, within in _parts_of(document, sentence):
        if kind is BlockKind.TABLE:
            pieces = [piece for cell in _cells(document) if (piece := _common(cell, within))]
        elif kind in _LINE_IS_A_BLOCK:
            pieces = [Span(*line.span()) for line in _LINE.finditer(document.text, within.start, within.end)]
        else:
            pieces = [within]
        for piece in pieces:
            start = piece.start
            if kind is BlockKind.LIST and (number := _NUMBER.match(document.text, start, piece.end)):
                start = number.end()
            if document.text[start : piece.end].strip():
                yield Span(start, piece.end)


def _parts_of(document: Document, sentence: Span) -> Iterator[tuple[BlockKind, Span]]:
    """The blocks that a sentence reaches over, with what it has of each."""
    if document.parts:
        for part in document.parts:
            if common := _common(part.span, sentence):
                yield part.kind, common
        return
    for block in _PARAGRAPH.finditer(document.text, sentence.start, sentence.end):
        yield BlockKind.PARAGRAPH, Span(*block.span())


def _cells(document: Document) -> list[Span]:
    return [cell for part in document.parts for cell in part.cells]


def _above(document: Document, block: Span) -> list[str]:
    """The last words of what stands before a block of the page: a cell, or a line."""
    before = [cell for cell in _cells(document) if cell.end <= block.start]
    line = document.text[max(0, block.start - LONGEST_LINE) : block.start].rstrip().rsplit("\n", 1)[-1]
    if before and not document.text[before[-1].end : block.start].count("\n\n"):
        line = before[-1].of(document.text)
    return _NUMBER.sub("", line, count=1).split()[-WORDS_AT_EITHER_END:]


def _block(document: Document, stretch: Span) -> Span:
    """What stands together on the page with a stretch: its paragraph, its item, its cell."""
    text = document.text
    for part in document.parts:
        if part.span.start <= stretch.start < part.span.end:
            if part.kind is BlockKind.TABLE:
                return stretch
            if part.kind not in _LINE_IS_A_BLOCK:
                return part.span
            start = text.rfind("\n", part.span.start, stretch.start) + 1
            end = text.find("\n", stretch.end, part.span.end)
            return Span(max(start, part.span.start), end if end >= 0 else part.span.end)
    start = text.rfind("\n\n", 0, stretch.start)
    end = text.find("\n\n", stretch.end)
    return Span(start + 2 if start >= 0 else 0, end if end >= 0 else len(text))


def _common(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _ends(sentence: str, longest: int) -> tuple[str, str]:
    """The beginning and the end of a sentence without spaces."""
    pauses = [pause.end() for pause in _PAUSE.finditer(sentence.rstrip("。！？"))]
    start = next((end for end in pauses if end <= longest), longest)
    last = next((end for end in pauses if len(sentence) - end <= longest), len(sentence) - longest)
    return sentence[:start].rstrip("，、；："), sentence[max(start, last) :]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# The sentences of an answer may all be of one book.
@lru_cache(maxsize=8)
def _plain_page(text: str) -> str:
    return _plain(text)


def _encoded(words: str) -> str:
    # A bare hyphen or comma is syntax in a text directive.
    return quote(words, safe="", errors="replace").replace("-", "%2D")
