import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.model import Mark, PartialDate
from index.sources.extract import extract

_MARKUP = [
    "word ", "One. ", "\n", "\n\n", "# ", "* ", "- ", "  ", "1. ", "> ", "| a | b |\n|---|---|\n",
    "```\n", "---\n", "+++\n", "title: a\n", "===\n", "%% ", "==", "[[", "]]", "{{", "}}", "{%", "%}",
    ":::\n", "a:: b\n", "<p>", "</p>", "<table><tr><td>", "<ul><li>", "<h2>", "<!-- at: two words -->",
    "<details>", "<pre>", "<sup>2</sup>", ".. a::\n", "::\n\n", "#+BEGIN_SRC\n", "|===\n", "----\n",
    "[Page 7]\n", "Share this article\n", "Published: 4 June 2012\n", "Subject: a\n", "\u00a0", "é",
    "中文。", "«", "\t",
]  # fmt: skip

ARTICLE = """Share this article

Mayor: Town Should Build a Bridge to Avoid 'Detours'

The mayor is still sceptical about tunnels, she said Thursday.

Updated Sep 13, 2021, 8:02 a.m. Published Jun 7, 2018, 8:51 p.m.
The mayor is answering a question about bridges on television
The mayor is answering a question about bridges on television

The town has taken a careful approach to tunnels, the mayor said during a yearly meeting.

Asked if the town will have a tunnel one day, she said that she does not see it coming.

STORY CONTINUES BELOW
Don't miss another story.Subscribe to the Daily Bridge Newsletter today. See all newsletters

A next step

"Somewhere in Japan they use it," the mayor remarked on Thursday.

Image Credit: Channel Two

More For You

A Report on Ferries

What to know:

  • As of October, the ferries have carried two million people.
"""


def test_a_heading_that_all_files_begin_with_is_no_title() -> None:
    text = b"<h1>Lantern</h1>\n\n## Life cycle\n\nA lamp is lit.\n\n## Life cycle of a wick\n\nShort.\n"
    assert extract(text, "docs/Life-cycle.md").title == "Life cycle"
    assert extract(text, "docs/Guide.md").title == "Lantern"
    assert extract(b"# Lantern\n\nText.\n\n## Life cycle\n\nMore.\n", "Life-cycle.md").title == "Lantern"


def test_a_saved_page_becomes_its_article() -> None:
    found = extract(ARTICLE.encode(), "article.txt")
    assert found.title == "Mayor: Town Should Build a Bridge to Avoid 'Detours'"
    assert found.published == PartialDate(2018, 6, 7)
    assert found.text == (
        "The mayor is still sceptical about tunnels, she said Thursday.\n\n"
        "The town has taken a careful approach to tunnels, the mayor said during a yearly meeting.\n\n"
        "Asked if the town will have a tunnel one day, she said that she does not see it coming.\n\n"
        'A next step\n\n"Somewhere in Japan they use it," the mayor remarked on Thursday.'
    )


def test_a_digest_has_its_fields_and_marks() -> None:
    text = (
        "---\ntitle: The bridge\nurl: https://example.org/a\nretells: true\n---\n\n# The bridge\n\n"
        "First.  Words. <!-- at: some words -->\n\nSecond. <!-- at: other words -->\n"
    )
    found = extract(text.encode(), "digest.md")
    assert found.title == "The bridge"
    assert found.text == "First. Words.\n\nSecond."
    assert found.marks == (Mark(13, "some words"), Mark(22, "other words"))
    assert found.retells


def test_front_matter_goes_before_what_a_page_says() -> None:
    page = "---\ntitle: Ours\n---\n<html lang=en><title>Theirs</title><p>Text.</p>"
    found = extract(page.encode(), "page.HTML")
    assert (found.title, found.text, found.language) == ("Ours", "Text.", "en")


def test_a_page_is_not_believed_to_be_in_a_language_of_another_script() -> None:
    assert extract("<html lang=en><p>Путин подписал закон.</p>".encode(), "page.html").language is None


def test_a_page_says_in_which_charset_it_is() -> None:
    page = '<meta charset="windows-1252"><p>Größe</p>'
    assert extract(page.encode("cp1252"), "page.htm").text == "Größe"


def test_a_text_of_one_line_is_its_own_title() -> None:
    found = extract(b"The password of the router is 1234", "note.txt")
    assert found.title == found.text == "The password of the router is 1234"


def test_a_first_sentence_that_is_the_title_stays_in_the_text() -> None:
    found = extract(b"The law was signed.\n\nThen it came into force.", "note.txt")
    assert found.title == "The law was signed."
    assert found.text.startswith("The law was signed.")


def test_hidden_characters_go() -> None:
    found = extract("Li\u00adne \u202eone.\x07\r\nIt is here.\u200b\r\n\r\nCafe\u0301.".encode(), "note.txt")
    assert found.text == "Line one.\nIt is here.\n\nCafé."


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.txt", "holds no text"),
        (b" \n\n", "a.md", "holds no text"),
        (b"Share this article", "a.txt", "holds no text"),
        (bytes(range(256)) * 4, "a.txt", "is binary"),
        (b"<div>" * 100_000, "a.html", "too deep"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_name_and_a_reason(
    content: bytes, name: str, reason: str
) -> None:
    with pytest.raises(SourceError, match=reason) as refusal:
        extract(content, name)
    assert refusal.value.locator == name


@given(
    st.text() | st.binary() | st.lists(st.sampled_from(_MARKUP)).map("".join),
    st.sampled_from(["a.txt", "b.md", "c.html", "d.rst", "e.org", "f.adoc", "g.eml", "h.markdown"]),
)
def test_any_file_is_read_or_refused(content: str | bytes, name: str) -> None:
    data = content.encode(errors="replace") if isinstance(content, str) else content
    try:
        found = extract(data, name)
    except SourceError:
        return
    assert found.title.strip()
    assert found.text.strip()
    assert "\n\n\n" not in found.text
    assert unicodedata.is_normalized("NFC", found.text)


WORDS = st.lists(st.sampled_from(["boat", "river", "seven", "lamp", "Kem", "tea"]), min_size=1, max_size=30)


@given(
    st.lists(WORDS.map(" ".join), min_size=1, max_size=8),
    st.sampled_from(["a.txt", "b.md", "c.html", "d.rst"]),
)
def test_words_in_are_words_out(paragraphs: list[str], name: str) -> None:
    joined = (
        "".join(f"<p>{one}.</p>" for one in paragraphs)
        if name == "c.html"
        else ".\n\n".join(paragraphs) + "."
    )
    found = extract(f"{joined}".encode(), name)
    assert found.text.replace(".", " ").split() == " ".join(paragraphs).split()


@pytest.mark.parametrize(
    ("name", "title"),
    [("Fees of 2019.md", "Fees of 2019"), ("IMG20190203_1200.md", "The yearly fee is 40 euros.")],
)
def test_a_year_makes_no_program_s_name_of_a_file_s(name: str, title: str) -> None:
    assert extract(b"The yearly fee is 40 euros. It is not paid by students.", name).title == title
