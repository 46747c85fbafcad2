import pytest

from index.model import PartialDate
from index.sources.extract.datelines import is_dateline, published_in
from index.sources.extract.furniture import is_furniture, keep_text

BODY = "The council of the town decided on Monday that the old bridge will be closed for two years. " * 3


def kept(*lines: str) -> list[str]:
    return [line for line, keep in zip(lines, keep_text(lines), strict=True) if keep and line]


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "SHARE THIS STORY:",
        "Share on Facebook",
        "ARTICLE CONTINUES BELOW",
        "Advertisement",
        "Don’t miss another issue.Subscribe to the Daily Bridge newsletter today. See all newsletters",
        "Sign up for our newsletter",
        "Subscribe now!",
        "Get the latest news in your inbox",
        "Подпишитесь на наш канал",
        "Поделиться в Telegram",
        "Image Credit: Channel Two",
        "Photo: Jane Doe / Reuters",
        "Photo by Jane Doe on Unsplash",
        "Фото: ТАСС",
        "© 2024 The Gazette",
        "(Shutterstock)",
        "Getty Images/Jane Doe",
        "Original Article By Bridge Magazine",
        "This article was originally published by the Gazette",
        "5 min read",
        "Read more: How bridges are built",
        "Читайте также: Как строят мосты",
        "More For You",
        "Updated 8 August 2024 at 10:15 UTC",
        "Опубликовано 8 августа 2024 года в 10:15",
    ],
)
def test_furniture_is_known(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Sharing an article is easy.",
        "Subscribers grew by 5% in 2023.",
        "Readers who like this paper a lot can pay for it. Subscribe to the newsletter today.",
        "The image credit system of the Gazette was changed.",
        "Pictures by Monet hang in the museum.",
        "More for you than for me, he said.",
        "Published in 2018, the book became a success.",
        "On August 8, 2024, President Putin signed a law.",
        "July 30, 2024: the Duma passed it",
        "Photography is an art.",
        "Get used to it.",
        "По теме выступил депутат.",
    ],
)
def test_text_is_no_furniture(line: str) -> None:
    assert not is_furniture(line)


def test_what_follows_the_article_is_dropped() -> None:
    assert kept("Title", "", BODY, "", "More For You", "", BODY.upper(), "What to know:", "• An item") == [
        "Title",
        BODY,
    ]


def test_a_box_above_the_article_ends_nothing() -> None:
    assert kept("Related stories", "Title", BODY) == ["Title", BODY]


def test_a_caption_that_repeats_the_description_of_its_picture_is_dropped() -> None:
    caption = "The mayor is answering a question about the bridge"
    assert kept("Published Jun 7, 2018", caption, caption, "", BODY) == [BODY]
    assert kept("He waited.", "He waited.", BODY) == ["He waited.", "He waited.", BODY]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published Jun 7, 2018, 8:51 p.m.", PartialDate(2018, 6, 7)),
        ("Updated Sep 13, 2021 | Published Jun 7, 2018", PartialDate(2018, 6, 7)),
        ("Published: 2018-06-07 Updated: 2021-09-13", PartialDate(2018, 6, 7)),
        ("7th June 2018 · 3 min read", PartialDate(2018, 6, 7)),
        ("Опубликовано 7 июня 2018 г., 10:00", PartialDate(2018, 6, 7)),
        ("07.06.2018", PartialDate(2018, 6, 7)),
        ("Last updated 7 June 2018", None),
        ("Published Jun 37, 2018", None),
    ],
)
def test_a_dateline_gives_the_day(line: str, published: PartialDate | None) -> None:
    assert published_in(line) == published
    assert is_dateline(line) == ("37" not in line)
