"""German compounds over English sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.questions.compounds_abroad import parts_of
from tests.index.small_library import Texts, candidate

KNOWN = {"mitglied", "beitrag", "bahn", "hof", "bahnhof", "halle", "wahl", "burgermeister"}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("mitgliedsbeitrag", ("mitglied", "beitrag")),
        ("bahnhofshalle", ("bahnhof", "halle")),
        ("burgermeisterwahl", ("burgermeister", "wahl")),
        ("bahnhofmitgliedsbeitrag", ("bahnhof", "mitglied", "beitrag")),
        ("mitgliedsbeitragx", ()),
        ("beitrag", ()),
        ("bahn", ()),
        ("", ()),
    ],
)
def test_a_compound_has_known_parts_alone(word: str, parts: tuple[str, ...]) -> None:
    assert parts_of(word, KNOWN.__contains__) == parts


@given(st.text("abns", max_size=48))
def test_parts_stand_in_the_word_in_order_and_end_it(word: str) -> None:
    parts = parts_of(word, lambda part: len(part) == 4)
    position = 0
    for part in parts:
        position = word.index(part, position) + len(part)
    assert not parts or word.endswith(parts[-1])


FEE = candidate("fee", "Rowing club", "Each member pays a fee of two hundred crowns a year. The roof leaks.")
TRAM = candidate("tram", "Tram line", "The tram has seventeen stops. Riding it is free on Sundays.")
ENGLISH = Texts([FEE, TRAM])


def test_a_german_compound_finds_what_english_writes_apart() -> None:
    answer = ENGLISH.ask("Was kostet der Mitgliedsbeitrag im Jahr?")
    assert answer.quotes[0].passage_id == "fee"
    assert answer.answered
    assert answer.unknown_terms == ("kostet", "Mitgliedsbeitrag")
    assert answer.searched_for == (("Mitgliedsbeitrag", "member fee"),)


def test_a_short_question_in_words_that_no_source_has_is_read_in_its_own_language() -> None:
    assert ENGLISH.ask("Was kostet das Fahren am Sonntag?").quotes[0].passage_id == "tram"
    assert ENGLISH.ask("Was in the Tram").quotes[0].passage_id == "tram"


def test_a_compound_that_the_sources_have_is_left_whole() -> None:
    german = candidate("de", "Ruderverein", "Der Mitgliedsbeitrag beträgt zweihundert Kronen im Jahr.")
    answer = Texts([german, FEE, TRAM]).ask("Wie hoch ist der Mitgliedsbeitrag?")
    assert answer.quotes[0].passage_id == "de"
    assert answer.searched_for == ()
