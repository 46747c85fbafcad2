import pytest

from index.sources.extract.blocks import Block
from index.sources.extract.composing import compose
from index.sources.extract.lines import split_paragraphs


def shown(text: str) -> list[str]:
    """The paragraphs; lists with a star before each item."""
    return [
        "\n".join(f"* {item}" for item in one.text.split("\n")) if one.is_list else one.text
        for one in split_paragraphs(text.split("\n"))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The club has a boat\nfor the shore, which\nis paid in parts\nuntil spring.\nThe old one\nis sold.",
         "The club has a boat for the shore, which is paid in parts until spring. The old one is sold."),
        ("fed with rapeseed oil, when the author-\nity of the coast intro-\nduced paraffin.",
         "fed with rapeseed oil, when the authority of the coast introduced paraffin."),
        ("a self-\nmade boat, as is well-\nknown", "a self-made boat, as is well-known"),
        ("он пришёл из-\nза угла и по-\nпросил по-\nрусски", "он пришёл из-за угла и попросил по-русски"),
        ("The server listens on the port with the number\n17. Once a stream is open, it speaks to all of us.",
         "The server listens on the port with the number 17. Once a stream is open, it speaks to all of us."),
        ("Мост через реку построили ещё купцы, а каменный открыли в 1898\nг. при большом стечении народа.",
         "Мост через реку построили ещё купцы, а каменный открыли в 1898 г. при большом стечении народа."),
        ("Closed from the ninth of\nMay until the end of June because\nthe beams\nare rotten.",
         "Closed from the ninth of May until the end of June because the beams are rotten."),
        ("港口将，\n扩建", "港口将，扩建"),
    ],
)  # fmt: skip
def test_what_goes_on_in_the_next_line_is_joined(text: str, expected: str) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["Footnote Ltd\n1 High Street\nLondon", "water\nlight\nheat", "Price: 4\nSize: 5\nColour: red"],
)
def test_lines_that_are_no_prose_stay_apart(text: str) -> None:
    assert shown(text) == [text]


def test_lists_are_told_from_the_lines_around_them() -> None:
    text = "The rules:\n1. Dogs stay outside,\nalso small ones\n2. No smoking.\n3. Shut it.\nSigned by all."
    assert shown(text) == [
        "The rules:",
        "* 1. Dogs stay outside, also small ones\n* 2. No smoking.\n* 3. Shut it.",
        "Signed by all.",
    ]
    assert shown("- water\n- light\n- heat") == ["* water\n* light\n* heat"]
    assert shown("a) Ask\nb) Go\nc) Pay") == ["* a) Ask\n* b) Go\n* c) Pay"]


def test_lines_that_a_page_breaks_are_joined_too() -> None:
    composed = compose([Block("Dear all,\nthe bridge is closed from the ninth of\nMay until\nthe summer.")])
    assert composed.text == "Dear all, the bridge is closed from the ninth of May until the summer."
    assert compose([Block("Footnote Ltd\n1 High Street")]).text == "Footnote Ltd\n1 High Street"
