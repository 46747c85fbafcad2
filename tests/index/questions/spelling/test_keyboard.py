"""Text typed with the wrong keyboard layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.spelling.keyboard import in_right_layout

WORDS = {
    "привет",
    "mining",
    "что",
    "такое",
    "майнинг",
    "рубль",
    "цифровой",
    "what",
    "is",
    "law",
    "кто",
    "о",
    "far",
}


def right(text: str) -> str:
    return in_right_layout(text, lambda piece: piece.lower().strip("?.,") in WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghbdtn", "привет"),
        ("ьштштп", "mining"),
        ("xnj nfrjt vfqybyu?", "что такое майнинг?"),
        ("xnj nfrjt vfqybyu&", "что такое майнинг?"),
        ("wbahjdjq he,km", "цифровой рубль"),
        ("Цифровой he,km.", "Цифровой рубль."),
        ("what is ьштштп", "what is mining"),
        ("RNJ NFRJT VFQYBYU", "КТО ТАКОЕ МАЙНИНГ"),
    ],
)
def test_it_is_put_right(typed: str, meant: str) -> None:
    assert right(typed) == meant


def test_a_name_goes_with_the_words_around_it() -> None:
    assert right("xnj nfrjt Yf,bekkbyf") == "что такое Набиуллина"


@pytest.mark.parametrize(
    "typed", ["what is law", "что такое рубль", "NFT", "кто такое АФК?", "qwerty", "j", "", "?!", "ghbdtnмир"]
)
def test_anything_else_is_left_alone(typed: str) -> None:
    assert right(typed) == typed


@given(st.text(max_size=200))
def test_the_length_stays(text: str) -> None:
    assert len(in_right_layout(text, lambda piece: len(piece) % 2 == 0)) == len(text)
