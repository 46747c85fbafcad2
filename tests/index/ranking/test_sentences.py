"""The sentence that answers: its features by their formulas, and the one that is chosen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Span
from index.questions.parsing import parse_question
from index.ranking.sentences import Chosen, choose, sentence_features
from index.ranking.weighing import Asked, weigh
from tests.index.small_library import candidate

GARDEN = candidate(
    "a",
    "Glass garden",
    "The glass garden stands on a hill. It was opened in 1931. Hanna Brell keeps the palms.",
)
COUNTS = {"glass": 1, "garden": 1, "hill": 1, "open": 1, "palm": 1}


def asked(text: str) -> Asked:
    return weigh(parse_question(text, ["en"]), COUNTS, 4)


def features(text: str) -> list[dict[str, float]]:
    return sentence_features(asked(text), GARDEN.passage, GARDEN.statistics)


def chosen(text: str) -> str:
    return choose(asked(text), GARDEN.passage, GARDEN.statistics).span.of(GARDEN.passage.text)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When was the glass garden opened?", "It was opened in 1931."),
        ("Who keeps the palms of the glass garden?", "Hanna Brell keeps the palms."),
        ("Where does the glass garden stand?", "The glass garden stands on a hill."),
    ],
)
def test_the_sentence_that_holds_the_answer_is_chosen(question: str, sentence: str) -> None:
    assert chosen(question) == sentence


def test_words_of_the_title_count_apart() -> None:
    first, second, third = features("hill of the garden")
    assert (first["coverage"], first["titled"], first["untitled"]) == pytest.approx((1.0, 0.5, 0.5))
    assert (first["specific"], first["most_specific"]) == pytest.approx((1.0, 1.0))
    assert (second["untitled"], second["most_specific"], third["untitled"]) == (0.0, 0.0, 0.0)


def test_neighbours_and_places() -> None:
    first, second, third = features("opened")
    assert [one["next"] for one in (first, second, third)] == pytest.approx([1.0, 0.0, 0.0])
    assert [one["previous"] for one in (first, second, third)] == pytest.approx([0.0, 0.0, 1.0])
    assert [one["position"] for one in (first, second, third)] == pytest.approx([1, 1 / 2, 1 / 3])


def test_something_new_of_the_kind_that_is_asked_for() -> None:
    assert [one["new"] for one in features("When was it opened?")] == [0.0, 1.0, 0.0]
    assert [one["new"] for one in features("When, was it opened in 1931?")] == [0.0, 0.0, 0.0]


def features_in(text: str, question: str) -> list[dict[str, float]]:
    one = candidate("b", "Glass garden", text)
    return sentence_features(asked(question), one.passage, one.statistics)


def test_a_question_is_no_answer_but_the_reply_to_it_is() -> None:
    opening, reply, _ = features_in("How tall is the palm? Nine metres. The roof was raised.", "tall palm")
    assert (opening["opening"], reply["opening"]) == (1.0, 0.0)
    assert reply["coverage"] == pytest.approx(1.0)


def test_a_head_is_read_with_the_sentence_it_heads() -> None:
    head, headed, _ = features_in("May 1931. A hill was bought. The roof was raised.", "hill in May")
    assert (head["opening"], headed["coverage"]) == pytest.approx((1.0, 1.0))


def test_the_last_sentence_heads_nothing() -> None:
    assert [one["opening"] for one in features_in("The garden burnt down. Why?", "garden")] == [0.0, 0.0]


def test_a_sentence_that_refers_back_continues_the_one_before() -> None:
    _, second, third = features("glass garden")
    assert (second["continues"], third["continues"]) == pytest.approx((1.0, 0.0))


def test_a_number_of_the_kind_asked_for_tells_the_sentence() -> None:
    found = features_in("The garden opened in 1931. It has 4,200 palms.", "How many palms are there?")
    assert [one["measure"] for one in found] == [0.0, 1.0]


def test_a_passage_without_sentences_is_shown_whole() -> None:
    empty = candidate("b", "", "")
    assert choose(asked("glass"), empty.passage, empty.statistics) == Chosen(Span(0, 0), {}, 0.0)


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=40))
def test_a_feature_lies_between_0_and_1_in_each_sentence(question: str, text: str, title: str) -> None:
    one = candidate("d", title, text)
    found = sentence_features(asked(question), one.passage, one.statistics)
    assert len(found) == len(one.passage.sentences)
    assert all(-1e-9 <= value <= 1 + 1e-9 for each in found for value in each.values()), found
