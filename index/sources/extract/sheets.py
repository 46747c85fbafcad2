"""Rows of cells to tables: which row names the columns, and what stands above it. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from index.model import BlockKind
from index.sources.extract.blocks import CELL_BORDER, Block

MOST_ROWS: Final = 20_000
_LONGEST_NAME: Final = 80
_FIGURE: Final = re.compile(r"[\s\d.,:/%+$€£₽()-]+")


def to_table(rows: Sequence[Sequence[str]]) -> tuple[list[Block], str | None]:
    """The rows as a table, below the lines that stand over it, and a warning when some were left out."""
    filled = [[" ".join(cell.split()) for cell in row] for row in rows[:MOST_ROWS]]
    filled = [row for row in filled if any(row)]
    columns = [number for number in range(max(map(len, filled), default=0)) if _has(filled, number)]
    lines = [[row[number] if number < len(row) else "" for number in columns] for row in filled]
    warning = (
        f"only the first {MOST_ROWS:,} of its {len(rows):,} rows were read" if len(rows) > MOST_ROWS else None
    )
    above = 0
    if len(columns) > 1:
        above = next((number for number, line in enumerate(lines) if sum(map(bool, line)) > 1), 0)
    blocks = [Block(" ".join(filter(None, line))) for line in lines[:above]]
    table = lines[above:]
    if table:
        text = "\n".join(CELL_BORDER.join(line) for line in table)
        kind = BlockKind.TABLE if len(columns) > 1 else BlockKind.LIST
        blocks.append(Block(text, kind, level=int(kind is BlockKind.TABLE and _is_header(table))))
    return blocks, warning


def _has(rows: Sequence[Sequence[str]], number: int) -> bool:
    return any(number < len(row) and row[number] for row in rows)


def _is_header(table: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: short words, each once, above something else."""
    names = [name for name in table[0] if name]
    if len(table) < 2 or len(names) < max(1, len(table[0]) - 1) or len(set(names)) < len(names):
        return False
    return all(len(name) <= _LONGEST_NAME and not _FIGURE.fullmatch(name) for name in names)
