"""Typing errors: what they make of a word, what they cost, and how many there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.spelling.edits import edits, mistyped


@pytest.mark.parametrize(
    ("some", "other", "away"),
    [("token", "token", 0), ("tokne", "token", 1), ("tkn", "token", 2), ("a", "token", 3)],
)
def test_edits(some: str, other: str, away: int) -> None:
    assert edits(some, other, 2) == away


@given(st.text("abcd", min_size=1, max_size=8), st.text("abcd", min_size=1, max_size=8))
def test_edits_are_the_same_both_ways(some: str, other: str) -> None:
    assert edits(some, other, 3) == edits(other, some, 3)


@given(
    st.text("ab", max_size=4),
    st.text("abc", max_size=7),
    st.text("abc", max_size=7),
    st.text("ab", max_size=4),
)
def test_same_letters_at_the_ends_need_no_edit(first: str, some: str, other: str, last: str) -> None:
    assert edits(first + some + last, first + other + last, 4) == edits(some, other, 4)


def cheapest(word: str, meant: str) -> float:
    return min((cost for other, cost in mistyped(word, 9.0) if other == meant), default=9.0)


def test_likely_errors_cost_less() -> None:
    assert cheapest("mining", "minning") < cheapest("mniing", "mining") < cheapest("mimimg", "mining")
    doubled, swapped, beside = (
        cheapest("tooken", "token"),
        cheapest("tokne", "token"),
        cheapest("toksn", "tokan"),
    )
    missing, another = cheapest("toen", "token"), cheapest("tozen", "token")
    assert doubled < swapped <= beside < missing < another
    assert cheapest("roken", "token") > cheapest("tojen", "token")


@given(st.text("abcxyzабвя", min_size=1, max_size=12), st.floats(0.3, 2.0))
def test_no_error_costs_more_than_was_asked_for(word: str, most: float) -> None:
    assert all(cost <= most and edits(word, other, 1) <= 1 for other, cost in mistyped(word, most))
