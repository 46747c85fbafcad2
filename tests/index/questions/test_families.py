"""Russian and German stems of one family."""

import pytest

from index.questions.families import family
from index.text.analysis import stem


@pytest.mark.parametrize(
    ("form", "relative"),
    [
        ("разрешат", "разрешить"),
        ("разрешают", "разрешить"),
        ("запрещают", "запрет"),
        ("запрещён", "запрет"),
        ("подписывает", "подписать"),
        ("подпишут", "подписать"),
        ("возглавляет", "возглавить"),
    ],
)
def test_forms_and_aspects_of_a_verb_are_of_one_family(form: str, relative: str) -> None:
    assert stem(relative, "ru") in family(stem(form, "ru"), "ru")


@pytest.mark.parametrize(
    ("form", "relative"),
    [
        ("spielt", "spielen"),
        ("zahlt", "zahlen"),
        ("kaufte", "kaufen"),
        ("gekauft", "kaufen"),
    ],
)
def test_forms_of_a_german_verb_are_of_one_family(form: str, relative: str) -> None:
    assert stem(relative, "de") in family(stem(form, "de"), "de")


def test_other_languages_and_short_stems_have_none() -> None:
    assert family("permit", "en") == ()
    assert family("permit", "ru") == ()
    assert "страд" not in family("страж", "ru")
