"""PDFs to blocks: the text of their pages in reading order, without running heads and page numbers."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from index.model import PartialDate
from index.sources.extract.blocks import Unreadable
from index.sources.extract.contents import Contents
from index.sources.extract.metadata import Metadata
from index.sources.extract.titles import LONGEST_HEADING

if TYPE_CHECKING:
    from index.sources.extract.pdf_pages import Line

_MADE: Final = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_NO_TITLE: Final = re.compile(
    r"microsoft|untitled|^\W*$|\.(?:docx?|tex|dvi|pdf|indd|rtf|odt|html?|qxd|ps|pptx?|xlsx?)\b|[\\/]",
    re.IGNORECASE,
)


def read_pdf(content: bytes) -> Contents:
    """The text of a PDF; raise Unreadable when it is locked, broken, or nothing but pictures."""
    from index.sources.extract.pdf_blocks import to_blocks
    from index.sources.extract.pdf_heads import without_running_lines
    from index.sources.extract.pdf_pages import read_paper
    from index.sources.extract.pdf_words import mended

    paper = read_paper(content)
    if not paper.lines:
        raise Unreadable(
            "holds no text: its pages are pictures, as a scanner makes them; let a program recognise the text"
            if paper.pages
            else "holds no pages"
        )
    own = without_running_lines(paper.lines, paper.pages)
    blocks = to_blocks(mended(own), paper.outline)
    dropped = _words(paper.lines) - _words(own)
    title = " ".join(paper.said.get("Title", "").split())
    author = " ".join(paper.said.get("Author", "").split())
    said = Metadata(
        title=title if title and len(title) <= LONGEST_HEADING and not _NO_TITLE.search(title) else None,
        publisher=author if 0 < len(author) <= 200 and "\\" not in author else None,
        published=_day(paper.said.get("CreationDate", "")),
    )
    return Contents(blocks, said, dropped)


def _words(lines: "Sequence[Line]") -> int:
    return sum(len(line.text.split()) for line in lines)


def _day(made: str) -> PartialDate | None:
    """The day on which the file says that it was made."""
    match = _MADE.match(made)
    try:
        return PartialDate(*map(int, match.groups())) if match else None
    except ValueError:
        return None
