"""Statistics, features and the order: ranges, names, and that precomputed is the same as computed."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import Role, Statistics
from index.questions.parsing import parse_question
from index.ranking.dates import order_by_date
from index.ranking.order import MEASURED, WEIGHTS, all_features, points, rank
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
def test_points_are_what_each_feature_added(question: str) -> None:
    for one in rank(weigh(parse_question(question), FREQUENCIES, 3), CANDIDATES):
        weights = {**WEIGHTS, "measured": MEASURED}
        added = {name: weight * one.features[name] for name, weight in weights.items()}
        assert points(one) == {name: pytest.approx(x, abs=1e-3) for name, x in added.items() if round(x, 3)}
        assert sum(added.values()) == pytest.approx(one.score)


@pytest.mark.parametrize("question", ["glass garden in 2021", "Which is the latest glass garden?"])
def test_the_points_of_dates_are_what_dates_moved(question: str) -> None:
    said = {"2019": "the glass garden", "2021": "it", "2023": "for a while the glass garden"}
    dated = [candidate(year, "Glass garden", f"In spring {who} opened.", year) for year, who in said.items()]
    asked = weigh(parse_question(question), FREQUENCIES, 3)
    ranked = rank(asked, dated)
    before = {one.candidate.passage.id: one.score for one in ranked}
    after = order_by_date(asked, ranked).ranked
    moved = {one.candidate.passage.id: one.score - before[one.candidate.passage.id] for one in after}
    assert any(moved.values())
    for one in after:
        assert points(one).get("date", 0.0) == pytest.approx(moved[one.candidate.passage.id], abs=2e-3)


def test_equal_passages_come_in_the_order_of_ids() -> None:
    twins = [candidate(id_, "Glass garden", "The glass garden stands.") for id_ in ("b", "a")]
    asked = weigh(parse_question("glass garden"), FREQUENCIES, 2)
    assert [one.candidate.passage.id for one in rank(asked, twins)] == ["a", "b"]
    assert rank(asked, []) == []


def test_a_table_of_contents_comes_last() -> None:
    said = candidate("a", "Tools", "Which tools are there? There are three tools for packages.")
    contents = candidate("b", "Tools", "Which tools are there for packages?")
    contents = replace(contents, passage=replace(contents.passage, roles=(Role.CONTENTS,)))
    asked = weigh(parse_question("Which tools are there for packages?"), {"tool": 3, "packag": 3}, 9)
    assert [one.candidate for one in rank(asked, [contents, said])] == [said, contents]


def test_who_asks_for_a_title_is_answered_where_the_text_below_it_begins() -> None:
    first = candidate("b", "Glass garden", "It stands on a hill above the river.")
    later = candidate("a", "Glass garden", "It stands on a hill above the forest.")
    later = replace(later, passage=replace(later.passage, position=1))
    asked = weigh(parse_question("glass garden"), FREQUENCIES, 2)
    assert [one.candidate for one in rank(asked, [later, first])] == [first, later]


def test_a_question_in_another_script_is_found_letter_by_letter_in_translation() -> None:
    passage = candidate("a", "Glass garden", "The regulatory council met. It was cold.")
    question = parse_question("регулирование совета", ["en", "ru"])
    translations = {"регулирован": ("regul",), "совет": ("council",)}
    words = tuple(replace(word, others=translations[word.term]) for word in question.words)
    asked = weigh(replace(question, words=words), {"regul": 1, "council": 1}, 4)
    untranslated = weigh(question, {}, 4)
    assert all_features(untranslated, [passage])[0]["letters"] == 0.0
    assert all_features(asked, [passage])[0]["letters"] > 0.2
