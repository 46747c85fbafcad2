"""What sentences state, and whether they contradict each other."""

import pytest

from index.ranking.facts import facts_of, say_otherwise
from index.text.analysis import fold
from index.text.cues import Cue


@pytest.mark.parametrize(
    ("cue", "sentence", "facts"),
    [
        (Cue.DATE, "It opened on 3 May 1931.", {"1931"}),
        (Cue.NUMBER | Cue.QUANTITY, "In 1931 it had 4,200 palms.", {"4,200"}),
        (Cue.NAME, "The garden belongs to Hanna Brell.", {"Hanna Brell"}),
        (Cue.PLACE, "The garden lies in Ardell.", {"Ardell"}),
        (Cue.REASON, "It closed in 1931 because Hanna Brell left Ardell.", set()),
    ],
)
def test_only_what_is_asked_for_is_a_fact(cue: Cue, sentence: str, facts: set[str]) -> None:
    assert facts_of(cue, sentence, fold("the garden?")) == facts


def test_what_the_question_says_itself_is_no_fact() -> None:
    assert facts_of(Cue.DATE, "It opened in 1931.", fold("Did it open in 1931?")) == set()


@pytest.mark.parametrize(
    ("cue", "sentence", "other", "otherwise"),
    [
        (Cue.NUMBER, "The toll is 5 crowns.", "The toll was 2 crowns.", True),
        (Cue.NUMBER, "The toll is five crowns.", "The toll was two crowns.", True),
        (Cue.NUMBER, "The toll is 5 crowns.", "It stays at 5 crowns.", False),
        (Cue.NUMBER, "The toll is 5 crowns.", "The toll is high.", False),
        (Cue.DATE, "It opens on 2 March.", "It opens on 3 November.", True),
        (Cue.DATE, "It opens in March 2026.", "It opens on 2 March 2026.", False),
        (Cue.NAME, "Hanna Brell keeps it.", "Gleb Oristov keeps it.", True),
        (Cue.NAME, "Hanna Brell keeps it.", "The town keeps it.", False),
        (Cue.NONE, "Hanna Brell closed it.", "Gleb Oristov opened it.", True),
        (Cue.NONE, "It closed.", "It opened.", False),
    ],
)
def test_sentences_contradict_each_other_in_what_is_asked_for(
    cue: Cue, sentence: str, other: str, otherwise: bool
) -> None:
    question = fold("What about the garden?")
    assert say_otherwise(cue, sentence, other, question) is otherwise
    assert say_otherwise(cue, other, sentence, question) is otherwise
