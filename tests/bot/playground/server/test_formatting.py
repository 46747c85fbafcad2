import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.server.entities import utf16_length, words_of
from bot.playground.server.formatting import FormattingError, parse_html


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>bold</b> plain", "bold plain", [("bold", "bold")]),
        ("<b>a<i>b</i></b>", "ab", [("bold", "ab"), ("italic", "b")]),
        ("😀<b>😀</b>x", "😀😀x", [("bold", "😀")]),
        ("&lt;b&gt; &amp; &quot; &#39; &#x41;", "<b> & \" ' A", []),
        ("&nbsp; &copy;", "&nbsp; &copy;", []),
        ("<b></b>x", "x", []),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", "x")]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", "x")]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", "q")]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", "q")]),
        ("<B >x</b >", "x", [("bold", "x")]),
        ("<s>x</> y", "x y", [("strikethrough", "x")]),
    ],
)
def test_reads_what_telegram_reads(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    parsed, found = parse_html(source)
    assert parsed == text
    assert [(entity["type"], words_of(parsed, entity)) for entity in found] == entities


def test_the_language_of_code_belongs_to_its_pre() -> None:
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://e.org/?a=1&amp;b=2", "https://e.org/?a=1&b=2"),
        ("e.org", "http://e.org/"),
        ("tg://resolve?domain=x", "tg://resolve?domain=x"),
    ],
)
def test_keeps_links(href: str, url: str) -> None:
    _, entities = parse_html(f'<a href="{href}">words</a>')
    assert [entity["url"] for entity in entities] == [url]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "http://localhost/x", "mailto:a@b.org", "data:text/html,x", ""]
)
def test_drops_links_silently(href: str) -> None:
    assert parse_html(f'<a href="{href}">words</a>') == ("words", [])


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("ы<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_refuses_in_telegrams_words(source: str, message: str) -> None:
    with pytest.raises(FormattingError) as caught:
        parse_html(source)
    assert str(caught.value) == message


@given(st.text())
def test_escaped_text_comes_back(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parse_html(escaped) == (text, [])


@given(st.text(alphabet="<>/abi=\"' é😀&;"))
def test_any_markup_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except FormattingError:
        return
    assert all(entity["offset"] + entity["length"] <= utf16_length(text) for entity in entities)
