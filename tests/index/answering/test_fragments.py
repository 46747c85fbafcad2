from urllib.parse import unquote

import pytest

from index.answering.links import LONGEST_LINK, link_to
from index.model import BlockKind, Document, DocumentId, SourceId, Span
from index.sources.extract.blocks import Block
from index.sources.extract.composing import compose

URL = "https://example.org/a"


def found(sentence: str, *blocks: Block, occurrence: int = 0) -> str:
    """What the link to a sentence of a document of these blocks tells a browser to find."""
    composed = compose(blocks)
    text, parts = composed.text, composed.parts
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(sentence, start + 1)
    document = Document(DocumentId("d"), SourceId("s"), "Title", text, url=URL, parts=parts)
    link = link_to(document, Span(start, start + len(sentence)))
    assert link is not None
    assert len(link.encode()) <= LONGEST_LINK
    return unquote(link.removeprefix(f"{URL}#:~:text="))


def test_a_row_is_found_by_its_cells_without_what_is_not_on_the_page() -> None:
    table = Block(
        "Weight\tZone 1\tZone 2\nup to 2 kg\t4.90\t7.50\nup to 5 kg\t6.20\t9.80", BlockKind.TABLE, 1
    )
    assert found("up to 5 kg — Zone 1: 6.20 · Zone 2: 9.80", table) == "up to 5 kg,9.80"


def test_a_cell_that_is_there_twice_is_told_by_the_one_before() -> None:
    table = Block("Day\tOpen\nMonday\tyes\nMonday\tno", BlockKind.TABLE, 1)
    assert found("Monday — Open: no", table) == "yes-,Monday,no"


def test_an_item_is_found_without_its_number_and_a_list_from_its_lead_to_its_end() -> None:
    blocks = (Block("The fee covers:"), Block("1. water\n2. light and heat", BlockKind.LIST))
    assert found("2. light and heat", *blocks) == "light and heat"
    assert (
        found("The fee covers:\n\n1. water\n2. light and heat", *blocks) == "The fee covers:,light and heat"
    )


def test_sentences_that_begin_alike_are_told_apart_by_more_of_their_words() -> None:
    halls = [
        Block(f"The fee for the hire of the {name} hall is {fee} euros a day and more.")
        for name, fee in (("Mill", 120), ("Barn", 310))
    ]
    sentence = "The fee for the hire of the Barn hall is 310 euros a day and more."
    assert found(sentence, *halls) == "The fee for the hire of the Barn,a day and more."


def test_the_same_sentence_is_told_apart_by_what_stands_beside_it() -> None:
    first = Block("In the mill it is cold. Bring a coat. Or two.")
    second = Block("In the barn it is warm. Bring a coat. You may need it.")
    assert found("Bring a coat.", first, second, occurrence=1) == "barn it is warm.-,Bring a coat."
    third = Block("Bring a coat. It rains.")
    assert found("Bring a coat.", first, third, occurrence=1) == "Bring a coat.,-It rains."
    heading = Block("The barn", BlockKind.HEADING, 2)
    alone = Block("Bring a coat.")
    assert found("Bring a coat.", first, heading, alone, occurrence=1) == "The barn-,Bring a coat."


@pytest.mark.parametrize("length", [120, 900])
def test_a_long_sentence_without_spaces_is_found_by_its_ends(length: int) -> None:
    sentence = f"市政府在三月一日宣布，{'港口的第三个码头将扩建' * (length // 10)}，总费用约为六亿元。"
    start, end = found(sentence, Block(sentence), occurrence=0).split(",")
    assert sentence.startswith(start)
    assert sentence.endswith(end)
    assert "，" not in start
