"""Sources of different dates: which comes first, and what the older one said otherwise."""

import pytest

from index.model import Answer
from tests.index.small_library import Texts, candidate, highlighted

TOLL = "How many crowns is the toll of the Orrin bridge for a cart?"

OLD = candidate(
    "old",
    "Orrin bridge",
    "The toll of the Orrin bridge for a cart is 2 crowns. It was built by monks.",
    "2018-03-01",
)
SAME = candidate(
    "same",
    "A walk",
    "The toll of the Orrin bridge for a cart is 5 crowns, says a board by the gate.",
    "2021-04",
)
NEW = candidate(
    "new",
    "Orrin bridge",
    "The toll of the Orrin bridge for a cart is 5 crowns. The council decided so.",
    "2023-07-02",
)
MAYOR = candidate("mayor", "Ardell", "Maria Thornwood is the mayor of Ardell. She keeps bees.", "2019-11")
NEXT_MAYOR = candidate("next", "Ardell", "Gleb Oristov is the mayor of Ardell. He keeps goats.", "2022-02")
OTHERS = [
    candidate(f"other{i}", "Glass garden", f"The glass garden of {name} grows palms.", "2020")
    for i, name in enumerate(["Veld", "Sill", "Karsk", "Dunmere"])
]


def ask(question: str, *texts: str, previous: str | None = None) -> Answer:
    known = {str(one.passage.id): one for one in (OLD, SAME, NEW, MAYOR, NEXT_MAYOR)}
    return Texts([*OTHERS, *(known[text] for text in texts)]).ask(question, previous=previous)


def test_when_passages_disagree_in_a_number_the_newest_is_first_and_the_older_is_told() -> None:
    answer = ask(TOLL, "old", "new")
    assert answer.quotes[0].passage_id == "new"
    assert answer.earlier is not None
    assert answer.earlier.passage_id == "old"
    assert answer.by_date


def test_passages_that_agree_are_not_ordered_by_date() -> None:
    answer = ask(TOLL, "same", "new")
    assert answer.earlier is None
    assert not answer.by_date


@pytest.mark.parametrize(
    "question", ["Is fishing from the Orrin bridge legal?", "May one fish from the Orrin bridge?"]
)
def test_how_things_stand_is_told_by_the_newest_that_answers(question: str) -> None:
    old, new, other = (
        candidate(name, "Orrin bridge", text, day)
        for name, text, day in (
            ("old", "Fishing from the Orrin bridge is not legal; 3 people may be fined at once.", "2018-03"),
            (
                "new",
                "Since 12 May fishing from the Orrin bridge is legal, and one may fish all night.",
                "2023",
            ),
            ("other", "The Orrin bridge got a new lamp. The lamp is made of glass.", "2024"),
        )
    )
    answer = Texts([*OTHERS, old, new, other]).ask(question)
    assert answer.quotes[0].passage_id == "new"
    assert answer.earlier is not None
    assert answer.earlier.passage_id == "old"


def test_what_was_or_will_be_is_not_told_by_the_newest() -> None:
    first = candidate(
        "first", "Ardell", "Odo Harrow was the first mayor of Ardell, in a wooden hall.", "2016"
    )
    later = candidate("later", "Ardell", "Gleb Oristov, mayor of Ardell, was first in the race.", "2022")
    for question in (
        "Who was the first mayor of Ardell?",
        "Will the first mayor of Ardell have a wooden hall?",
    ):
        assert Texts([*OTHERS, first, later]).ask(question).quotes[0].passage_id == "first"


def test_what_does_not_answer_is_not_lifted_by_its_date() -> None:
    later = candidate("later", "Ardell", "The council of Ardell met again, with tea and a new clock.", "2024")
    answer = Texts([*OTHERS, MAYOR, NEXT_MAYOR, later]).ask("Who is the mayor of Ardell now?")
    assert answer.quotes[0].passage_id == "next"


def test_the_latest_figure_is_that_of_what_is_counted_and_none_that_is_called_so() -> None:
    counted = candidate("counted", "Harbour", "In the Ardell harbour 40 boats are missing.", "2020")
    newer = candidate("newer", "Harbour", "In the Ardell harbour 47 boats are missing.", "2022")
    called = candidate("called", "Fair", "Odo Harrow called the figure a fairy tale about boats.", "2024")
    answer = Texts([*OTHERS, counted, newer, called]).ask("What is the latest figure for missing boats?")
    assert answer.quotes[0].passage_id == "newer"


def test_what_says_the_same_is_not_told_as_earlier() -> None:
    answer = ask(f"{TOLL[:-1]} now?", "old", "same", "new")
    assert answer.quotes[0].passage_id == "new"
    assert answer.earlier is not None
    assert answer.earlier.passage_id == "old"


def test_the_newest_is_told_even_if_it_was_first_anyway() -> None:
    answer = ask("Who is the mayor of Ardell now?", "mayor", "next")
    assert "Gleb Oristov" in highlighted(answer)
    assert answer.by_date
    assert answer.earlier is not None
    assert "Maria Thornwood" in answer.earlier.highlight.of(answer.earlier.text)


def test_a_source_of_the_year_asked_for_need_not_write_the_year() -> None:
    answer = ask("Who was the mayor of Ardell in 2019?", "mayor", "next")
    assert "Maria Thornwood" in highlighted(answer)
    assert answer.earlier is None


def test_the_month_asked_for_counts_as_well() -> None:
    answer = ask("Who was the mayor of Ardell in February 2022?", "mayor", "next")
    assert "Gleb Oristov" in highlighted(answer)


def test_another_text_of_the_year_asked_for_does_not_come_before_one_that_answers() -> None:
    toll = candidate(
        "toll",
        "A keeper leaves",
        "After nine years at its head, Hanna Brell has stepped down as director of the Orrin toll board.",
        "2018-11-02",
    )
    fall = candidate(
        "fall",
        "A cart falls",
        "A cart of Maria Thornwood left the road at Mill Street by the Orrin on Tuesday morning.",
        "2020-02-11",
    )
    answer = Texts([*OTHERS, toll, fall]).ask("Who was director of the Orrin toll board in 2020?")
    assert answer.quotes[0].passage_id == "toll"


def test_the_year_of_the_question_before_still_holds() -> None:
    for year, kept in (("2019", "bees"), ("2022", "goats")):
        before = f"Who was the mayor of Ardell in {year}?"
        assert kept in highlighted(ask("And what do they keep?", "mayor", "next", previous=before))


def test_sources_without_dates_are_left_in_their_order() -> None:
    undated = [candidate("u", "Ardell", "Hanna Brell is the mayor of Ardell now."), *OTHERS]
    answer = Texts(undated).ask("Who is the mayor of Ardell now?")
    assert answer.quotes[0].passage_id == "u"
    assert not answer.by_date


def test_what_dates_did_to_the_score_is_told() -> None:
    first, second, *_ = ask(TOLL, "old", "same").quotes
    assert first.points["date"] > 0 > second.points["date"]
    for quote in (first, second):
        assert sum(quote.points.values()) == pytest.approx(quote.score, abs=0.02)
    assert "date" not in ask(TOLL, "same", "new").quotes[0].points


def test_scores_still_fall_when_dates_decide() -> None:
    scores = [quote.score for quote in ask(TOLL, "old", "same", "new").quotes]
    assert scores == sorted(scores, reverse=True)
