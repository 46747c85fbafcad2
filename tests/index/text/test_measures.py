"""The kind of number asked for, and sentences that hold one or only another number."""

import pytest

from index.text.analysis import detect_language, fold
from index.text.measures import Measure, asked_measure


def measure(question: str) -> Measure | None:
    return asked_measure(fold(question), detect_language(question))


@pytest.mark.parametrize(
    ("question", "held", "other"),
    [
        ("How many ships sank?", "The storm sank 14 old ships.", "It came on 14 May with 9 gulls."),
        ("How many banks took part?", "Eleven commercial banks joined.", "It has 11 branches."),
        ("What is the tax rate?", "They pay 18 percent.", "They pay 18 crowns."),
        ("What share of votes did she win?", "She got 51 % of them.", "She got 51 of them."),
        ("How long did the trial last?", "It ended after 26 months.", "It ended in 2026."),
        ("How quickly is the phone answered?", "Within ninety seconds.", "By three clerks."),
        ("How old is the governor?", "Brell, 54, was a lawyer.", "Brell has 54 pairs of shoes."),
        ("On what date did it open?", "It opened on 2 March.", "It opened in 1904."),
        ("How much did the bridge cost?", "It cost 9 million.", "It has 9 arches."),
        ("How much is a ticket?", "Tickets are sold for 3.10 crowns.", "Tickets are sold in 3 shops."),
        ("What does a pass cost?", "A pass now comes to 66 crowns.", "A pass comes in 66 colours."),
        ("What was the fine?", "It was fined $300.", "It was closed 300 days ago."),
        ("Сколько депутатов голосовало за закон?", "За него было 112 депутатов.", "За 2 часа до полуночи."),
        ("Какая сейчас ставка налога?", "Она составляет 13 процентов.", "Она составляет 13 рублей."),
        ("Сколько лет министру?", "Министру 54 года.", "Министр назначен в среду."),
        ("Какого числа открыли рынок?", "Его открыли 2 апреля.", "Его открыли в 1904 году."),
        ("Сколько стоил мост?", "Он обошёлся в 5 млн рублей.", "У него 5 опор."),
        ("На какой срок его осудили?", "Ему дали семь лет тюрьмы.", "Его осудили в 7 утра."),
    ],
)
def test_a_number_of_another_kind_is_not_what_was_asked_for(question: str, held: str, other: str) -> None:
    asked = measure(question)
    assert asked is not None
    assert asked.is_in(held)
    assert not asked.is_in(other)


@pytest.mark.parametrize(
    "question", ["Who built the bridge?", "When did it open?", "Почему закрыли мост?", ""]
)
def test_a_question_may_ask_for_no_kind_of_number(question: str) -> None:
    assert measure(question) is None
