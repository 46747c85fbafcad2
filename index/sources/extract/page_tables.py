"""Tables of pages: which hold data, and their rows. Pure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from index.model import BlockKind
from index.sources.extract.blocks import CELL_BORDER, Block, tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST_CELL: Final = 1_500
"""Code points; a table with a longer cell only lays out what is text."""

MOST_SPANNED: Final = 50
"""Columns or rows that a cell is taken to reach over."""

_NOT_IN_A_CELL: Final = ("table", "h1", "h2", "h3", "h4", "h5", "h6")
_LINES: Final = {"li", "p", "div", "dd", "dt", "pre", "ul", "ol"}
_ENDS: Final = (".", "!", "?", ":", ";", ",", "…", "。")


def is_data(table: "HtmlElement") -> bool:
    """Whether a table has rows and columns of something, and not a page's parts in its cells."""
    if table.get("role") in {"presentation", "none"} or next(_inner(table), None) is not None:
        return False
    filled = [sum(1 for cell in row if cell.text_content().strip()) for row in _rows(table)]
    if sum(number > 0 for number in filled) < 2:
        return False
    if sum(number > 1 for number in filled) < 2 and not (max(filled) == 1 and _has_head(table)):
        return False
    return all(len(cell.text_content()) <= LONGEST_CELL for cell in table.iter("td", "th"))


def read_table(table: "HtmlElement") -> list[Block]:
    """The caption, and the rows as lines whose cells are parted by tabs; several header rows become one."""
    rows = list(_rows(table))
    heads = _header_rows(table, rows)
    lines = _spread(rows, heads)
    header = [" ".join(dict.fromkeys(filter(None, column))) for column in zip(*lines[:heads], strict=True)]
    body = [CELL_BORDER.join(line) for line in lines[heads:] if any(line)]
    text = "\n".join([CELL_BORDER.join(header), *body] if heads else body)
    captions = [tidy(one.text_content()).replace("\n", " ") for one in table.iterchildren("caption")]
    blocks = [Block(caption) for caption in captions if caption]
    return [*blocks, Block(text, BlockKind.TABLE, level=min(heads, 1))]


def _has_head(table: "HtmlElement") -> bool:
    """Whether a table says what its rows are, as one with a single column has to that is none for layout."""
    head = next(table.iterchildren("thead"), None)
    return head is not None and next(head.iter("th"), None) is not None


def _inner(table: "HtmlElement") -> Iterator["HtmlElement"]:
    return (one for one in table.iter(*_NOT_IN_A_CELL) if one is not table)


def _rows(table: "HtmlElement") -> Iterator[list["HtmlElement"]]:
    for row in table.iter("tr"):
        yield [cell for cell in row if cell.tag in {"td", "th"}]


def _header_rows(table: "HtmlElement", rows: list[list["HtmlElement"]]) -> int:
    """How many rows at the top name the columns; at least one row is no header."""
    in_head = sum(1 for row in table.iterchildren("thead") for _ in row.iter("tr"))
    number = 0
    for row in rows[:-1]:
        if number >= in_head and not (row and all(cell.tag == "th" or _is_bold(cell) for cell in row)):
            break
        number += 1
    return min(number, 3)


def _is_bold(cell: "HtmlElement") -> bool:
    """Whether all of a cell is bold."""
    whole = "".join(cell.text_content().split())
    return bool(whole) and any(
        "".join(one.text_content().split()) == whole for one in cell.iter("b", "strong")
    )


def _spread(rows: list[list["HtmlElement"]], heads: int) -> list[list[str]]:
    """The rows' texts in columns: a cell that spans rows, or columns of the header, is in each."""
    lines: list[list[str]] = []
    above: dict[int, tuple[int, str]] = {}  # by column: in how many more rows, and what
    for number, row in enumerate(rows):
        line: list[str] = []
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or len(line) in above:
            column = len(line)
            if column in above:
                left, text = above.pop(column)
                line.append(text)
                if left > 1:
                    above[column] = (left - 1, text)
                continue
            assert cell is not None
            text, down = _text(cell), _span(cell, "rowspan")
            for offset in range(_span(cell, "colspan")):
                line.append(text if offset == 0 or number < heads else "")
                if down > 1:
                    above[column + offset] = (down - 1, line[-1])
            cell = next(cells, None)
        lines.append(line)
    width = max((number + 1 for line in lines[heads:] for number, text in enumerate(line) if text), default=1)
    return [line[:width] + [""] * (width - len(line)) for line in lines]


def _span(cell: "HtmlElement", name: str) -> int:
    given = cell.get(name) or "1"
    return max(1, min(int(given), MOST_SPANNED)) if given.isascii() and given.isdecimal() else 1


def _text(cell: "HtmlElement") -> str:
    """The cell in one line: items and paragraphs are parted by a comma where no sign parts them."""
    from lxml import etree

    parts: list[str] = []
    for event, one in etree.iterwalk(cell, events=("start", "end", "comment", "pi")):
        if event in {"start", "end"} and one.tag in _LINES:
            parts.append("\n")
        if event == "start":
            parts.append(" " if one.tag == "br" else (one.text or "").replace("\n", " "))
        elif one is not cell:
            parts.append((one.tail or "").replace("\n", " "))
    text = ""
    for line in tidy("".join(parts)).split("\n"):
        text += f"{'' if not text else ' ' if text.endswith(_ENDS) else ', '}{line}"
    return text
