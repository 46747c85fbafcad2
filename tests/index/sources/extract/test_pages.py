"""What of a page is text, and what stands around it."""

import pytest

from index.model import BlockKind
from index.sources.extract.blocks import Block
from index.sources.extract.html import read_html

SITE = '<meta property="og:type" content="article">'
PARAGRAPH = "The village of Oakmere signed a contract for a power line of 17 kilometres, finished in autumn."
ARTICLE = "".join(f"<p>{number}. {PARAGRAPH} It has {number} masts.</p>" for number in range(5))


def blocks(body: str, head: str = "") -> list[Block]:
    return read_html(f"<html><head>{head}<title>T</title></head><body>{body}</body></html>").blocks


def text(body: str, head: str = "") -> str:
    return "\n".join(block.text for block in blocks(body, head))


@pytest.mark.parametrize(
    "folded",
    [
        '<h2 aria-expanded="false">What is it?</h2><div hidden="until-found"><p>62 euros.</p></div>',
        '<button aria-controls="a">Rent</button><div id="a" style="display: none"><p>62 euros.</p></div>',
        '<div role="tabpanel" hidden><p>62 euros.</p></div>',
        "<details><summary>What is it?</summary><p>62 euros.</p></details>",
        '<aside class="note"><p>62 euros.</p></aside>',
        '<div class="sidebar"><p>62 euros, as all know who have ever been here in winter and paid for light'
        " water, or for the boats that are kept in the shed behind the house of the warden.</p></div>",
        '<section id="cookies"><h2>Cookies</h2><p>62 euros.</p></section>',
        "<article><header><h1>T</h1><p>62 euros.</p></header><p>More.</p></article>",
        "<p>Press the <button>62 euros.</button> button at the end.</p>",
    ],
)
def test_what_is_folded_or_boxed_is_text(folded: str) -> None:
    assert "62 euros" in text(f"<p>{PARAGRAPH}</p>{folded}")


@pytest.mark.parametrize(
    "apart",
    [
        '<aside class="note"><p>The rent is 62 euros for a week.</p></aside>',
        '<div class="callout tip"><p>The rent is 62 euros for a week.</p></div>',
        '<b aria-controls="a">Rent</b><div id="a" hidden><p>The rent is 62 euros for a week.</p></div>',
        '<div role="tabpanel" hidden><p>The rent is 62 euros for a week.</p></div>',
        "<details><summary>Rent</summary>The rent is 62 euros for a week.</details>",
        '<section id="cookies"><h2>Cookies</h2><p>The rent is 62 euros for a week.</p></section>',
    ],
)
@pytest.mark.parametrize("at_end", [True, False])
def test_what_stands_apart_within_an_article_is_text(apart: str, at_end: bool) -> None:
    body = f"{ARTICLE}{apart}" if at_end else f"{apart}{ARTICLE}"
    assert "62 euros" in text(f"<main><article><h1>Boats</h1>{body}</article></main>", SITE)
    beside = text(f"<main><article><h1>Boats</h1>{ARTICLE}</article></main><div>{apart}</div>", SITE)
    assert "62 euros" not in beside


@pytest.mark.parametrize(
    "around",
    [
        "<nav><a href=x>Away</a></nav>",
        '<div class="toc"><a href="#a">Away</a> <a href="#b">Far</a></div>',
        '<div class="navheader"><table><tr><td><a href=x>Prev</a></td><th>Away</th></tr></table></div>',
        '<div class="cookie-banner">Away with cookies. <button>All</button></div>',
        "<form><label>Away</label><input></form>",
        "<p hidden>Away</p>",
        '<p style="display: none">Away</p>',
        "<script>Away</script>",
        '<ul><li><a href="a">Away</a><li><a href="b">Home</a></ul>',
        "<footer>Away</footer>",
    ],
)
def test_what_stands_around_a_text_is_none(around: str) -> None:
    assert text(f"{around}<h1>T</h1><p>{PARAGRAPH}</p>") == f"T\n{PARAGRAPH}"


