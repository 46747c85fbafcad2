"""Who asks how many there are is not answered by a text that names no number."""

import pytest

from tests.index.small_library import Texts, candidate, highlighted

VIEW = candidate(
    "view",
    "columns",
    "The view columns tells about all columns of all tables in the database. Those of the system are not "
    "among them. Each column of a table has a name.",
)
LIMITS = candidate(
    "limits", "Limits", "A table may have at most 1,600 columns. A name may be longer than most."
)


def test_the_text_with_the_number_goes_before_the_one_with_the_words() -> None:
    assert highlighted(Texts([VIEW, LIMITS]).ask("How many columns may a table have?")).startswith(
        "A table may"
    )


def test_without_a_number_there_is_no_answer() -> None:
    assert Texts([VIEW]).ask("How many columns may a table have?").confidence < 0.5
    assert Texts([VIEW]).ask("What does the view columns tell about?").confidence > 0.5


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many lamps may share one socket?", "Several lamps may share one socket of the harbour."),
        ("How many keepers does the lamp have?", "The lamp of the harbour has no keepers since the war."),
        ("Сколько ламп у гавани?", "У гавани две лампы, и они горят всю ночь."),
        ("Сколько ламп у гавани?", "У гавани несколько ламп, и они горят всю ночь."),
        ("Wie viele Lampen hat der Hafen?", "Der Hafen hat drei Lampen, die jede Nacht brennen."),
    ],
)
def test_a_word_may_tell_the_number(question: str, text: str) -> None:
    assert Texts([candidate("a", "Harbour", text)]).ask(question).confidence > 0.5


def test_a_text_that_asks_the_same_tells_no_number() -> None:
    boats = candidate("a", "Boats", "The list tells how many seats each boat has. The boat Alma is red.")
    assert Texts([boats]).ask("How many seats does the boat Alma have?").confidence < 0.5


def test_other_questions_need_no_number() -> None:
    free = candidate("a", "Harbour", "The ferry to Kem costs nothing for children of the harbour.")
    assert Texts([free]).ask("How much does the ferry to Kem cost for children?").confidence > 0.5
