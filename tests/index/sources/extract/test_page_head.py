import pytest
from lxml import html

from index.sources.extract.page_head import read_head

BYLINE = '<article><h1>The orchard is sold</h1><p class="byline">By A. Writer, {}</p><p>Text.</p></article>'


def title(page: str) -> str | None:
    return read_head(html.document_fromstring(page)).title


def day(page: str) -> str | None:
    found = read_head(html.document_fromstring(page)).published
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<title>The farm is sold | Valley News</title><h1>Valley News</h1><h2>The farm is sold</h2>",
            "The farm is sold",
        ),
        (
            "<title>The tunnel opens - Gazette</title><h1>Gazette</h1><h1>The tunnel opens</h1>",
            "The tunnel opens",
        ),
        (
            "<title>Blog » Archive » Podcasts in cars</title><h1>Blog</h1><h2>Podcasts in cars</h2>",
            "Podcasts in cars",
        ),
        ("<title>MERGE</title><h1>1. Overview</h1><h1>2. Details</h1>", "MERGE"),
        ("<title>Timers | Widget 4 manual</title><h1>Widget 4 manual</h1><h2>Timers</h2>", "Timers"),
        ("<title>3. Duties — Handbook</title><h1>3. Duties<a href='#d'>¶</a></h1>", "3. Duties"),
        (
            "<title>New fees</title><h1>Fees of the harbour rise in May</h1>",
            "Fees of the harbour rise in May",
        ),
        (
            "<title>The mayor resigns | Gazette</title><h1>Politics The mayor resigns</h1>",
            "The mayor resigns",
        ),
        ('<meta property="og:site_name" content="Gazette"><title>Snow – Gazette</title><p>x</p>', "Snow"),
    ],
)
def test_the_title_is_the_headline_and_no_site(page: str, expected: str) -> None:
    assert title(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<meta name="date" content="Tue, 16 Apr 2019 08:30:00 +0200"><p>x</p>', "2019-04-16"),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "datePublished": "2009"},'
            '{"@type": "NewsArticle", "datePublished": "Oct 20, 2021"}]}</script><p>x</p>',
            "2021-10-20",
        ),
        (BYLINE.format('<time datetime="2019-04-16T08:30:00+02:00">16 April</time>'), "2019-04-16"),
        (
            BYLINE.format(
                'updated <time datetime="2024-05-06">6 May</time> · first published '
                '<time datetime="2024-05-01">1 May</time>'
            ),
            "2024-05-01",
        ),
        ('<header><time datetime="2026-11-02">Monday</time></header>' + BYLINE.format(""), None),
        (BYLINE.format("") + '<div class="comments"><time datetime="2020-01-01">then</time></div>', None),
        (BYLINE.format("") + '<div class="event-list"><time datetime="2020-01-01">then</time></div>', None),
    ],
)
def test_the_day_is_that_of_publication(page: str, expected: str | None) -> None:
    assert day(page) == expected
