"""Workbooks (.xlsx) to blocks: a heading a sheet, and its rows with the names of their columns."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from index.model import BlockKind
from index.sources.extract.archive import Archive
from index.sources.extract.blocks import Block, Unreadable
from index.sources.extract.contents import Contents
from index.sources.extract.office_properties import read_properties
from index.sources.extract.sheets import to_table


def read_xlsx(content: bytes) -> Contents:
    """The sheets of a workbook that can be seen; raise Unreadable when it is broken or locked."""
    archive = Archive(content)
    if not any(name.startswith("xl/") for name in archive.names):
        raise Unreadable("is no workbook")
    import python_calamine

    said, blocks = read_properties(archive), list[Block]()
    try:
        workbook = python_calamine.load_workbook(BytesIO(content))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
        ]
        sheets = [(name, workbook.get_sheet_by_name(name).to_python()) for name in names]
    except Exception as error:  # its errors have no common kind
        raise Unreadable(f"is a broken workbook ({type(error).__name__})") from error
    filled = [(name, rows) for name, rows in sheets if any(cell != "" for row in rows for cell in row)]
    for name, rows in filled:
        table, warning = to_table([[_text(cell) for cell in row] for row in rows])
        heading = [Block(name, BlockKind.HEADING, level=2)] if len(filled) > 1 else []
        blocks += [*heading, *table]
        said = said.with_warnings((f"{name}: {warning}",) if warning else ())
    return Contents(blocks, said)


def _text(cell: Any) -> str:
    """A cell as its reader would write it."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.12g}"
        case datetime():
            is_day = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
            return cell.date().isoformat() if is_day else cell.isoformat(" ", "minutes")
        case date() | time() | timedelta():
            return str(cell)
        case _:
            return str(cell)
