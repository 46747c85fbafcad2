"""Why: the words, and what each feature added to the score."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import Pane, View
from bot.rendering.cards import answer_message
from bot.rendering.texts import Texts
from index import Match, Quote
from index.ranking.order import WEIGHTS
from tests.bot.samples import answer, quote
from tests.bot.telegram_html import check_message, read_html

TEXTS = Texts.load()
FEATURES = [*WEIGHTS, "measured", "date"]
POINTS = {"length": -0.92, "letters": 4.1, "sentences": 2.66, "title": 0.04, "date": -1.5, "lead": 0.43}
_FIGURE = re.compile(r"\u00a0([+−][\d,.\u00a0]+?)(?:\u00a0· |$)")


def why(shown: Quote, language: str = "en", top: int = 0) -> str:
    message = answer_message(
        answer(*[shown] * (top + 1)),
        "id",
        TEXTS.phrases(language),
        username="FootnoteBot",
        view=View(top, Pane.WHY),
    )
    check_message(message.html)
    return message.html.split("</blockquote>\n", 1)[1]


def points_of(html: str) -> list[str]:
    """The lines that can be unfolded."""
    _, entities = read_html(html)
    return next(entity.text for entity in reversed(entities) if entity.tag == "blockquote").split("\n")


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "How it was scored: 4.8",
                "the same letters +4.1 · words in one sentence +2.7 · found in the first sentence +0.4"
                " · length −0.9 · date −1.5",
            ],
        ),
        (
            "ru",
            [
                "Как посчитано: 4,8",
                "те же буквы +4,1 · слова в одном предложении +2,7 · найдено в первом предложении +0,4"
                " · длина −0,9 · дата −1,5",
            ],
        ),
    ],
)
def test_the_features_are_told_by_what_they_added_the_largest_first(language: str, lines: list[str]) -> None:
    html = why(quote(points=POINTS, score=4.81), language)
    assert html.endswith("</blockquote>")
    assert "<blockquote expandable>" in html
    assert [line.replace("\u00a0", " ") for line in points_of(html)] == lines


def test_what_is_too_small_to_tell_is_told_in_one() -> None:
    many = dict.fromkeys(FEATURES[:10], 0.04) | {"date": 0.05}
    assert (
        points_of(why(quote(points=many, score=0.45)))[1].replace("\u00a0", " ")
        == "date +0.1 · the rest +0.4"
    )


@given(st.dictionaries(st.sampled_from(FEATURES), st.floats(-40, 40)), st.sampled_from(["en", "ru"]))
def test_the_points_told_sum_up_to_the_score_told(points: dict[str, float], language: str) -> None:
    if not points:
        return
    heading, *rest = points_of(why(quote(points=points, score=sum(points.values())), language))
    told = sum((_number(figure) for line in rest for figure in _FIGURE.findall(line)), Decimal())
    assert told == _number(heading.partition(": ")[2])

    largest_first = sorted(filter(lambda point: abs(point) * 10 + 0.5 >= 1, points.values()), reverse=True)
    figures = [float(_number(figure)) for line in rest for figure in _FIGURE.findall(line)]
    assert figures[: len(largest_first)] == pytest.approx(largest_first, abs=0.051)
    lost = sum(figures[len(largest_first) :])
    assert abs(lost) <= 0.05 * (len(points) + 1) + 1e-9, "the rest is what is too small or lost by rounding"


def _number(figure: str) -> Decimal:
    return Decimal(figure.replace("−", "-").replace(",", "."))


@pytest.mark.parametrize("language", TEXTS.languages)
def test_every_feature_has_a_name_of_its_own(language: str) -> None:
    phrases = TEXTS.phrases(language)
    named = {name: phrases.text("why-point", feature=name, sign="+", points=1.0) for name in FEATURES}
    rest = phrases.text("why-point", feature="rest", sign="+", points=1.0)
    assert len({*named.values(), rest}) == len(FEATURES) + 1, named


def test_an_answer_given_before_points_were_kept_has_none() -> None:
    assert "Points" not in why(quote())


def test_points_are_those_of_the_passage_on_top() -> None:
    assert "How it was scored: 4.8" in why(quote(points=POINTS, score=4.81), top=1)


@pytest.mark.parametrize(
    ("match", "line"),
    [
        (Match("mining", "mined", 12, 1.0), "“mining”: in 12 of 57 passages"),
        (Match("Law", "laws", 12, 1.0), "“Law”: in 12 of 57 passages"),
        (Match("btc", "Bitcoin", 3, 1.0), "“btc”, found as “Bitcoin”: in 3 of 57 passages"),
        (Match("закон", "law", 3, 1.0), "“закон”, found as “law”: in 3 of 57 passages"),
        (Match("закона", "законы", 3, 1.0), "“закона”: in 3 of 57 passages"),
    ],
)
def test_only_another_word_is_told_not_another_form(match: Match, line: str) -> None:
    assert why(quote(matches=(match,))).splitlines()[1] == line


def test_the_longest_words_leave_room_for_the_points() -> None:
    long = tuple(Match("🙂" * 80, "💡" * 80, 12, 1.0) for _ in range(12))
    html = why(quote(matches=long, points=dict.fromkeys(FEATURES, 7.0), score=140.0))
    assert points_of(html)[0] == "How it was scored: 140.0"
