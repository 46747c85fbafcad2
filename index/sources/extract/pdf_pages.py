"""The pages of a PDF to lines, with where each stands: the one place that knows the library."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from index.sources.extract.blocks import Unreadable, normalise

MOST_PAGES: Final = 3_000
MOST_CHARACTERS: Final = 10_000_000

_UPRIGHT: Final = 0.1
"""Radians; a line that stands at an angle is a stamp or a watermark."""

_BOLD: Final = 600
_LOOSE: Final = 0.52
"""Of a line's letters, the mean width by their size from which on wide gaps are looked for."""

_WIDE: Final = 1.5
"""The width of a gap between two cells, by the size of the letters."""

_FIXED: Final = re.compile(
    rb"mono|courier|consol|typewriter|menlo|code|(?:CM|SF|EC|LM)(?:SL|IT)?TT", re.IGNORECASE
)
_LONGEST_NAME: Final = 100

_PARTED: Final = "\x02\ufffe"
"""What the library writes for a hyphen at the end of a line that goes on."""

_LIGATURES: Final = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_LINE: Final = re.compile(rf"[^\r\n{_PARTED}]+[{_PARTED}]?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page (counted from 1), in points from the page's lower left corner; `height` is its page's.

    Its cells are parted by tabs where much room is between them.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    height: float
    is_bold: bool = False
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What a PDF holds: its lines in the order they were set, how many pages, and what it says of itself.

    `outline` are the titles of its bookmarks with their levels, from 1.
    """

    lines: list[Line]
    pages: int
    said: dict[str, str]
    outline: list[tuple[str, int]]


def read_paper(content: bytes) -> Paper:
    """The lines of a PDF; raise Unreadable when it cannot be opened or has too many pages."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise Unreadable("is protected by a password" if is_locked else "is no whole PDF") from error
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"has {len(document)} pages; up to {MOST_PAGES} are read")
        lines: list[Line] = []
        characters = 0
        for number in range(len(document)):
            try:
                found = list(_lines(document[number], number + 1))
            except pdfium.PdfiumError:  # a page that is broken takes no other with it
                continue
            characters += sum(len(line.text) for line in found)
            if characters > MOST_CHARACTERS:
                raise Unreadable(f"holds more than {MOST_CHARACTERS:,} characters")
            lines.extend(found)
        outline = [(" ".join(one.get_title().split()), one.level + 1) for one in document.get_toc()]
        return Paper(lines, len(document), document.get_metadata_dict(), outline)
    finally:
        document.close()


def _lines(page: Any, number: int) -> Iterator[Line]:
    height = page.get_height()
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        text = text_page.get_text_range() if count > 0 else ""
        if len(text) != count:  # characters outside the plane, or left out: places are of characters
            text = "".join(chr(raw.FPDFText_GetUnicode(text_page.raw, place)) for place in range(count))
        pieces = [
            piece
            for match in _LINE.finditer(text)
            if (piece := _line(text_page.raw, match, number, height)) is not None
        ]
        yield from _side_by_side(pieces)
    finally:
        text_page.close()
        page.close()


def _line(text_page: Any, match: re.Match[str], number: int, height: float) -> Line | None:
    text = match[0]
    body = text.strip()
    if not body:
        return None
    start = match.start() + len(text) - len(text.lstrip())
    end = match.start() + len(text.rstrip()) - 1
    if abs(raw.FPDFText_GetCharAngle(text_page, start)) > _UPRIGHT:
        return None
    first, last = _box(text_page, start), _box(text_page, end)
    left, right = min(first[0], last[0]), max(first[1], last[1])
    places = (start, (start + end) // 2, end)
    size = sorted(round(raw.FPDFText_GetFontSize(text_page, place), 1) for place in places)[1]
    if right - left > _LOOSE * size * len(body):
        body = _with_borders(text_page, body, start, size)
    body = normalise(body.rstrip(_PARTED).translate(_LIGATURES))
    return Line(
        number,
        f"{body}-" if text[-1] in _PARTED else body,
        left, right, first[2], first[3], size, height,
        is_bold=all(raw.FPDFText_GetFontWeight(text_page, place) >= _BOLD for place in places),
        is_code=all(_is_fixed(text_page, place) for place in places),
    )  # fmt: skip


def _with_borders(text_page: Any, body: str, start: int, size: float) -> str:
    """The line with tabs for the spaces that are as wide as those between cells."""
    characters = list(body)
    for place, character in enumerate(body):
        if character == " " and 0 < place < len(body) - 1:
            before, after = _box(text_page, start + place - 1), _box(text_page, start + place + 1)
            if after[0] - before[1] > _WIDE * size:
                characters[place] = "\t"
    return re.sub(r" *\t[ \t]*", "\t", "".join(characters))


def _is_fixed(text_page: Any, place: int) -> bool:
    """Whether the letters of a character's font are all of one width, as those of programs are."""
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(_LONGEST_NAME)
    raw.FPDFText_GetFontInfo(text_page, place, name, _LONGEST_NAME, flags)
    return bool(flags.value & 1) or _FIXED.search(name.value) is not None


def _box(text_page: Any, place: int) -> tuple[float, float, float, float]:
    """Left, right, bottom and top of a character, as high as its font is."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, place, box)
    return box.left, box.right, box.bottom, box.top


def _side_by_side(pieces: Sequence[Line]) -> Iterator[Line]:
    """Lines put together of pieces that follow each other at one height, far apart as cells are."""
    before: Line | None = None
    for piece in pieces:
        if before is not None and _is_beside(before, piece):
            border = "\t" if piece.left - before.right > _WIDE * max(piece.size, 6) else " "
            before = replace(
                before,
                text=f"{before.text}{border}{piece.text}",
                right=piece.right,
                bottom=min(before.bottom, piece.bottom),
                top=max(before.top, piece.top),
                is_bold=before.is_bold and piece.is_bold,
                is_code=before.is_code and piece.is_code,
            )
            continue
        if before is not None:
            yield before
        before = piece
    if before is not None:
        yield before


def _is_beside(before: Line, piece: Line) -> bool:
    overlap = min(before.top, piece.top) - max(before.bottom, piece.bottom)
    smaller = min(before.top - before.bottom, piece.top - piece.bottom)
    return piece.left >= before.right - 1 and overlap > 0.5 * smaller
