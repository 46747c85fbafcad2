"""No text is slow to read: four times as much of it takes about four times as long."""

import gc
import time
from collections.abc import Callable

import pytest

from index.sources.extract.lines import split_paragraphs
from index.text.analysis import tokenize
from index.text.passages import split_passages

PIECES = (
    ".", ". ", ".)", "a.b.", "(", "«. ", "1,", "1 111 ", "-", "a'", "_a", "x", "8. ", "a\n", "a-\n", "C++",
    "aBc", "第。", "한", "\u0301", "[1]", "? ", "Table 1. ", "1) a\n", "- \n", " ", "·",
)  # fmt: skip
CODE_POINTS = 1_000
MOST = 9
"""Times as long for four times as much: a quadratic place takes sixteen times as long."""

NOISE_SECONDS = 0.03


def seconds(read: Callable[[str], object], text: str) -> float:
    """The shorter of two runs, in this process's own time."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        read(text)
        taken.append(time.process_time() - began)
    return min(taken)


@pytest.mark.system
@pytest.mark.parametrize(
    "read",
    [
        lambda text: split_passages(text, "en"),
        tokenize,
        lambda text: list(split_paragraphs(text.split("\n"))),
    ],
    ids=["passages", "tokens", "lines"],
)
def test_time_grows_with_the_text(read: Callable[[str], object]) -> None:
    gc.collect()
    slow = []
    for piece in PIECES:
        few, many = (piece * (count // len(piece)) + "x" for count in (CODE_POINTS, 4 * CODE_POINTS))
        if all(slower(read, few, many) for _ in range(4)):
            slow.append(piece)
    assert slow == []


def slower(read: Callable[[str], object], few: str, many: str) -> bool:
    """Whether the longer text took too long; once may be the machine's pause, every time is not."""
    return seconds(read, many) > MOST * seconds(read, few) + NOISE_SECONDS
