"""Figures as a table, and the bar that is seen while they are worked out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.command.printing import visible

if TYPE_CHECKING:
    from index.sources.ingest import Progress

Row = Mapping[str, str]
"""Column → text; the first column names the row, others may be missing."""


def print_table(rows: Sequence[Row]) -> None:
    """The rows as a Markdown table; in a terminal a column a row, which fits its width."""
    if sys.stdout.isatty():
        _print_rich_table(rows)
    else:
        sys.stdout.write(markdown_table(rows) + "\n")


def markdown_table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, its columns aligned."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(f"| {' | '.join(map(str.ljust, line, widths))} |" for line in lines)


@contextmanager
def progress_bar(doing: str) -> Iterator[Progress | None]:
    """A bar on the standard error where somebody is watching it, nothing otherwise."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print_rich_table(rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    naming, *others = dict.fromkeys(name for row in rows for name in row)
    table = Table("", box=None, pad_edge=False)
    for row in rows:
        table.add_column(Text(visible(row[naming])))
    for name in others:
        table.add_row(Text(name, "bold"), *(row.get(name, "") for row in rows))
    Console().print(table)
