import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.extract.titles import shorten, title_of

SENTENCE = (
    "The council of the town has, after many years, found the money to build a new bridge over the river."
)


@pytest.mark.parametrize(
    ("heading", "lines", "title"),
    [
        ("A heading.", ["A line"], "A heading."),
        (None, ["Share this article", "", "Mayor: No money left", SENTENCE], "Mayor: No money left"),
        (None, ["By Jane Doe", "What is at stake?", SENTENCE], "What is at stake?"),
        (
            None,
            [SENTENCE, "A later heading"],
            "The council of the town has, after many years, found the money to build a new…",
        ),
        (None, [f"Short. {SENTENCE}"], "Short."),
        (None, ["One line that ends like a sentence."], "One line that ends like a sentence."),
        (
            None,
            ["Original Article By Bridge Magazine", SENTENCE * 3],
            "The council of the town has, after many years, found the money to build a new…",
        ),
        (
            None,
            ["word " * 30],
            "word word word word word word word word word word word word word word word word…",
        ),
        (None, ["", " "], "my notes"),
        (None, ["Advertisement"], "my notes"),
    ],
)
def test_a_title_is_the_best_that_is_there(heading: str | None, lines: list[str], title: str) -> None:
    assert title_of(heading, lines, "folder/my notes.txt") == title


@given(st.text(), st.integers(min_value=2, max_value=100))
def test_a_shortened_text_is_its_beginning(text: str, longest: int) -> None:
    short = shorten(text, longest)
    assert len(short) <= longest
    assert text.startswith(short.removesuffix("…"))
