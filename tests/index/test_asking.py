"""Asking a small library: the right passage, the right sentence, and a refusal where nothing answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.index.small_library import Texts, candidate, highlighted

GARDEN = candidate(
    "garden",
    "The glass garden of Ardell",
    "The glass garden stands on a hill above Ardell. It was opened in 1931 by Maria Thornwood. "
    "Some 4,200 plants grow under its roof. It closes on Mondays because the boilers are cleaned.",
    "2019-05",
)
BRIDGE = candidate(
    "bridge",
    "Orrin bridge",
    "The bridge over the Orrin carries trams and carts. Its toll is two crowns for a cart. "
    "The toll keeper, Hanna Brell, lives in the tower.",
    "2018-03-01",
)
RAISED = candidate(
    "raised",
    "Orrin bridge toll raised",
    "The toll of the Orrin bridge for a cart is five crowns from now on, the council decided.",
    "2023-07-02",
)
MARKET = candidate(
    "market",
    "Рыбный рынок Ветрограда",
    "Рыбный рынок Ветрограда открыли в 1904 году. Им управляет Глеб Ористов. "
    "Каждое утро сюда привозят сорок тонн рыбы.",
)
LIBRARY = Texts([GARDEN, BRIDGE, RAISED, MARKET])


@pytest.mark.parametrize(
    ("question", "passage", "words"),
    [
        ("When was the glass garden opened?", "garden", "1931"),
        ("Who opened the glass garden in Ardell?", "garden", "Maria Thornwood"),
        ("How many plants grow in the glass garden?", "garden", "4,200"),
        ("Why is the glass garden closed on Mondays?", "garden", "boilers"),
        ("Who is the toll keeper of the Orrin bridge?", "bridge", "Hanna Brell"),
        ("Когда открыли рыбный рынок в Ветрограде?", "market", "1904"),
        ("Кто управляет рыбным рынком?", "market", "Ористов"),
        ("Сколько рыбы привозят на рынок каждое утро?", "market", "сорок"),
    ],
)
def test_the_sentence_that_answers_is_highlighted(question: str, passage: str, words: str) -> None:
    answer = LIBRARY.ask(question)
    assert answer.quotes[0].passage_id == passage
    assert words in highlighted(answer)
    assert answer.answered


@pytest.mark.parametrize(
    "question", ["Who discovered penicillin?", "best pizza recipe", "Сколько стоит билет на самолёт в Токио?"]
)
def test_what_no_source_answers_is_refused(question: str) -> None:
    answer = LIBRARY.ask(question)
    assert not answer.answered
    assert answer.unknown_terms


def test_unknown_terms_are_the_words_as_typed_in_their_order() -> None:
    answer = LIBRARY.ask("Does the Zeppelin garden sell Quinces?")
    assert [word for word in answer.unknown_terms if word in {"Zeppelin", "Quinces"}] == [
        "Zeppelin",
        "Quinces",
    ]


def test_scores_fall_and_quotes_keep_to_the_limit() -> None:
    answer = LIBRARY.ask("toll of the Orrin bridge", limit=2)
    scores = [quote.score for quote in answer.quotes]
    assert len(scores) == 2
    assert scores == sorted(scores, reverse=True)


def test_the_newest_comes_first_when_now_is_asked() -> None:
    answer = LIBRARY.ask("What is the toll of the Orrin bridge for a cart now?")
    assert answer.quotes[0].passage_id == "raised"
    assert "five crowns" in highlighted(answer)


def test_the_year_named_decides() -> None:
    answer = LIBRARY.ask("What was the toll of the Orrin bridge for a cart in 2018?")
    assert answer.quotes[0].passage_id == "bridge"


def test_a_typing_error_is_understood_and_told() -> None:
    answer = LIBRARY.ask("who is Hanna Brelll")
    assert answer.quotes[0].passage_id == "bridge"
    assert answer.searched_for == (("Brelll", "Brell"),)
    assert answer.unknown_terms == ("Brelll",)


@pytest.mark.parametrize(
    ("question", "word", "written"),
    [
        ("Who lives near the bridge?", "lives", "lives"),
        ("Who keeps the tolls?", "tolls", "toll"),
        ("Where do the trams and the cart live?", "live", "lives"),
        ("Is Orrins bridge old?", "bridge", "bridge"),
        ("How do I get to the ORRIN?", "ORRIN", "Orrin"),
        ("who is Hanna Brelll", "Brelll", "Brell"),
        ("Кто управлял рынками?", "рынками", "рынок"),
        ("What was the toll of the Orrin bridge in 2018?", "2018", "2018"),
    ],
)
def test_a_word_found_is_told_as_the_passage_writes_it_first(question: str, word: str, written: str) -> None:
    matches = LIBRARY.ask(question).quotes[0].matches
    assert [match.found for match in matches if match.word == word] == [written]


def test_a_word_only_in_the_title_is_told_as_the_title_writes_it() -> None:
    text = candidate("t", "The Half-Empty Äpfel", "Nothing is said here about that.", "2020")
    matches = Texts([text]).ask("half-empty äpfel").quotes[0].matches
    assert {match.found for match in matches} == {"Half", "Empty", "Äpfel"}


def test_a_name_in_the_other_script_is_found() -> None:
    answer = LIBRARY.ask("Who is Gleb Oristov?")
    assert answer.quotes[0].passage_id == "market"


def test_a_question_that_refers_back_keeps_the_topic() -> None:
    answer = LIBRARY.ask("And when was it opened?", previous="Where is the glass garden?")
    assert answer.quotes[0].passage_id == "garden"
    assert "1931" in highlighted(answer)
    assert answer.about == "Where is the glass garden?"


def test_a_question_of_its_own_has_no_other_topic() -> None:
    assert LIBRARY.ask("Who is the toll keeper?", previous="Where is the glass garden?").about is None


def test_a_quoted_phrase_must_occur() -> None:
    assert LIBRARY.ask('"glass garden" Ardell').quotes[0].passage_id == "garden"
    assert not LIBRARY.ask('"garden glass" Ardell').answered


def test_an_excluded_word_must_not_occur() -> None:
    answer = LIBRARY.ask("Orrin bridge toll -council")
    assert [quote.passage_id for quote in answer.quotes] == ["bridge"]


def test_an_empty_library_answers_nothing() -> None:
    answer = Texts([]).ask("When was the glass garden opened?")
    assert (answer.answered, answer.quotes, answer.confidence) == (False, (), 0.0)


def test_a_library_of_one_passage_answers() -> None:
    assert Texts([GARDEN]).ask("When was the glass garden opened?").quotes[0].passage_id == "garden"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_question(text: str) -> None:
    answer = LIBRARY.ask(text)
    assert 0 <= answer.confidence <= 1
    assert all(quote.highlight.of(quote.text) for quote in answer.quotes)


@pytest.mark.parametrize(
    "text", ["", " ", "the of and", "🙂🙂", "-", '""', "a" * 4096, "toll " * 800, "' OR 1=1 --", "\0"]
)
def test_odd_questions_get_an_ordinary_answer(text: str) -> None:
    assert LIBRARY.ask(text).question == text[:4096]
