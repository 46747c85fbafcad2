from hypothesis import given
from hypothesis import strategies as st

from bot.payloads import ChooseLanguage, ShowLatest, ShowSources, read_press
from bot.rendering.choices import settings_message
from bot.rendering.lists import PAGE_LENGTH, latest_message
from bot.rendering.message import Message
from bot.rendering.sources import SourceList, sources_message
from bot.rendering.texts import Texts
from index import Document, DocumentId, Source, SourceId, SourcePage
from tests.bot.samples import any_date, any_url, document, long_text, source
from tests.bot.telegram_html import check_message

TEXTS = Texts.load()
ENGLISH = TEXTS.phrases("en")


def listed(sources: list[Source], page: int = 0) -> Message:
    documents = {SourceId("source1"): DocumentId("document1")}
    shown = tuple(sources[page * PAGE_LENGTH : (page + 1) * PAGE_LENGTH])
    found = SourcePage(shown, len(sources), sum(source.passages for source in sources))
    return sources_message(SourceList(found, page), ENGLISH, username="FootnoteBot", documents=documents)


def buttons(message: Message) -> list[tuple[str, object]]:
    return [(button.text, read_press(button.data)) for row in message.buttons for button in row]


def test_sources_are_numbered_and_paged() -> None:
    message = listed([source(i + 1) for i in range(23)], 1)
    lines = message.html.split("\n")
    assert lines[:4] == [
        "<b>23 sources · 69 passages</b>",
        "page 2 of 3",
        "",
        '11. <a href="https://news.example/11">Source 11</a>',
    ]
    assert len(lines) == 13
    assert buttons(message) == [("‹ Back", ShowSources(0)), ("Next ›", ShowSources(2))]


def test_a_short_list_has_no_pages() -> None:
    message = listed([source(publisher="A & B")])
    assert message.html == (
        '<b>One source · 3 passages</b>\n\n1. <a href="https://news.example/1">Source 1</a> · A &amp; B'
    )
    assert message.buttons == ()


def test_a_source_without_a_web_address_opens_in_the_bot() -> None:
    html = listed([source(1, url=None), source(2, url=None)]).html
    assert '1. <a href="https://t.me/FootnoteBot?start=s_document1">Source 1</a>\n2. Source 2' in html


def test_without_sources_it_says_so() -> None:
    nothing = "There are no sources to search yet."
    assert listed([]).html == nothing
    assert latest_message([], 0, ENGLISH, username="FootnoteBot", more=False).html == nothing


def test_the_newest_texts_lead_to_older_ones() -> None:
    message = latest_message(
        [document(i) for i in range(1, 11)], 1, TEXTS.phrases("ru"), username="FootnoteBot", more=True
    )
    lines = message.html.split("\n")
    assert lines[0] == "<b>Новые тексты</b>"
    assert lines[2] == '11. <a href="https://news.example/1">Document 1</a> · The Example · август 2024'
    assert buttons(message) == [("‹ Новее", ShowLatest(0)), ("Старее ›", ShowLatest(2))]


def test_the_chosen_language_stands_between_dots() -> None:
    message = settings_message(TEXTS, ENGLISH, chat_id=7, chosen="ru")
    assert buttons(message)[:3] == [
        ("As in Telegram", ChooseLanguage(None)),
        ("English", ChooseLanguage("en")),
        ("· Русский ·", ChooseLanguage("ru")),
    ]


any_sources = st.lists(
    st.builds(source, title=long_text, url=any_url, publisher=st.none() | long_text, published=any_date),
    max_size=12,
)
any_documents = st.lists(
    st.builds(document, title=long_text, url=any_url, publisher=st.none() | long_text, published=any_date),
    max_size=10,
)


@given(any_sources, st.integers(0, 9999))
def test_any_list_of_sources_is_a_message_that_telegram_takes(sources: list[Source], page: int) -> None:
    check_message(listed(sources, page).html)


@given(any_documents, st.integers(0, 999), st.booleans())
def test_any_list_of_documents_is_a_message_that_telegram_takes(
    documents: list[Document], page: int, more: bool
) -> None:
    check_message(latest_message(documents, page, ENGLISH, username="FootnoteBot", more=more).html)