def test_a_heading_goes_with_the_menu_that_it_heads() -> None:
    below = "<h2>See also</h2><p><a href=a>Boats</a>, <a href=b>Sheds</a></p>"
    assert text(f"<h1>T</h1><p>{PARAGRAPH}</p>{below}") == f"T\n{PARAGRAPH}"
    assert text(f"<h1>T</h1><p>{PARAGRAPH}</p><h2>To do</h2>").endswith("To do")
    after = "<h2>Suite</h2><p>Part of the boats(1) suite</p>"
    assert text(f"<h1>T</h1><p>{PARAGRAPH}</p>{below}{after}").endswith(
        f"{PARAGRAPH}\nSuite\nPart of the boats(1) suite"
    )
    above = "<h2>Pages</h2><ul><li><a href=a>Boats</a><li><a href=b>Sheds</a></ul>"
    assert text(f"<h1>T</h1>{above}<h2>Text</h2><p>{PARAGRAPH}</p>") == f"T\nText\n{PARAGRAPH}"


def test_addresses_that_mail_is_sent_to_are_no_menu() -> None:
    below = '<h2>Author</h2><p><a href="mailto:ada@example.org">Ada Brell</a></p>'
    assert text(f"<h1>T</h1><p>{PARAGRAPH}</p>{below}").endswith("Author\nAda Brell")


@pytest.mark.parametrize(
    "beside",
    [
        '<p class="caption">The bridge with Ada in front of it.</p>',
        '<div class="wp-caption-text"><p>The bridge with Ada in front of it.</p></div>',
        '<section id="comments"><h2>Comments</h2><p>Ada says it is a very nice line.</p></section>',
        '<details class="newsletter"><p>Let Ada write to you what is new in the valley.</p></details>',
        "<p>Copyright 2021 Ada. All rights reserved, this may not be published or broadcast.</p>",
        "<p>Follow Ada Brell on Twitter and Facebook for more news of the valley.</p>",
        "<p>Lea también: Ada y el puente del valle.</p>",
    ],
)
def test_captions_comments_and_notices_in_an_article_are_none_of_it(beside: str) -> None:
    page = f"<main><article><h1>Boats</h1>{ARTICLE}{beside}{ARTICLE}</article></main>"
    assert "Ada" not in text(page, SITE)


def test_signs_above_the_line_are_powers_or_the_numbers_of_notes() -> None:
    assert text(
        "<p>In 1912<sup>2</sup> it held 3 × 10<sup>6</sup> tons, 4 km<sup>2</sup>, on the 5<sup>th</sup>.</p>"
    ) == ("In 1912 it held 3 × 10⁶ tons, 4 km², on the 5th.")
    assert text('<p>It is so.<sup><a href="#n1">[1]</a></sup></p>') == "It is so."
    assert text("<p>It is so.<!-- note --><sup>2</sup> Or so.</p>").startswith("It is so.")


def test_readings_and_struck_words_go() -> None:
    assert text("<p><ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>は高い。</p>") == "灯台は高い。"
    assert text("<p>It costs <del>30</del> <s>28</s> 25 crowns.</p>") == "It costs 25 crowns."


def test_of_hidden_alternatives_one_stays() -> None:
    keys = '<span><span hidden class="MAC">Command</span><span hidden>Ctrl</span></span>+Enter'
    assert text(f"<p>Press {keys} now.</p>") == "Press Ctrl+Enter now."


def test_structure_survives() -> None:
    assert blocks(
        "<h2>Fees</h2><p>They are:</p><ol start=2><li>low<li>fair<ul><li>to all</ul></ol>"
        "<dl><dt>-v<dd>prints every file</dl><blockquote><p>Said so.</p></blockquote>"
        "<pre>def f():\n    return 1\n\n</pre>"
        "<table><tr><th>Day</th><th>Hours</th></tr>"
        "<tr><td>Monday</td><td><ul><li>7 to 9</li><li>2 to 8</li></ul></td></tr></table>"
    ) == [
        Block("Fees", BlockKind.HEADING, 2),
        Block("They are:"),
        Block("2. low\n3. fair\nto all", BlockKind.LIST),
        Block("-v\nprints every file", BlockKind.DEFINITION),
        Block("Said so.", BlockKind.QUOTE),
        Block("def f():\n    return 1", BlockKind.CODE),
        Block("Day\tHours\nMonday\t7 to 9, 2 to 8", BlockKind.TABLE, 1),
    ]  # fmt: skip


