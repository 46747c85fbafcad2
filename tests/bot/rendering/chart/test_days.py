"""The picture of /stats: a whole PNG in which more questions are a higher bar."""

import struct
import zlib
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.rendering.chart.days import HEIGHT, WIDTH, Day, draw_days

FIRST = date(2026, 11, 1)
counts = st.integers(0, 10**6)
many_days = st.lists(st.tuples(counts, counts, counts, counts), min_size=1, max_size=40)
BLUE, GREEN, RED = 3, 6, 7


def pixels(png: bytes) -> list[bytes]:
    """The rows of a PNG of one byte a pixel, each without its filter; every chunk's checksum is right."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = {}, 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        content = png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + content)
        chunks[kind] = content
        at += 12 + length
    assert struct.unpack(">IIBBBBB", chunks[b"IHDR"]) == (WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    lines = zlib.decompress(chunks[b"IDAT"])
    assert len(lines) == HEIGHT * (WIDTH + 1)
    assert max(lines) < len(chunks[b"PLTE"]) // 3
    return [lines[row * (WIDTH + 1) + 1 : (row + 1) * (WIDTH + 1)] for row in range(HEIGHT)]


def area(png: bytes, colour: int) -> int:
    return sum(row.count(colour) for row in pixels(png))


@settings(max_examples=20)
@given(many_days)
def test_any_days_are_a_whole_picture(figures: list[tuple[int, int, int, int]]) -> None:
    days = [Day(FIRST + timedelta(days=number), *each) for number, each in enumerate(figures)]
    assert pixels(draw_days(days))


def test_bars_are_as_high_as_what_they_count() -> None:
    quiet = draw_days([Day(FIRST, answered=1), Day(FIRST + timedelta(days=1), refused=4)])
    busy = draw_days([Day(FIRST, answered=2), Day(FIRST + timedelta(days=1), refused=4)])
    assert area(busy, BLUE) == pytest.approx(2 * area(quiet, BLUE), rel=0.05)
    assert area(quiet, BLUE) > 0


def test_votes_go_up_and_down() -> None:
    picture = draw_days([Day(FIRST, useful=3, useless=1)])
    assert area(picture, GREEN) == pytest.approx(3 * area(picture, RED), rel=0.1)
    assert area(picture, RED) > 0
