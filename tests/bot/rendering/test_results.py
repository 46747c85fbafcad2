from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.message import Choice
from bot.rendering.results import document_choice, guest_choice, passage_choice
from bot.rendering.texts import Texts
from index import Answer, Quote
from tests.bot.samples import any_answer, any_date, any_quote, document, long_text
from tests.bot.telegram_html import check_message

TEXTS = Texts.load()
languages = st.sampled_from(["en", "ru"])


def check(choice: Choice) -> None:
    assert 1 <= len(choice.id.encode()) <= 64
    assert choice.title.strip()
    check_message(choice.message.html)
    for button in (button for row in choice.message.buttons for button in row):
        assert button.url is not None
        assert button.url.startswith("https://t.me/FootnoteBot?start=")


@given(any_quote(), languages)
def test_any_passage_can_be_offered(quote: Quote, language: str) -> None:
    check(passage_choice(quote, TEXTS.phrases(language), username="FootnoteBot"))


@given(long_text, st.none() | long_text, any_date, languages)
def test_any_document_can_be_offered(title: str, publisher: str | None, date: object, language: str) -> None:
    offered = document(title=title, publisher=publisher, published=date)
    check(document_choice(offered, TEXTS.phrases(language), username="FootnoteBot"))


@given(any_answer, languages)
def test_any_answer_can_be_given_to_a_guest(answer: Answer, language: str) -> None:
    check(guest_choice(answer, "abc", TEXTS.phrases(language), username="FootnoteBot"))
