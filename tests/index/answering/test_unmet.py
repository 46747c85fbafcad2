"""A question about a named thing, of which the sources say other things."""

import pytest

from tests.index.small_library import Texts, candidate

TEXTS = Texts(
    [
        candidate(
            "chair",
            "A new hand at the tramway",
            "The council appointed Hanna Brell director of the Orrin tramway. She planned a railway before.",
        ),
        candidate(
            "boat",
            "The winter boats",
            "The Kestrel sails to Skarn since 3 June 2021. She carries sixty carts and her crew is small.",
        ),
        candidate("brell", "Hanna Brell", "Hanna Brell keeps the toll. She walks with a white cane."),
        candidate("ban", "Sanctions", "Goods from Australia, Canada and Japan are no longer sold in Orrin."),
        candidate(
            "day", "Diary of the boat", "12 March 2025. The pump was repaired and the deck was scrubbed."
        ),
        candidate("money", "Money", "Merchants of Orrin move capital across the border. Nobody counts it."),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "What is the salary of Hanna Brell in crowns?",
        "Who sponsors the Kestrel?",
        "What is the capital of Australia?",
        "Which songs are sung in Canada?",
    ],
)
def test_what_is_asked_of_a_name_and_said_nowhere_is_not_answered(text: str) -> None:
    assert not TEXTS.ask(text).answered


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Who is director of the Orrin tramway?", "chair"),
        ("Since when does the Kestrel run?", "boat"),
        ("What does Hanna Brell carry?", "brell"),
        ("Which goods come from Australia?", "ban"),
        ("What happened on 12 March 2025?", "day"),
    ],
)
def test_what_is_said_or_told_by_a_date_or_is_about_the_name_is_answered(text: str, passage: str) -> None:
    answer = TEXTS.ask(text)
    assert answer.quotes[0].passage_id == passage
    assert answer.answered
