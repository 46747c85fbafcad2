"""The elements of a page to blocks, in document order. Pure."""

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from index.model import BlockKind
from index.sources.extract.blocks import Block, split_mark, tidy
from index.sources.extract.page_tables import is_data, read_table
from index.sources.extract.preformatted import read_preformatted

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMMENT: Final = re.compile("<!--.*?(?:-->|$)", re.DOTALL)
_HEADINGS: Final = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LISTS: Final = {"ul", "ol", "menu", "dir"}
_PARTING: Final = _HEADINGS | _LISTS | {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html",
    "legend", "li", "main", "nav", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr",
}  # fmt: skip
_NOT_IN_A_LINE: Final = (*_HEADINGS, "blockquote", "dl", "pre", "table", "details", "figure")


class Piece(NamedTuple):
    """A block, and the element of the page that it was made of."""

    block: Block
    element: "HtmlElement"


def walk(root: "HtmlElement") -> list[Piece]:
    """The blocks of an element. A list is one block, unless its items hold more than words."""
    return _Walk().pieces(root)


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item if it has numbers, and what its open item is like."""

    number: int | None
    is_line: bool = True
    has_begun: bool = False


class _Walk:
    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._runs: list[str] = []  # of the paragraph that is open
        self._lines: list[str] = []  # of the list that is open
        self._lists: list[_List] = []
        self._prefix = ""  # the number of the item that has begun
        self._terms: list[str] = []  # what the next paragraph defines
        self._in_term = self._quotes = 0
        self._level = 0  # of the last heading

    def pieces(self, root: "HtmlElement") -> list[Piece]:
        """The pieces of an element and all in it."""
        from lxml import etree

        whole = None
        walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, one in walker:
            if event == "comment":
                self._runs.append(f"<!--{one.text}-->")
            elif event == "start":
                if self._take_whole(one):
                    walker.skip_subtree()
                    whole = one
                else:
                    self._open(one)
            elif event == "end" and one is not whole:
                self._close(one)
            if event != "start" and one is not root:
                self._add(one.tail)
        self._flush(root)
        self._end_list(root)
        self._end_terms(root)
        return self._pieces

    def _take_whole(self, element: "HtmlElement") -> bool:
        """Make blocks of code, or of a table of data, whose elements are not to be walked through."""
        if element.tag == "pre":
            blocks = read_preformatted(element.text_content())
        elif element.tag == "table" and is_data(element):
            blocks = read_table(element)
        else:
            return False
        self._flush(element)
        self._end_list(element)
        self._end_terms(element)
        self._pieces += [Piece(block, element) for block in blocks]
        return True

    def _open(self, element: "HtmlElement") -> None:
        tag = element.tag
        if tag in _PARTING:
            self._flush(element)
        if tag == "br":
            self._runs.append("\n")
        elif tag in _LISTS:
            self._lists.append(_List(_first_number(element) if tag == "ol" else None))
        elif tag == "li":
            self._begin_item(element)
        elif tag == "dt":
            self._in_term += 1
        elif tag == "blockquote":
            self._quotes += 1
        self._add(element.text)

    def _close(self, element: "HtmlElement") -> None:
        tag = element.tag
        if tag in _PARTING:
            self._flush(element)
        if tag in _LISTS and self._lists:
            self._lists.pop()
            if self._lists and self._lists[-1].is_line:
                self._lists[-1].has_begun = False  # what follows an inner list is a line of its own
            else:
                self._end_list(element)
        elif tag == "dt":
            self._in_term -= 1
        elif tag in {"dl", "dd"}:
            self._end_terms(element)
        elif tag == "blockquote":
            self._quotes -= 1

    def _begin_item(self, element: "HtmlElement") -> None:
        if not self._lists:
            return
        its_list = self._lists[-1]
        self._prefix = ""
        if its_list.number is not None:
            self._prefix = f"{its_list.number}. "
            its_list.number += 1
        its_list.is_line = not _holds_more_than_words(element)
        its_list.has_begun = False
        if not its_list.is_line:
            self._end_list(element)

    def _add(self, text: str | None) -> None:
        if text:
            self._runs.append(text.replace("\n", " "))

    def _flush(self, element: "HtmlElement") -> None:
        """End the paragraph that is open, at the beginning or the end of an element."""
        if not self._runs:
            return
        text, mark = split_mark("".join(self._runs).strip())
        self._runs.clear()
        text = tidy(_COMMENT.sub("", text))
        if text:
            self._put(text, mark, element)
        elif mark is not None and self._pieces:
            last = self._pieces[-1]
            self._pieces[-1] = last._replace(block=replace(last.block, mark=mark))

    def _put(self, text: str, mark: str | None, element: "HtmlElement") -> None:
        if self._lists and self._lists[-1].is_line:
            return self._put_line(text)
        prefix, self._prefix = self._prefix, ""
        if self._in_term:
            self._terms.append(prefix + " ".join(text.split()))
        elif element.tag in _HEADINGS or element.tag == "summary":
            self._put_heading(prefix + " ".join(text.split()), element)
        elif self._terms:
            text = f"{', '.join(self._terms)}\n{text}"
            self._terms.clear()
            self._pieces.append(Piece(Block(text, BlockKind.DEFINITION, mark=mark), element))
        else:
            kind = BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH
            self._pieces.append(Piece(Block(prefix + text, kind, mark=mark), element))
        return None

    def _put_heading(self, text: str, element: "HtmlElement") -> None:
        self._end_terms(element)
        level = min(self._level + 1, 6)
        if element.tag != "summary":
            self._level = level = int(str(element.tag)[1])
        self._pieces.append(Piece(Block(text, BlockKind.HEADING, level), element))

    def _put_line(self, text: str) -> None:
        text = " ".join(text.split())
        if self._lists[-1].has_begun and self._lines and not self._prefix:
            self._lines[-1] += f" {text}"
        else:
            self._lines.append(self._prefix + text)
        self._lists[-1].has_begun, self._prefix = True, ""

    def _end_list(self, element: "HtmlElement") -> None:
        if self._lines:
            text, mark = split_mark("\n".join(self._lines))
            self._lines.clear()
            kind = BlockKind.LIST
            if self._terms:
                text, kind = f"{', '.join(self._terms)}\n{text}", BlockKind.DEFINITION
                self._terms.clear()
            self._pieces.append(Piece(Block(text, kind, mark=mark), element))

    def _end_terms(self, element: "HtmlElement") -> None:
        if self._terms:
            self._pieces.append(Piece(Block(", ".join(self._terms)), element))
            self._terms.clear()


def _first_number(element: "HtmlElement") -> int:
    start = element.get("start") or ""
    return int(start) if start.isascii() and start.isdecimal() and len(start) <= 6 else 1


def _holds_more_than_words(item: "HtmlElement") -> bool:
    """Whether an item of a list is more than a line and the lines of lists within it."""
    return (
        next(item.iter(*_NOT_IN_A_LINE), None) is not None
        or sum(1 for _ in islice(item.iterchildren("p"), 2)) > 1
    )
