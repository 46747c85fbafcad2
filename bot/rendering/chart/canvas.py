"""A picture of few colours to draw rectangles and numbers on. Pure."""

import struct
import zlib
from collections.abc import Sequence
from typing import Final

_DIGITS: Final = {
    "0": "01110 10001 10011 10101 11001 10001 01110",
    "1": "00100 01100 00100 00100 00100 00100 01110",
    "2": "01110 10001 00001 00110 01000 10000 11111",
    "3": "11110 00001 00001 01110 00001 00001 11110",
    "4": "00010 00110 01010 10010 11111 00010 00010",
    "5": "11111 10000 11110 00001 00001 10001 01110",
    "6": "01110 10000 10000 11110 10001 10001 01110",
    "7": "11111 00001 00010 00100 01000 01000 01000",
    "8": "01110 10001 10001 01110 10001 10001 01110",
    "9": "01110 10001 10001 01111 00001 00001 01110",
    "%": "11001 11010 00010 00100 01000 01011 10011",
    ".": "00000 00000 00000 00000 00000 01100 01100",
}
_DIGIT_WIDTH: Final = 6
_DIGIT_HEIGHT: Final = 7
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

Colour = tuple[int, int, int]


class Canvas:
    """`width` times `height` pixels, each the number of a colour of `palette`, at first 0."""

    def __init__(self, width: int, height: int, palette: Sequence[Colour]) -> None:
        self.width, self.height = width, height
        self._palette = palette
        self._rows = [bytearray(width) for _ in range(height)]

    def fill(self, left: int, top: int, right: int, bottom: int, colour: int) -> None:
        """Colour the pixels from (left, top) up to, not with, (right, bottom); outside nothing is drawn."""
        left, right = max(0, left), min(self.width, right)
        for row in self._rows[max(0, top) : max(0, bottom)]:
            if right > left:
                row[left:right] = bytes([colour]) * (right - left)

    def write(self, right: int, top: int, text: str, colour: int, *, scale: int = 2) -> None:
        """Write a number, with `.` and `%`, that ends at `right`."""
        left = right - len(text) * _DIGIT_WIDTH * scale
        for place, character in enumerate(text):
            for y, line in enumerate(_DIGITS[character].split()):
                for x, dot in enumerate(line):
                    if dot == "1":
                        at_x = left + (place * _DIGIT_WIDTH + x) * scale
                        at_y = top + y * scale
                        self.fill(at_x, at_y, at_x + scale, at_y + scale, colour)

    def colour_at(self, x: int, y: int) -> int:
        """The number of the colour of a pixel."""
        return self._rows[y][x]

    def png(self) -> bytes:
        """The picture as a PNG file (ISO/IEC 15948), one byte a pixel."""
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        colours = b"".join(bytes(colour) for colour in self._palette)
        lines = b"".join(b"\0" + row for row in self._rows)
        chunks = [(b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")]
        return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def text_height(scale: int = 2) -> int:
    """How many pixels high a number is."""
    return _DIGIT_HEIGHT * scale


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
