from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.payloads import AskAbout, MuteSource, TurnNews, Unfollow, read_press
from bot.rendering.announcements import Item, announcement_message
from bot.rendering.message import Message
from bot.rendering.subscriptions import Wishes, schedule_message, subscriptions_message
from bot.rendering.texts import Texts
from bot.subscriptions import Destination, Kind, Rhythm, Schedule, Subscription, SubscriptionId
from index import SourceId
from tests.bot.samples import LINK, any_quote, document, long_text, quote
from tests.bot.telegram_html import check_message

TEXTS = Texts.load()
HERE = Destination(7)
SUMMARY = ("The bill was read in July.", "It took effect in November.")


def subscription(kind: Kind, text: str = "", number: int = 1) -> Subscription:
    return Subscription(
        SubscriptionId(number), HERE, kind, text, "en", 7, None, paused=False, told=None, answered_at=None
    )


def told(*items: Item, language: str = "en", page: int = 0) -> Message:
    return announcement_message(items, HERE, TEXTS.phrases(language), username="FootnoteBot", page=page)


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


def test_a_new_text_with_what_it_says_and_why_it_comes() -> None:
    item = Item(document(), (subscription(Kind.WORDS, "mining ban"),), SUMMARY)
    message = told(item)
    assert message.html == (
        '<b><a href="https://news.example/1">Document 1</a></b> · The Example · August 2024\n'
        "<blockquote>The bill was read in July. It took effect in November.</blockquote>\n"
        "Because you follow: mining ban"
    )
    assert labels(message) == [["💬 Ask about this", "🔕 Mute this"], ["✖ Unfollow"]]
    pressed = [read_press(button.data) for row in message.buttons for button in row]
    source = SourceId("source1")
    assert pressed == [AskAbout(source), MuteSource(source, True), Unfollow(1)]


def test_the_answer_to_a_standing_question() -> None:
    item = Item(document(), (subscription(Kind.STANDING, "When was it signed?"),), quote=quote())
    message = told(item)
    assert message.html == (
        "🔔 You asked: “When was it signed?”\n"
        f'<b><a href="{LINK}">Mining becomes legal</a></b> · The Example · 8 August 2024\n'
        "<blockquote>The bill was read in July. <b>Putin signed the law on 8 August 2024.</b>"
        " It took effect in November.</blockquote>"
    )
    assert labels(message) == [["💬 Ask about this"]]


def test_a_changed_answer_stands_beside_the_old_one() -> None:
    asked = subscription(Kind.QUESTION, "When was it signed?")
    lines = told(Item(document(), (asked,), quote=quote(), before="It is signed in July.")).html.split("\n")
    assert lines[0] == "✏️ The answer has changed: “When was it signed?”"
    assert lines[2:4] == ["Before:", "<blockquote>It is signed in July.</blockquote>"]
    assert lines[4] == "Now:"


def test_several_are_a_list_with_answers_first_and_pages() -> None:
    everything = subscription(Kind.EVERYTHING)
    asked = subscription(Kind.QUESTION, "When?", 2)
    items = [Item(document(), (asked,), quote=quote())]
    items += [Item(document(number), (everything,), SUMMARY) for number in range(2, 13)]
    first = told(*items)
    assert first.html.startswith("<b>12 new texts</b>\n1–10 of 12\n1. 🔔 New on your question: “When?”\n")
    assert first.html.endswith("\nBecause you follow: everything new")
    assert read_press(first.buttons[0][0].data) == TurnNews(1)
    second = told(*items, page=1, language="ru")
    assert second.html.startswith("<b>12 новых текстов</b>\n11–12 из 12\n11. ")
    assert labels(second) == [["‹ Назад"], ["🔔 Подписки"]]


kinds = st.sampled_from(Kind)
subscriptions = st.builds(subscription, kinds, long_text, st.integers(1, 10**12))
documents = st.builds(lambda title, url: document(title=title, url=url), long_text, long_text)


@st.composite
def items(draw: st.DrawFn) -> Item:
    because = tuple(draw(st.lists(subscriptions, min_size=1, max_size=8)))
    answering = because[0].kind in (Kind.QUESTION, Kind.STANDING)
    details: dict[str, Any] = {"summary": tuple(draw(st.lists(long_text, max_size=2)))}
    if answering:
        details = {"quote": draw(any_quote()), "before": draw(st.none() | long_text)}
    return Item(draw(documents), because, **details)


def check(message: Message) -> None:
    check_message(message.html)
    for row in message.buttons:
        for button in row:
            assert button.data is not None
            assert len(button.data.encode()) <= 64
            assert read_press(button.data) is not None


@settings(max_examples=25)
@given(st.lists(items(), min_size=1, max_size=12), st.sampled_from(["en", "ru"]), st.integers(0, 3))
def test_any_news_is_a_message_that_telegram_takes(news: list[Item], language: str, page: int) -> None:
    check(told(*news, language=language, page=page))


@given(st.lists(subscriptions, max_size=50), st.integers(0, 6), st.lists(long_text, max_size=12))
def test_any_subscriptions_are_a_message_that_telegram_takes(
    wanted: list[Subscription], page: int, muted: list[str]
) -> None:
    destination = Destination(-1_001_234_567_890, 123_456)
    titles = tuple((SourceId("abcdefghijkl"), title) for title in muted)
    wishes = Wishes(
        destination, tuple(wanted), Schedule(), titles, barred_since=datetime(2026, 11, 22, 12, tzinfo=UTC)
    )
    check(subscriptions_message(wishes, page, TEXTS.phrases("ru")))


def test_every_schedule_is_a_message_that_telegram_takes() -> None:
    destination = Destination(-1_001_234_567_890, 123_456)
    for rhythm in Rhythm:
        for language in ("en", "ru"):
            check(schedule_message(destination, Schedule(rhythm), TEXTS.phrases(language)))
