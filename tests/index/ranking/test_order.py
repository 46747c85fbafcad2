"""Statistics, features and the order: ranges, names, and that precomputed is the same as computed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Statistics
from index.questions.parsing import parse_question
from index.ranking.order import WEIGHTS, all_features, points, rank
from index.ranking.sentences import WEIGHTS as SENTENCE_WEIGHTS
from index.ranking.sentences import sentence_features
from index.ranking.weighing import weigh
from tests.index.small_library import candidate

CANDIDATES = [
    candidate("a", "Glass garden", "The glass garden stands on a hill. It was opened in 1931."),
    candidate("b", "Orrin bridge", "The Orrin bridge carries trams. Its keeper is Hanna Brell."),
    candidate("c", "", ""),
]
FREQUENCIES = {"glass": 1, "garden": 1, "bridg": 1}


def test_statistics_survive_being_stored() -> None:
    for one in CANDIDATES:
        assert Statistics.from_text(one.statistics.to_text()) == one.statistics


def test_every_weight_has_its_feature() -> None:
    asked = weigh(parse_question("glass garden"), FREQUENCIES, 3)
    (first, *_) = all_features(asked, CANDIDATES)
    assert set(first) == set(WEIGHTS)
    one = CANDIDATES[0]
    assert set(sentence_features(asked, one.passage, one.statistics)[0]) == set(SENTENCE_WEIGHTS)


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=200), st.text(max_size=40))
def test_features_lie_between_0_and_1(question: str, text: str, title: str) -> None:
    candidates = [*CANDIDATES, candidate("d", title, text)]
    asked = weigh(parse_question(question), FREQUENCIES, 4)
    for features in all_features(asked, candidates):
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in features.values()), features
    for one in candidates:
        for features in sentence_features(asked, one.passage, one.statistics):
            assert all(-1e-9 <= value <= 1 + 1e-9 for value in features.values()), features


@pytest.mark.parametrize("question", ["glass garden", "How old is the garden in years?", "the", "zorbium"])
def test_points_sum_up_to_the_score_and_only_features_have_them(question: str) -> None:
    for one in rank(weigh(parse_question(question), FREQUENCIES, 3), CANDIDATES):
        assert sum(points(one).values()) == pytest.approx(one.score, abs=0.02)
        assert points(one).keys() <= {*WEIGHTS, "measured"}
        assert all(points(one).values())


def test_equal_passages_come_in_the_order_of_ids() -> None:
    twins = [candidate(id_, "Glass garden", "The glass garden stands.") for id_ in ("b", "a")]
    asked = weigh(parse_question("glass garden"), FREQUENCIES, 2)
    assert [one.candidate.passage.id for one in rank(asked, twins)] == ["a", "b"]
    assert rank(asked, []) == []
