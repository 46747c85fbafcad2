from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.links import LONGEST_LINK, link_to
from index.model import Document, DocumentId, Mark, SourceId, Span

URL = "https://example.org/article"


def document(
    text: str, url: str | None = URL, *, retells: bool = False, marks: tuple[Mark, ...] = ()
) -> Document:
    return Document(DocumentId("d"), SourceId("s"), "Title", text, url=url, retells=retells, marks=marks)


def link(sentence: str, url: str | None = URL) -> str | None:
    text = f"Before. {sentence} After."
    return link_to(document(text, url), Span(8, 8 + len(sentence)))


def test_a_sentence_of_eight_words_is_linked_as_a_whole() -> None:
    assert link("We need to regulate,  not\nban (the) half-empty") == (
        f"{URL}#:~:text=We%20need%20to%20regulate%2C%20not%20ban%20%28the%29%20half%2Dempty"
    )


def test_a_longer_sentence_is_linked_by_its_first_and_last_four_words() -> None:
    assert link("On August 8, 2024, President Putin signed a law & more.") == (
        f"{URL}#:~:text=On%20August%208%2C%202024%2C,a%20law%20%26%20more."
    )


def test_a_text_without_spaces_is_one_word() -> None:
    assert link("黑豹队赢了。") == f"{URL}#:~:text=%E9%BB%91%E8%B1%B9%E9%98%9F%E8%B5%A2%E4%BA%86%E3%80%82"


def test_a_fragment_that_is_there_stays() -> None:
    assert link("He came.", f"{URL}?a=1#part") == f"{URL}?a=1#part:~:text=He%20came."


def test_a_link_that_would_be_too_long_is_the_plain_address() -> None:
    assert link("я" * 200) == URL


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "ftp://example.org/x", "https://", "//example.org", "http://[x"]
)
def test_there_is_no_link_without_a_web_address(url: str | None) -> None:
    assert link("He came.", url) is None


def test_a_digest_links_to_the_mark_of_the_paragraph() -> None:
    text = "First one. Second one.\n\nThird one.\n\nFourth one."
    marks = (Mark(22, "taken a cautious-ish approach"), Mark(46, "another mark"))
    digest = document(text, retells=True, marks=marks)
    marked = f"{URL}#:~:text=taken%20a%20cautious%2Dish%20approach"
    assert link_to(digest, Span(0, 10)) == marked
    assert link_to(digest, Span(11, 22)) == marked
    assert link_to(digest, Span(24, 34)) == URL


def test_a_sentence_that_goes_on_in_the_next_paragraph_is_found_by_what_stands_in_each() -> None:
    assert link_to(document("0\n\n0"), Span(0, 4)) == f"{URL}#:~:text=0,0"


@given(
    st.text(min_size=1).filter(lambda text: "\n\n" not in text),  # within a paragraph: others are above
    st.sampled_from([URL, "http://example.org", f"{URL}?q=1#x", "https://пример.рф/путь"]),
)
def test_a_link_holds_the_sentence_and_no_syntax_of_its_own(sentence: str, url: str) -> None:
    made = link_to(document(sentence, url), Span(0, len(sentence)))
    assert made is not None
    assert made.startswith(url)
    assert len(made.encode()) <= LONGEST_LINK
    directive = made.removeprefix(url)
    if directive:
        parts = directive.removeprefix(":~:text=" if "#" in url else "#:~:text=").split(",")
        assert all(letter.isascii() and letter not in "-& " for part in parts for letter in part)
        words = sentence.split()
        expected = [words] if len(words) <= 8 else [words[:4], words[-4:]]
        assert [unquote(part) for part in parts] == [" ".join(some) for some in expected]
