import pytest

from index.model import BlockKind, Part, Span
from index.text.contents import with_contents


def kinds(*blocks: tuple[BlockKind, str]) -> list[BlockKind]:
    text, parts = "", []
    for kind, block in blocks:
        parts.append(Part(Span(len(text), len(text) + len(block)), kind, 2 * (kind is BlockKind.HEADING)))
        text += f"{block}\n\n"
    return [part.kind for part in with_contents(text, parts)]


HEADED = (
    (BlockKind.HEADING, "8.1. Which?"),
    (BlockKind.PARAGRAPH, "These."),
    (BlockKind.HEADING, "8.2. Why?"),
)


@pytest.mark.parametrize(
    "block",
    ["8.1. Which?\n8.2. Why?", "8.1. Which? ..... 12\n8.2. Why?\t13", "8.1. which?\n8.2. Why?\nIndex"],
)
def test_lines_that_headings_repeat_are_a_table_of_contents(block: str) -> None:
    assert kinds((BlockKind.LIST, block), *HEADED)[0] is BlockKind.CONTENTS


def test_so_are_paragraphs_in_a_row_and_numbered_lines_of_a_whole_book() -> None:
    entries = tuple((BlockKind.PARAGRAPH, line) for line in ("8.1. Which?", "8.2. Why?"))
    assert kinds(*entries, *HEADED)[:2] == [BlockKind.CONTENTS] * 2
    book = "A.1. The beginning\nA.2. The middle\nA.3. The end\nA.3.1. Notes"
    assert kinds((BlockKind.LIST, book)) == [BlockKind.CONTENTS]


@pytest.mark.parametrize(
    "block",
    ["8.1. Which?", "Water\nLight\nHeat\nAir", "1.5 kg of flour.\n2.5 kg of sugar.\n3.5 kg of salt.\n4.5 l."],
)
def test_other_lists_are_none(block: str) -> None:
    assert kinds((BlockKind.LIST, block), *HEADED)[0] is BlockKind.LIST
