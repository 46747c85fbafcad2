"""Alike questions are one gap; the gap most people wait for comes first."""

from bot.answers.gaps import merge_alike
from bot.subscriptions import WaitingQuestion


def gaps(*questions: tuple[str, int]) -> list[tuple[str, int]]:
    merged = merge_alike([WaitingQuestion(text, waiting) for text, waiting in questions])
    return [(each.text, each.waiting) for each in merged]


def test_other_inflections_and_small_words_make_no_other_question() -> None:
    assert gaps(
        ("Who taxes lighthouse keepers?", 2),
        ("What is a quux?", 3),
        ("Who is taxing the lighthouse keeper", 2),
        ("Кто освещает маяки в Архангельске?", 1),
        ("кто освещает маяк Архангельска", 1),
    ) == [
        ("Who taxes lighthouse keepers?", 4),
        ("What is a quux?", 3),
        ("Кто освещает маяки в Архангельске?", 2),
    ]


def test_a_question_that_shares_a_word_or_two_stays_by_itself() -> None:
    questions = [("Who taxes lighthouse keepers?", 1), ("Where was the lighthouse built?", 1), ("🤷", 1)]
    assert gaps(*questions) == questions
