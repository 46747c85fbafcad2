from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from index.sources.extract.plain import read_plain


def texts(text: str) -> list[str]:
    return [block.text for block in read_plain(text)[0]]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("One.\n\n\n \nTwo.  Still\ttwo.\n") == ["One.", "Two. Still two."]


def test_wrapped_lines_are_joined() -> None:
    text = (
        "This paragraph was wrapped by an editor at about sixty\n"
        "characters, as people did for letters, so its lines have\n"
        "to be put together again.\n\nNext."
    )
    assert texts(text) == [" ".join(text.split("\n\n", maxsplit=1)[0].split("\n")), "Next."]


def test_short_lines_are_kept_apart() -> None:
    assert texts("Footnote Ltd\n1 High Street\nLondon") == ["Footnote Ltd\n1 High Street\nLondon"]


def test_items_are_lines_without_their_bullets() -> None:
    text = "To buy:\n• milk and a great many other things that are on this list\n- bread\n1. the first one"
    assert texts(text) == [
        "To buy:",
        "milk and a great many other things that are on this list\nbread\n1. the first one",
    ]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    line = "A whole paragraph stands on a single line here, as many programs write it. " * 3
    assert texts(f"{line}\n{line.upper()}") == [line.strip(), line.upper().strip()]


def test_a_mark_belongs_to_its_paragraph() -> None:
    (block,), _, _ = read_plain("Our words. <!-- at: their own words -->")
    assert (block.text, block.mark) == ("Our words.", "their own words")


def test_a_dateline_tells_the_day_of_publication() -> None:
    text = "Updated Sep 13, 2021, 8:02 a.m. Published Jun 7, 2018, 8:51 p.m.\n\nText."
    blocks, found, _ = read_plain(text)
    assert found.published == PartialDate(2018, 6, 7)
    assert [block.text for block in blocks] == [text.split("\n", maxsplit=1)[0], "Text."]


def test_what_people_write_is_no_furniture() -> None:
    text = (
        "Meetings of the club\n\nThe club meets in the barn, on these days:\n12 March 2025\n9 April 2025\n\n"
        "Image: the poster hangs at the gate\nCredits: 6\n\nRelated articles\n\nThe rules of the club"
    )
    blocks, found, dropped = read_plain(text)
    assert "\n\n".join(block.text for block in blocks) == text
    assert found.published is None
    assert dropped == 0


@given(
    st.lists(st.sampled_from(["word ", "Long words here and there ", "\n", "\n\n", "- ", "1) ", "x" * 90]))
)
def test_words_are_kept_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    letters = [letter for block in read_plain(text)[0] for letter in block.text if letter.isalpha()]
    ours = iter(letter for letter in text if letter.isalpha())
    assert all(letter in ours for letter in letters)


def test_a_memo_is_called_by_the_centred_line_below_its_letterhead() -> None:
    text = (
        "Network Working Group              A. Miller\nRequest for Comments: 9901      March 1995\n\n\n"
        "            The Lantern Option\n\nStatus\n\nThe time is given in seconds, and the\n\n\n"
        "Miller              Track       [Page 7]\n\nRFC 9901        Lantern        March 1995\n\n"
        "largest value means for ever.\n"
    )
    blocks, said, _ = read_plain(text)
    assert said.title == "The Lantern Option"
    assert blocks[-1].text.split() == [
        "The",
        "time",
        "is",
        "given",
        "in",
        "seconds,",
        "and",
        "the",
        "largest",
        "value",
        "means",
        "for",
        "ever.",
    ]
