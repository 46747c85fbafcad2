"""Tables as text (.csv, .tsv) to blocks, whatever parts their cells. Pure."""

import csv
from collections import Counter
from typing import Final

from index.sources.extract.blocks import Unreadable
from index.sources.extract.contents import Contents
from index.sources.extract.metadata import Metadata
from index.sources.extract.sheets import to_table

_BORDERS: Final = ",;\t|"
_LOOKED_AT: Final = 20


def read_csv(text: str) -> Contents:
    """The rows of a table, each with the names of its columns; raise Unreadable for what is none."""
    csv.field_size_limit(1_000_000)
    try:
        rows = list(csv.reader(text.split("\n"), delimiter=_border(text), strict=False))
    except csv.Error as error:
        raise Unreadable(f"is no table: {error}") from error
    blocks, warning = to_table(rows)
    return Contents(blocks, Metadata(warnings=(warning,) if warning else ()))


def _border(text: str) -> str:
    """The character that stands equally often in the first lines; a comma when none does."""
    lines = [line for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    best, most = ",", 0.0
    for border in _BORDERS:
        counts = Counter(next(csv.reader([line], delimiter=border), []).__len__() for line in lines)
        cells, times = counts.most_common(1)[0] if counts else (1, 0)
        if cells > 1 and times * (1 + cells / 1_000) > most:
            best, most = border, times * (1 + cells / 1_000)
    return best