def test_a_list_with_code_in_it_is_no_list_of_lines() -> None:
    assert blocks("<ol><li><p>Run:</p><pre>make</pre><li><p>Look.</p><p>Wait.</p></ol>") == [
        Block("1. Run:"), Block("make", BlockKind.CODE), Block("2. Look."), Block("Wait."),
    ]  # fmt: skip


def test_a_table_for_layout_is_no_data() -> None:
    page = f"<table><tr><td><h2>A</h2><p>{PARAGRAPH}</p></td><td>B</td></tr></table>"
    assert [block.kind for block in blocks(page)] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH,
    ]  # fmt: skip


def test_a_single_column_with_a_head_is_data() -> None:
    rows = "".join(
        f"<tr><td><p>{name}</p><p>{text}</p></td></tr>" for name, text in (("oid", "Row"), ("to", "Use"))
    )
    (block,) = blocks(f"<table><thead><tr><th>Column</th></tr></thead><tbody>{rows}</tbody></table>")
    assert (block.kind, block.text) == (BlockKind.TABLE, "Column\noid, Row\nto, Use")


def test_a_cell_that_spans_rows_is_in_each() -> None:
    rows = "<tr><th>Zone</th><th>Time</th><th>Fee</th></tr><tr><td rowspan=2>1</td><td>am</td><td>3</td></tr>"
    assert (
        blocks(f"<table>{rows}<tr><td>pm</td><td>4</td></tr></table>")[0].text
        == "Zone\tTime\tFee\n1\tam\t3\n1\tpm\t4"
    )


def test_of_a_page_of_a_site_the_article_is_read() -> None:
    teasers = "".join(
        f'<div class="teaser"><a href="{n}">Teaser {n} for something else</a></div>' for n in range(9)
    )
    found = text(f"<div>{teasers}</div><article><h1>T</h1>{ARTICLE}</article><div>{teasers}</div>", SITE)
    assert found.count(PARAGRAPH) == 5
    assert "Teaser" not in found


def test_dropped_words_are_counted() -> None:
    assert read_html(f"<nav>one two three</nav><p>{PARAGRAPH}</p>").dropped_words == 3


WAY = (
    'Next: <a href="t.html" rel="next">Types</a>, Previous: <a href="m.html">Memory</a>, '
    'Up: <a href="u.html">Use</a> &nbsp; [<a href="c.html">Contents</a>][<a href="i.html">Index</a>]'
)


@pytest.mark.parametrize(
    "way",
    [
        f'<div class="header"><p>{WAY}</p></div>',
        f"<p>{WAY}</p>",
        '<table><tr><td>Prev: <a href="m.html">Memory</a></td><td>Up</td></tr></table>',
        '<p>Назад: <a href="m.html">Память</a></p>',
    ],
)
def test_ways_to_the_neighbours_of_a_page_of_a_manual_are_no_text(way: str) -> None:
    body = f"{way}<hr><h1>Oakmere</h1><p>{PARAGRAPH}</p><hr>{way}"
    made_by_texinfo = '<meta name="Generator" content="makeinfo"><meta name="keywords" content="T">'
    for head in ("", made_by_texinfo):
        assert text(body, head) == f"Oakmere\n{PARAGRAPH}"


def test_a_sentence_about_the_way_is_text() -> None:
    told = '<p>Next: <a href="t.html">the types</a> of all boats.</p>'
    assert "the types of all boats" in text(f"<p>{PARAGRAPH}</p>{told}<p>{PARAGRAPH}</p>")
