import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.markup import (
    Html,
    bold,
    clip,
    fits,
    fitting,
    is_linkable,
    isolated,
    join,
    link,
    quotation,
    text_units,
)
from tests.bot.samples import any_url, awkward_text, long_text
from tests.bot.telegram_html import BadHtmlError, check_message, read_html


@given(awkward_text)
def test_any_text_is_shown_as_it_is_but_for_what_cannot_be_shown(text: str) -> None:
    shown, entities = read_html(Html.of(text))
    unwanted = "\x00\u202e\ud800\ufffd"
    assert [c for c in shown if c not in unwanted and c.isprintable()] == [
        c for c in text if c not in unwanted and c.isprintable()
    ]
    assert not entities


@given(awkward_text, any_url)
def test_any_text_can_be_marked_up(text: str, url: str | None) -> None:
    read_html(
        join(
            " · ",
            [bold(link(text, url)), quotation(text), quotation(bold(text), expandable=True), isolated(text)],
        )
    )


def test_markup_is_not_escaped_twice() -> None:
    assert bold(link("A & B", "https://a.example/?x=1&y=2")) == (
        '<b><a href="https://a.example/?x=1&amp;y=2">A &amp; B</a></b>'
    )
    assert join(" & ", ["<", Html("<b>x</b>"), ""]) == "&lt; &amp; <b>x</b>"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://user?id=1",
        "data:text/html,x",
        "ftp://a.example",
        "//a.example",
        "http://",
        "https://a.example/\n",
        "https://a.example/ x",
        "https://[",
        "https://a.example/" + "x" * 2040,
    ],
)
def test_other_addresses_than_those_of_web_pages_are_not_linked(url: str) -> None:
    assert not is_linkable(url)
    assert link("text", url) == "text"


def test_right_to_left_titles_do_not_turn_the_line() -> None:
    assert isolated("שלום\nworld") == "\u2068שלום world\u2069"
    assert isolated("plain") == "plain"


@given(long_text, st.integers(1, 300))
def test_a_clipped_text_is_a_beginning_of_it(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    assert clipped == text or ("…" in clipped and text.startswith(clipped.strip("…")))


def test_a_text_is_cut_between_words() -> None:
    assert clip("Putin signed the law, finally.", 22) == "Putin signed the law…"


def test_accents_and_joined_emoji_stay_whole() -> None:
    family = "👩‍👩‍👧‍👦"
    for limit in range(2, 40):
        assert clip(family * 5, limit).rstrip("…").replace(family, "") == ""
        assert clip("e\u0301" * 20, limit).rstrip("…").replace("e\u0301", "") == ""


def test_a_message_fits_when_telegram_takes_it() -> None:
    assert fits("<b>" + "x" * 4096 + "</b>")
    assert not fits("x" * 4097)
    assert fits("&amp;" * 4096)
    assert not fits("😀" * 2049)
    assert fits("<b>x</b>" * 100)
    assert not fits("<b>x</b>" * 101)
    assert not fits(f'<a href="https://a.example/{"x" * 1900}">x</a>' * 5)


@given(long_text)
def test_the_fitting_text_is_as_long_as_it_may_be(text: str) -> None:
    html = fitting(lambda share: Html.of("x" + clip(text, int(5000 * share))))
    check_message(html)
    if text_units(text) < 4000:
        assert html == Html.of("x" + text)


@pytest.mark.parametrize(
    "html",
    [
        "<b>x",
        "x</b>",
        "<b><i>x</b></i>",
        "a & b",
        "<b></b>",
        "<u onclick='x'>x</u>",
        "<p>x</p>",
        '<a href="tg://x">x</a>',
        "a > b",
    ],
)
def test_the_judge_of_these_tests_is_strict(html: str) -> None:
    with pytest.raises(BadHtmlError):
        check_message(html)
