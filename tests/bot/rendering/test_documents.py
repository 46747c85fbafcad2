from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import ShowDocument, read_press
from bot.rendering.documents import document_message, split_pages
from bot.rendering.markup import text_units
from bot.rendering.texts import Texts
from index import Document
from tests.bot.samples import any_date, any_url, document, long_text
from tests.bot.telegram_html import check_message

TEXTS = Texts.load()


def test_a_short_document_is_one_page_without_buttons() -> None:
    message = document_message(document(), 0, TEXTS.phrases("en"), username="FootnoteBot")
    assert message.html.startswith(
        '<b><a href="https://news.example/1">Document 1</a></b> · The Example · August 2024\n\nThe bill was'
    )
    assert message.buttons == ()


def test_a_long_document_has_pages_to_turn() -> None:
    text = "\n\n".join(f"Paragraph {i}. " + "word " * 100 for i in range(20))
    message = document_message(document(text=text), 1, TEXTS.phrases("en"), username="FootnoteBot")
    assert message.html.split("\n")[1] == "page 2 of 4"
    ((back, forward),) = message.buttons
    assert (back.text, read_press(back.data)) == ("‹ Back", ShowDocument("document1", 0))
    assert (forward.text, read_press(forward.data)) == ("Next ›", ShowDocument("document1", 2))


def test_beyond_the_end_is_the_last_page() -> None:
    text = "word " * 1500
    message = document_message(document(text=text), 999, TEXTS.phrases("en"), username="FootnoteBot")
    assert "page 3 of 3" in message.html
    assert len(message.buttons[0]) == 1


@given(long_text, st.integers(2, 500))
def test_no_word_is_lost_between_pages(text: str, units: int) -> None:
    pages = list(split_pages(text, units))
    assert "".join("".join(page.split()) for page in pages) == "".join(text.split())
    assert all(0 < text_units(page) <= units for page in pages)


def test_pages_end_with_paragraphs_where_they_can() -> None:
    text = "\n\n".join("word " * 100 + f"end {i}." for i in range(10))
    assert all(page.endswith(".") for page in split_pages(text, 2000))


@given(
    st.builds(
        document,
        text=long_text,
        title=long_text,
        url=any_url,
        publisher=st.none() | long_text,
        published=any_date,
        retells=st.booleans(),
    ),
    st.integers(0, 9999),
    st.sampled_from(["en", "ru"]),
)
def test_any_document_is_a_message_that_telegram_takes(any_: Document, page: int, language: str) -> None:
    check_message(document_message(any_, page, TEXTS.phrases(language), username="FootnoteBot").html)
