"""Doubtful answers: their words stand apart, stand in other sources, or beside the date of something else."""

import pytest

from index.answering.scattered import LEAD, is_elsewhere, is_of_another_time, is_scattered
from index.engines import Query
from index.questions.understanding import understand
from index.ranking.order import Ranked, rank
from index.ranking.weighing import Asked, weigh
from tests.index.small_library import Texts, candidate

CANDIDATES = {
    one.passage.id: one
    for one in [
        candidate(
            "ferry",
            "The ferry to Skarn",
            "The ferry to Skarn sails at nine. She carries sixty carts. Her crew wears red caps.",
        ),
        candidate(
            "council",
            "A long evening",
            "Members spoke of the budget for an hour. Some wanted lamps in the park. At midnight the mayor "
            "closed the window, and all went home. Nobody had asked what the lamps would cost the town.",
        ),
        candidate(
            "flood",
            "High water",
            "In March 1931 the river rose by two metres. A mill was lost, and the price of flour doubled.",
        ),
        candidate("mill", "Bread", "The old mill grinds rye. Its owner, Hanna Brell, sold it to a baker."),
        candidate("park", "Oak park", "Oak park has a pond with herons. The pond freezes in winter."),
        candidate("school", "The school", "The school teaches weaving. Its roof is of slate."),
    ]
}
TEXTS = Texts([*CANDIDATES.values()])


def first(text: str, languages: tuple[str, ...] = ("en",)) -> tuple[Asked, Ranked]:
    """The question as it is weighed, and the passage that comes first."""
    engine = TEXTS.engine
    question = understand(text, engine, languages=languages)
    asked = weigh(question, engine.frequencies(question.terms), engine.size())
    found = [CANDIDATES[hit.passage_id] for hit in engine.search(Query(question.terms), 50)]
    return asked, rank(asked, found)[0]


@pytest.mark.parametrize(
    "text",
    [
        "which jury spoke about the cost of a bridge",
        "who asked for snow in the village near an hour",
    ],
)
def test_words_far_from_each_other_are_scattered(text: str) -> None:
    assert is_scattered(*first(text))


@pytest.mark.parametrize(
    "text",
    [
        "what did the mayor close at midnight",
        "who wanted lamps in the park",
        "what does the crew of the ferry wear",
        "did Hanna Brell marry a sailor from the village",
    ],
)
def test_words_near_each_other_in_the_title_or_with_a_name_are_not(text: str) -> None:
    assert not is_scattered(*first(text))


def test_a_date_beside_half_of_what_is_asked_is_of_something_else() -> None:
    assert is_of_another_time(*first("when was the price of bread fixed by the senate"))
    assert not is_of_another_time(*first("when did the river rise"))
    assert not is_of_another_time(*first("when does the ferry get new brass bells"))


def test_a_word_that_only_other_sources_have_is_missed_below_a_title_on_the_question() -> None:
    asked, passage = first("which baker teaches weaving in Oak park")
    assert passage.candidate.passage.id == "park"
    assert is_elsewhere(asked, passage, LEAD / 2)
    assert not is_elsewhere(asked, passage, LEAD)
    assert not is_elsewhere(*first("does the pond in Oak park freeze"), LEAD / 2)
    assert not is_elsewhere(*first("which baker juggles in Oak park"), LEAD / 2)
