"""Texts four times as long take about four times as long to read, whatever they are made of."""

import time
from contextlib import suppress

import pytest

from index.errors import SourceError
from index.sources.extract import extract

PIECES = [
    "<!-- at: ", "<!-- at: " + " " * 50, "<script ", "&lt;!--", "<script>x", "</script>", ".", "...",
    "%% ", "==a ",
    "[[a|", "{{", "{% ", "{{< ", "[^a", ":::x\n", "a:: b\n", "> [!n] x\n", "- ", "===\n", "a\n===\n",
    "|a|\n|-|\n",
    "`", "``` \n", "<a href=", "<ul><li>", "<tr><td>", "<sup>1", "<span hidden>", "2024-01-01 ", "[Page 1]\n",
    "Share this article\n", "---\n", "Title: a\n", "![a](", ".. a::\n", "a::\n  x\n", ":a:`b",
    "#+begin_src\n",
    "[[a][", "|===\n", "----\n", "<<a", "*", "_", "\n", " ", "\u0301", "é",
]  # fmt: skip


@pytest.mark.system
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.rst", "a.org", "a.adoc"])
def test_the_time_to_read_grows_no_faster_than_the_text(name: str) -> None:
    slow = [piece for piece in PIECES if growth(piece, name) > 12]
    assert slow == []


def growth(piece: str, name: str) -> float:
    """How many times as long four times the text takes; what takes hardly any time counts as 50 ms.

    A machine that pauses makes one measurement long and none short: of several tries the least is
    taken, and only a suspect is tried again.
    """
    tries: list[float] = []
    while len(tries) < 4 and (not tries or min(tries) > 12):
        tries.append(seconds(piece * 8_000, name) / max(seconds(piece * 2_000, name), 0.05))
    return min(tries)


def seconds(text: str, name: str) -> float:
    """The processor time that a text takes, or the refusal of it."""
    started = time.process_time()
    with suppress(SourceError):
        extract(text.encode(), name)
    return time.process_time() - started
