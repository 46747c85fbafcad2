"""Words of a question near the sentence shown, and words that a passage says of something else."""

import pytest

from index.questions.parsing import parse_question
from index.ranking.binding import bound_words
from index.ranking.weighing import weigh
from tests.index.small_library import candidate

CAMP = candidate(
    "camp",
    "Camping by the river",
    "The toll is 3 crowns. It is paid in coins. Rain falls in May. From the hill one sees a bridge.",
)
COUNTS = {"toll": 1, "coin": 1, "bridg": 1, "camp": 1, "river": 1, "rain": 1}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many crowns is the toll of the bridge?", {"crowns", "toll"}),
        ("How many crowns in coins is the toll?", {"crowns", "coins", "toll"}),
        ("How many crowns is the toll by the river?", {"crowns", "toll", "river"}),
        ("How many crowns is the toll in rain?", {"crowns", "toll"}),
    ],
)
def test_words_of_the_sentence_its_neighbours_and_the_title_are_bound(question: str, words: set[str]) -> None:
    asked = weigh(parse_question(question, ["en"]), COUNTS, 4)
    assert {asked.wanted[number].word.text for number in bound_words(asked, CAMP)} == words
