"""Each feature of the order is the formula that its line promises, between 0 and 1."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.questions.parsing import parse_question
from index.ranking.features.columns import K1, B, columns_of_all, rows_of
from index.ranking.weighing import AKIN, Asked, weigh
from tests.index.ranking.reference_features import features_of
from tests.index.small_library import candidate

GARDEN = candidate(
    "a", "Glass garden", "The glass garden stands on a hill. It was opened in 1931."
).statistics
COUNTS = {"glass": 2, "garden": 2, "hill": 1, "open": 3, "1931": 1}
SIZE = 5


def asked(text: str, akin: tuple[str, ...] = ()) -> Asked:
    question = parse_question(text, ["en"])
    words = tuple(replace(word, akin=akin) for word in question.words)
    return weigh(replace(question, words=words), COUNTS, SIZE)


def features(text: str) -> dict[str, float]:
    (only,) = rows_of(columns_of_all(asked(text), [GARDEN]))
    return only


def test_words_next_to_each_other_in_title_and_text() -> None:
    found = features("glass garden")
    whole = ("similar", "exact", "title", "title_share", "lead", "pairs", "adjacent", "window")
    assert {name: found[name] for name in whole} == pytest.approx({**dict.fromkeys(whole, 1.0), "exact": 0.0})
    assert (found["title_run"], found["run"]) == (2 / 4, 2 / 5)
    assert found["length"] == pytest.approx(math.log1p(GARDEN.length) / 7)


def test_stems_are_bm25_by_its_upper_limit() -> None:
    count = 1 + 3  # once in the text, and in the title
    norm = K1 * (1 - B + B * (GARDEN.length + 3 * 2) / 18.0)
    assert features("glass")["stems"] == pytest.approx(count / (count + norm))


def test_a_word_that_is_not_there_counts_half_by_its_4_grams() -> None:
    found = features("gardenia")
    (wanted,) = asked("gardenia").wanted
    held = sum(gram in GARDEN.vocabulary for gram in wanted.grams)
    assert 0 < held < len(wanted.grams)
    assert found["similar"] == pytest.approx(held / len(wanted.grams) / 2)
    assert found["stems"] == 0.0


def test_numbers_and_names_are_counted_apart() -> None:
    assert features("opened in 1931")["exact"] == 1.0
    assert features("opened in 1932")["exact"] == 0.0
    assert features("opened")["exact"] == 0.0


def test_a_neighbouring_sentence_counts_half() -> None:
    hill, opened = asked("hill opened").wanted
    share = hill.idf / (hill.idf + opened.idf)
    assert features("hill opened")["sentences"] == pytest.approx((share + (1 - share) / 2) / 1.5)


def test_a_sentence_that_holds_what_is_asked_for() -> None:
    when, where = features("When was the glass garden opened?"), features("opened")
    assert when["topic_cue"] == when["topic"] == pytest.approx(1.0)
    assert features("When did the hill open?")["topic_cue"] < features("When did the hill open?")["topic"]
    assert where["lead"] == 0.0


def test_a_synonym_counts_less_than_the_word() -> None:
    (only,) = rows_of(columns_of_all(asked("knoll", akin=("hill",)), [GARDEN]))
    assert only["similar"] == pytest.approx(AKIN)


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=40))
def test_every_feature_lies_between_0_and_1(question: str, text: str, title: str) -> None:
    statistics = [candidate("d", title, text).statistics, GARDEN]
    for found in rows_of(columns_of_all(weigh(parse_question(question), COUNTS, SIZE), statistics)):
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in found.values()), found


WORDS = st.sampled_from(
    [
        "glass",
        "gardens,",
        "half-empty",
        "hill.",
        "Hill?",
        "opened",
        "1931",
        "the",
        "of",
        "zorb,",
        "7,000",
        "garden-hill",
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.lists(WORDS, min_size=2, max_size=4).map(
    lambda words: " ".join(words * 70)
)


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    """Questions with words of several terms and with synonyms."""
    question = parse_question(draw(st.lists(WORDS, max_size=9).map(" ".join)), ["en"])
    terms = st.lists(
        st.sampled_from(["hill", "glass", "open", "1931", "zorb", "halfempti", "half", "garden"]), max_size=2
    )
    words = tuple(
        replace(word, others=tuple(draw(terms)), akin=tuple(draw(terms))) for word in question.words
    )
    return weigh(replace(question, words=words), COUNTS, SIZE)


@settings(deadline=None)
@given(questions(), st.lists(st.tuples(TEXTS, st.lists(WORDS, max_size=5).map(" ".join)), max_size=4))
def test_features_of_all_are_those_of_each_one(asked: Asked, passages: list[tuple[str, str]]) -> None:
    statistics = [candidate("d", title, text).statistics for text, title in passages]
    lengths = [one.length + 3 * len(one.title) for one in statistics]
    mean_length = max(1.0, sum(lengths) / max(1, len(lengths)))
    found = rows_of(columns_of_all(asked, statistics))
    assert len(found) == len(statistics)
    for features, one in zip(found, statistics, strict=True):
        assert features == pytest.approx(features_of(asked, one, mean_length), abs=1e-9)
