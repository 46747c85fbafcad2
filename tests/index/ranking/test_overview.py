"""A summary that is asked for: what each source says best, newest first."""

from tests.index.small_library import Texts, candidate

TEXTS = Texts(
    [
        candidate("old", "Mining in 2018", "Mining was not regulated in 2018. Nobody knew why.", "2018"),
        candidate("mid", "Mining in 2022", "The bank wanted to ban mining in 2022. It failed.", "2022"),
        candidate("new", "Mining in 2024", "A law on mining was signed in 2024. It holds.", "2024-08-08"),
        candidate("other", "Bread", "Bread needs flour, water and salt. It is baked.", "2025"),
    ]
)


def test_a_summary_quotes_each_source_newest_first() -> None:
    answer = TEXTS.ask("Tell me everything about mining")

    assert answer.overview
    assert [quote.source_id for quote in answer.quotes] == ["new", "mid", "old"]
    assert [quote.score for quote in answer.quotes] == sorted((q.score for q in answer.quotes), reverse=True)


def test_a_comparison_of_years_quotes_these_years() -> None:
    answer = TEXTS.ask("Compare 2018 and 2024: mining")

    assert [str(quote.published) for quote in answer.quotes] == ["2024-08-08", "2018"]


def test_what_no_source_knows_is_not_answered_by_a_summary() -> None:
    assert not TEXTS.ask("Tell me everything about gardening").answered


def test_of_two_questions_each_has_its_answer() -> None:
    answer = TEXTS.ask("When was the law on mining signed? What does bread need to be baked?")

    assert (answer.quotes[0].source_id, answer.second) == ("new", "What does bread need to be baked?")
    assert answer.second_quote is not None
    assert answer.second_quote.source_id == "other"


def test_of_two_questions_the_one_that_is_answered_comes_first() -> None:
    answer = TEXTS.ask("Who won the world cup of football? When was the law on mining signed?")

    assert answer.answered
    assert (answer.quotes[0].source_id, answer.second) == ("new", "Who won the world cup of football?")
    assert answer.second_quote is None
