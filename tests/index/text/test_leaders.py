"""Who leads something: how it is asked, and which sentences name the leader."""

import pytest

from index.text.languages.leaders import leader_of
from tests.index.small_library import Texts, candidate, highlighted


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("who runs the bank of orrin?", "the central bank, led by hanna brell, wants a ban."),
        ("who heads the tram works", "ines maroda, head of the tram works, resigned."),
        ("who is in charge of the port?", "the port's director, jon vesk, said so."),
        ("who led the transport board in 2017?", "she is director of the orrin transport board."),
        ("who led the expedition", "jon vesk led the expedition to the pole."),
        ("кто управляет портом?", "портом управляет ион веск."),
        ("кто управляет портом?", "им управляет ион веск."),
        ("кто возглавляет банк Орина?".lower(), "глава банка орина ханна брелль подала в отставку."),
    ],
)
def test_a_sentence_names_the_leader(question: str, sentence: str) -> None:
    pattern = leader_of(question)
    assert pattern is not None
    assert pattern.search(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "the house of cards handles payments between banks and runs the tram card.",
        "jon vesk, deputy head of the bank, said so.",
        "the council asked the mayor to lead a workshop about the bank.",
        "critics called the bank slow.",
    ],
)
def test_a_sentence_about_other_things_names_none(sentence: str) -> None:
    pattern = leader_of("who runs the bank of orrin?")
    assert pattern is not None
    assert not pattern.search(sentence)


def test_other_questions_ask_for_no_leader() -> None:
    assert leader_of("who sold the bank?") is None
    assert leader_of("where does the river run") is None
    assert leader_of("who chaired it?") is None  # what was spoken of before tells


def test_the_leader_is_shown_though_another_text_has_all_words() -> None:
    texts = Texts(
        [
            candidate("card", "Payments", "It serves every bank of Orrin and runs the tram card."),
            candidate("ban", "A ban", "The bank of Orrin, led by Hanna Brell, wants a ban. Others do not."),
            candidate("park", "Parks", "Oak park lies by the river. A path runs along it."),
        ]
    )
    answer = texts.ask("Who runs the bank of Orrin?")
    assert answer.answered
    assert "Hanna Brell" in highlighted(answer)


def test_who_leads_is_found_in_another_language_by_the_verb() -> None:
    text = (
        "Four buses will connect both towns on Sundays, the transport company said. "
        "We were wrong, said Nadia Ferro, who has led Valley Transport since January."
    )
    answer = Texts([candidate("buses", "Buses return", text)]).ask("Кто руководит транспортной компанией?")
    assert "Nadia Ferro" in highlighted(answer)
