"""A number is asked for, and what would be shown tells none, or only that of a date."""

import pytest

from tests.index.small_library import Texts, candidate

HARBOUR = candidate(
    "harbour",
    "Ardell harbour",
    "The Ardell harbour opened on 3 May 2019. Selma Quist runs the Ardell harbour and its glass tower. "
    "Boats of the Ardell harbour carry herring. Fourteen sailors guard the gate of the Ardell harbour.",
)
OTHERS = [
    candidate(f"other{i}", "Glass garden", f"The glass garden of {name} grows palms.", "2020")
    for i, name in enumerate(["Veld", "Sill", "Karsk", "Dunmere"])
]


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("How old is Selma Quist of the Ardell harbour?", True),  # 2019 may tell a time
        ("What tax rate does the Ardell harbour opened on 3 May pay?", False),
        ("How many sailors guard the gate of the Ardell harbour?", True),
        ("Who runs the Ardell harbour?", True),
        ("Does the Ardell harbour of Selma Quist charge a fee?", True),  # whether, not how much
    ],
)
def test_what_shows_no_number_does_not_answer_how_many(question: str, answered: bool) -> None:
    assert Texts([*OTHERS, HARBOUR]).ask(question).answered is answered
