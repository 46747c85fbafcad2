"""What a card says beside its passage: how it understood the question, and what dates decided."""

from hypothesis import given

from bot.rendering.cards import answer_message
from bot.rendering.texts import Texts
from index import Answer, PartialDate, Span
from tests.bot.samples import answer, long_text, quote
from tests.bot.telegram_html import check_message

TEXTS = Texts.load()


def html(shown: Answer, language: str = "en") -> str:
    return answer_message(shown, "id", TEXTS.phrases(language), username="FootnoteBot").html


def test_a_word_taken_for_another_is_named() -> None:
    asked = answer(quote(), searched_for=(("Nabiulina", "Nabiullina"), ("<b>", "ban")))
    first = html(asked).split("\n")[0]
    assert first == (
        "<i>Searched for “Nabiullina” (you wrote “Nabiulina”), “ban” (you wrote “&lt;b&gt;”)</i>"
    )
    assert "вы написали" in html(asked, "ru")


def test_a_kept_topic_is_named() -> None:
    assert html(answer(quote(), about="Who leads the bank?")).startswith("<i>About: ")


def test_the_newest_older_source_is_shown_when_dates_decide() -> None:
    older = quote(2, published=PartialDate(2018, 6), publisher="Old News")
    lines = html(answer(quote(), by_date=True, earlier=older)).split("\n")
    assert lines[2] == "📅 Earlier: Old News · June 2018 — Putin signed the law on 8 August 2024."
    assert "📅 Ordered by the dates" in html(answer(quote(), by_date=True))


@given(long_text, long_text)
def test_remarks_never_make_a_message_too_long(text: str, title: str) -> None:
    long = quote(2, text=text, title=title, highlight=Span(0, len(text)), sentences=(Span(0, len(text)),))
    asked = answer(long, long, long, by_date=True, earlier=long, about="why? " * 500)
    check_message(html(asked))
