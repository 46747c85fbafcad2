"""Blocks to one text, with what its parts are and where they stand. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.model import BlockKind, Mark, Part, Place, Span
from index.sources.extract.blocks import CELL_BORDER, Block
from index.sources.extract.lines import split_paragraphs

SEPARATOR = "\n\n"

_Piece = tuple[str, bool]
"""Some of a row, and whether it is a cell as it stands on the page."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A text with a blank line between its blocks; marks, parts and places have offsets into it."""

    text: str
    marks: tuple[Mark, ...]
    parts: tuple[Part, ...]
    places: tuple[Place, ...] = ()


def compose(blocks: Sequence[Block]) -> Composed:
    """The text of the blocks. A row below a header names its cells: `Banner — Price: 1,050 € · Size: big`."""
    texts: list[str] = []
    marks: list[Mark] = []
    parts: list[Part] = []
    places: list[Place] = []
    start = 0
    for block in blocks:
        text, cells = _table(block, start) if block.kind is BlockKind.TABLE else (_prose(block), ())
        end = start + len(text)
        if block.mark is not None:
            marks.append(Mark(end, block.mark))
        parts.append(Part(Span(start, end), block.kind, block.level, cells))
        for offset, reference in ((0, block.place), *block.turns):
            if reference and not (places and places[-1].reference == reference):
                places.append(Place(start + offset, reference))
        texts.append(text)
        start = end + len(SEPARATOR)
    return Composed(SEPARATOR.join(texts), tuple(marks), tuple(parts), tuple(places))


def _prose(block: Block) -> str:
    """The text of a block whose lines are no rows; a paragraph that was wrapped by hand is one line."""
    if block.kind not in {BlockKind.PARAGRAPH, BlockKind.QUOTE} or "\n" not in block.text:
        return block.text
    return "\n".join(paragraph.text for paragraph in split_paragraphs(block.text.split("\n")))


def _table(block: Block, offset: int) -> tuple[str, tuple[Span, ...]]:
    """The text of a table that begins at `offset`, and where its cells are in the whole text."""
    rows = [[cell.strip() for cell in line.split(CELL_BORDER)] for line in block.text.split("\n")]
    header = rows[0] if block.level and len(rows) > 1 else None
    text = ""
    cells: list[Span] = []
    for row in rows:
        names = header if row is not header else None
        text += "\n" if text else ""
        for piece, is_cell in _named(row, names) if names else _plain(row):
            if is_cell:
                cells.append(Span(offset + len(text), offset + len(text) + len(piece)))
            text += piece
    return text, tuple(cells)


def _plain(row: Sequence[str]) -> Iterator[_Piece]:
    yield from _parted(((cell, True) for cell in row if cell), " | ")


def _named(row: Sequence[str], names: Sequence[str]) -> Iterator[_Piece]:
    """The row of a table with a header: its first cell, then each other one with its name."""
    if row[0]:
        yield row[0], True
        yield (" — ", False) if any(row[1:]) else ("", False)
    parted = False
    for number, cell in enumerate(row[1:], 1):
        if not cell:
            continue
        name = names[number] if number < len(names) else ""
        yield " · " if parted else "", False
        yield f"{name}: " if name else "", False
        yield cell, True
        parted = True


def _parted(pieces: Iterator[_Piece], border: str) -> Iterator[_Piece]:
    for number, piece in enumerate(pieces):
        if number:
            yield border, False
        yield piece
