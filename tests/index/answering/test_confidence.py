"""How likely an answer is one: always a probability, and less when something is missing."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answering.confidence import WEIGHTS, calibrated, confidence, confidence_features
from index.questions.parsing import parse_question
from index.ranking.order import Ranked, rank
from index.ranking.weighing import Asked, weigh
from tests.index.small_library import candidate

CANDIDATES = [
    candidate("a", "Glass garden", "The glass garden stands on a hill. It was opened in 1931."),
    candidate("b", "Orrin bridge", "The Orrin bridge carries trams. Its keeper is Hanna Brell."),
]
COUNTS = {"glass": 1, "garden": 1, "open": 1, "1931": 1}


def ask(text: str, size: int = 2) -> tuple[Asked, list[Ranked]]:
    asked = weigh(parse_question(text, ["en"]), COUNTS, size)
    return asked, rank(asked, CANDIDATES)


def test_every_weight_has_its_feature() -> None:
    assert list(confidence_features(*ask("glass garden"))) == list(WEIGHTS)


def test_without_passages_nothing_answers() -> None:
    assert confidence(ask("glass garden")[0], []) == 0.0


def test_it_falls_with_what_no_source_says() -> None:
    whole = confidence(*ask("When was the glass garden opened?"))
    assert whole > 0.5
    assert confidence(*ask("When was the glass submarine sunk?")) < whole
    assert confidence(*ask("Who discovered penicillin?")) < 0.5


def test_what_is_missing_is_a_share_of_the_question() -> None:
    found = confidence_features(*ask("garden in 1931"))
    assert (found["exact_missing"], found["unknown"]) == (0.0, 0.0)
    assert confidence_features(*ask("in 1932"))["exact_missing"] == 1.0
    assert confidence_features(*ask("submarine"))["unknown"] == 1.0


def test_the_lead_is_over_the_next_ones() -> None:
    asked, ranked = ask("glass garden")
    first, second = ranked[0].score, ranked[1].score
    assert confidence_features(asked, ranked)["lead"] == pytest.approx(min(1.0, (first - second / 5) / 10))


def test_one_that_is_alone_leads_by_its_own_score() -> None:
    asked, ranked = ask("garden")
    assert confidence_features(asked, ranked[:1])["lead"] == pytest.approx(min(1.0, ranked[0].score / 10))


def test_the_size_counts_between_10_and_10000_passages() -> None:
    sizes = [confidence_features(*ask("garden", size))["size"] for size in (2, 10, 100, 10_000, 10**6)]
    assert sizes[0] == sizes[1] < sizes[2] < sizes[3] == sizes[4]
    assert sizes[3] == math.log1p(10_000) / 12


@settings(deadline=None)
@given(st.text(max_size=80), st.integers(2, 10**7))
def test_it_is_a_probability(text: str, size: int) -> None:
    assert 0 <= confidence(*ask(text, size)) <= 1


def test_below_the_threshold_nothing_is_an_answer_however_near() -> None:
    assert calibrated(0.0) >= 0.5
    assert calibrated(-0.001) < 0.5
