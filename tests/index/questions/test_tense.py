"""What time a question asks about: now, by its tense or by a word, or what was."""

import pytest

from index.questions.parsing import parse_question


@pytest.mark.parametrize(
    "text",
    [
        "Is mining legal in Russia?",
        "who is the mayor",
        "How much is a ticket?",
        "Who heads the authority?",
        "How many people live in Ardell?",
        "легален ли майнинг",
        "запрещён ли майнинг в Карске",
        "кто мэр Арделла",
        "сколько стоит билет",
        "Wer leitet die Behörde?",
        "Ist Angeln erlaubt?",
    ],
)
def test_a_state_in_the_present_tense(text: str) -> None:
    question = parse_question(text)
    assert question.present
    assert not question.latest


@pytest.mark.parametrize(
    "text",
    [
        "Will Russia have a cryptocurrency of its own?",
        "Who was the last emperor?",
        "кто был последним императором",
        "сколько стоил билет",
        "What is an electric current?",
        "What is mining?",
        "что такое майнинг",
        "From whom did the current owner buy the castle?",
        "electric current in a wire",
        "last emperor of China",
        "Who lived in the house, now a school?",
        "Кто строил здание, где сейчас музей?",
        "Why is mining banned?",
        "Почему запрещён майнинг?",
        "Wer war Bürgermeister?",
    ],
)
def test_what_is_no_question_for_the_newest(text: str) -> None:
    question = parse_question(text)
    assert not question.present
    assert not question.latest


@pytest.mark.parametrize(
    "text",
    [
        "Who is governor now?",
        "the latest figure",
        "Какой сейчас тариф?",
        "current owner of the castle",
        "How much oil was spilt, according to the latest estimate?",
        "Сколько человек пострадало по последним данным?",
        "На какую дату теперь перенесли запуск?",
        "Wie hoch ist die Maut derzeit?",
    ],
)
def test_a_word_asks_for_the_newest(text: str) -> None:
    assert parse_question(text).latest


def test_the_words_for_it_are_not_looked_for() -> None:
    assert [word.text for word in parse_question("Who is governor at present?").words] == ["governor"]
    weights = {word.text: word.weight for word in parse_question("the latest figure for the harbour").words}
    assert max(weights["latest"], weights["figure"]) < weights["harbour"]
