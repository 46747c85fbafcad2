"""Questions that are odd get a sensible answer."""

import pytest

from tests.index.small_library import Texts, candidate, highlighted

LIBRARY = Texts(
    [
        candidate(
            "bridge", "Orrin bridge", "The toll of the Orrin bridge for a cart is 2 crowns. Monks built it."
        ),
        candidate(
            "market", "Рыбный рынок", "Рыбный рынок Ветрограда открыли в 1904 году. Им управляет Ористов."
        ),
        *(candidate(f"glass{i}", "Glass", f"The glass garden number {i} grows palms.") for i in range(5)),
    ]
)


@pytest.mark.parametrize("text", ["😀😀", "🤷‍♀️", "x", "ы", "?", "…", "-", '""', "- - -", "\u200b", "12"])
def test_what_asks_nothing_is_not_answered(text: str) -> None:
    answer = LIBRARY.ask(text)
    assert not answer.answered


def test_two_languages_in_one_question_find_either() -> None:
    assert LIBRARY.ask("когда открыли рынок, and who built it?").quotes[0].passage_id == "market"
    assert LIBRARY.ask("сколько стоит toll of the Orrin bridge").quotes[0].passage_id == "bridge"


@pytest.mark.parametrize(
    "text", ["橋の通行料はいくらですか", "다리 통행료는 얼마입니까", "πόσο κοστίζει η γέφυρα;"]
)
def test_a_script_that_no_source_has_is_not_answered(text: str) -> None:
    answer = LIBRARY.ask(text)
    assert not answer.answered
    assert answer.lacking in {"ja", "ko", "el"}


def test_a_greeting_with_a_question_is_answered() -> None:
    assert "2 crowns" in highlighted(LIBRARY.ask("Hello! What is the toll of the Orrin bridge for a cart?"))


@pytest.mark.parametrize("text", ["bridge " * 585, "wasistdasfüreinebrücke" * 186, "мост-" * 819, "a" * 4096])
def test_the_longest_text_is_read(text: str) -> None:
    assert len(LIBRARY.ask(text).question) <= 4096


@pytest.mark.parametrize(
    "text",
    [
        "tar -xvf bridge toll",
        "-Мост? Сколько за toll bridge",
        '32" toll bridge',
        'toll "bridge',
        "toll -v bridge",
    ],
)
def test_signs_that_are_no_operators_exclude_nothing(text: str) -> None:
    assert LIBRARY.ask(text).quotes[0].passage_id == "bridge"


@pytest.mark.parametrize(
    "query", ["mining -russia", 'mining -"in Russia"', "mining -the -Russia", "mining -in -Russia"]
)
def test_what_is_excluded_does_not_hide_the_rest(query: str) -> None:
    named = "Mining in Russia is big: farm number {} does mining, and mining pays in Russia."
    library = Texts(
        [
            *(candidate(f"r{i}", "Mining", named.format(i)) for i in range(60)),
            candidate("other", "Heat", "The heat of the earth in Iceland serves the mining."),
        ]
    )
    assert [quote.passage_id for quote in library.ask(query).quotes] == ["other"]
