"""What a text is made of: ranges, and its parts with their kinds. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of Unicode code points in some text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this range."""
        return text[self.start : self.end]


class BlockKind(StrEnum):
    """What a block of a text is. A line break within one parts items, rows, or lines that have to stay apart.

    Of FAQ and DEFINITION the first line is the question or the term, and the others belong to it. CONTENTS
    is a list that is mostly links: a table of contents, an index.
    """

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    QUOTE = "quote"
    FAQ = "faq"
    DEFINITION = "definition"
    CONTENTS = "contents"


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a document's text, and where it stands.

    `level` is that of a heading (1 to 6), or the number of a table's header rows (0 or 1), else 0. `cells`
    are the cells of a table as they stand on the page: its rows are put together of them.
    """

    span: Span
    kind: BlockKind
    level: int = 0
    cells: tuple[Span, ...] = ()

    def to_row(self) -> list[Any]:
        """The part as JSON; the cells, which few have, at the end."""
        row: list[Any] = [self.span.start, self.span.end, self.kind, self.level]
        return [*row, [[cell.start, cell.end] for cell in self.cells]] if self.cells else row

    @classmethod
    def from_row(
        cls, start: int, end: int, kind: str, level: int, cells: Iterable[Sequence[int]] = ()
    ) -> Self:
        """The part that `to_row` has made a row of."""
        return cls(Span(start, end), BlockKind(kind), level, tuple(Span(*cell) for cell in cells))
