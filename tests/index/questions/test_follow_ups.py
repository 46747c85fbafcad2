"""Which questions take up the one before, and which stand alone."""

import pytest

from index.questions.parsing import parse_question

BEFORE = "What is the toll of the Orrin bridge?"


@pytest.mark.parametrize(
    "text",
    [
        "and in 2018?",
        "а в 2018 году?",
        "in 2018?",
        "why?",
        "Почему?",
        "what about carts?",
        "Who chaired it?",
        "What share of them approved it?",
        "Who is expected to replace her?",
        "How many days did that last?",
        "Кто его сменил?",
        "А сколько ему дали?",
        "Wer hat ihn gebaut?",
    ],
)
def test_what_cannot_stand_alone_takes_up_the_question_before(text: str) -> None:
    question = parse_question(text, previous=BEFORE)
    assert question.about == BEFORE
    assert "toll" in {word.text for word in question.words}


@pytest.mark.parametrize(
    "text",
    [
        "Will Russia have a cryptocurrency of its own?",
        "Did the miners pay their taxes?",
        "Does Brennholm pay its pilots?",
        "Is it legal to mine bitcoin?",
        "How many languages are there in India?",
        "Почему Путин поднял его?",
        "Who signed the law?",
        "What can you do?",
    ],
)
def test_what_has_its_noun_stands_alone(text: str) -> None:
    assert parse_question(text, previous=BEFORE).about is None
