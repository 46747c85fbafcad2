import pytest

from index.model import BlockKind, PartialDate
from index.sources.extract.blocks import Block, Unreadable
from index.sources.extract.html import read_html

PAGE = """<!doctype html><html lang="ru-RU"><head><title>The tab | Gazette</title>
<meta property="og:title" content="The headline"><meta property="og:site_name" content="Gazette">
<meta property="article:published_time" content="2024-08-08T10:00:00Z">
<link rel="canonical" href="https://example.org/a"><style>p {}</style></head>
<body><nav><a href="/">Home</a></nav><header><h1>The headline</h1></header>
<main><article><h2>Part <i>one</i></h2><p>A <b>bold</b> word,<!-- note --> a
line&nbsp;break<br>here.</p><figure><img alt="picture"><figcaption>A caption</figcaption></figure>
<div>Loose text <em>in</em> a div<p>A paragraph</p> and after</div>
<ul><li>one</li><li><p>two</p><ul><li>nested</ul></li></ul>
<table><tr><th>Year</th><th>GDP</th></tr><tr><td><p>2022</p></td><td>-2.1%</td></tr></table>
<pre>x = 1
  y = 2</pre><aside>See also</aside><div class="article-share">Tweet</div><p hidden>Hidden</p>
<script>let x = "<p>script</p>";</script></article></main><footer>Imprint</footer></body></html>"""


def texts(page: str) -> list[str]:
    return [block.text for block in read_html(page)[0]]


def test_the_article_stays_and_what_stands_around_it_goes() -> None:
    assert read_html(PAGE)[0] == [
        Block("Part one", BlockKind.HEADING, 2),
        Block("A bold word, a line break\nhere."),
        Block("Loose text in a div"),
        Block("A paragraph"),
        Block("and after"),
        Block("one\ntwo\nnested", BlockKind.LIST),
        Block("Year\tGDP\n2022\t-2.1%", BlockKind.TABLE, 1),
        Block("x = 1\n  y = 2", BlockKind.CODE),
    ]


def test_the_head_tells_about_the_page() -> None:
    head = read_html(PAGE)[1]
    assert head.title == "The headline"
    assert head.publisher == "Gazette"
    assert head.published == PartialDate(2024, 8, 8)
    assert head.language == "ru"
    assert head.url == "https://example.org/a"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Tab</title><h1>Heading  <i>one</i></h1>", "Heading one"),
        ("<title>Tab - Gazette</title><meta property=og:site_name content=Gazette>", "Tab"),
        ("<p>Nothing</p>", None),
    ],
)
def test_a_title_is_the_heading_or_the_tab(head: str, title: str | None) -> None:
    assert read_html(head)[1].title == title


@pytest.mark.parametrize(
    ("page", "published"),
    [
        ('<p>x</p><time datetime="2024-02-03T01:00">today</time>', PartialDate(2024, 2, 3)),
        (
            '<script type="application/ld+json">{"datePublished": "2023-01-02"}</script>x',
            PartialDate(2023, 1, 2),
        ),
        ('<script type="application/ld+json">[[[[</script>x', None),
        ('<time datetime="2024-02-33">today</time>', None),
        ("<link rel=canonical href='javascript:alert(1)'>x", None),
    ],
)
def test_the_day_of_publication_is_found_where_pages_give_it(
    page: str, published: PartialDate | None
) -> None:
    head = read_html(page)[1]
    assert head.published == published
    assert head.url is None


def test_a_form_around_the_page_stays() -> None:
    assert texts("<form><p>All the text of the page is in here.</p></form><nav>Menu</nav>") == [
        "All the text of the page is in here."
    ]


def test_teasers_are_not_the_article() -> None:
    teasers = "".join(f"<article><p>Teaser number {number}</p></article>" for number in range(3))
    assert texts(f"<body><main><p>An introduction.</p>{teasers}</main></body>") == [
        "An introduction.", "Teaser number 0", "Teaser number 1", "Teaser number 2",
    ]  # fmt: skip


def test_a_mark_belongs_to_its_paragraph() -> None:
    assert read_html("<p>One. <!-- at: some words --></p><p>Two.</p><!-- at: other words -->")[0] == [
        Block("One.", mark="some words"),
        Block("Two.", mark="other words"),
    ]


@pytest.mark.parametrize("page", ["", "  ", "<!-- -->"])
def test_a_page_without_elements_is_refused(page: str) -> None:
    with pytest.raises(Unreadable):
        read_html(page)


def test_a_page_that_nests_without_end_is_refused() -> None:
    with pytest.raises(Unreadable, match="deep"):
        read_html("<div>" * 100_000 + "text")


def test_broken_html_is_read() -> None:
    assert texts("<p>One<p>Two <b>bold</p> three</i> &lt;&bogus; <a href='") == [
        "One",
        "Two bold",
        "three <&bogus;",
    ]
