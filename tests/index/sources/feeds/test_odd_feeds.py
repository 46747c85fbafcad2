"""Feeds as well-known places write them are read as their readers would expect."""

from html import escape

from index.model import PartialDate
from index.sources.feeds.entries import Entry
from index.sources.feeds.reading import read_feed

ATOM = 'xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'


def only(content: str, url: str = "https://town.test/feed") -> Entry:
    [entry] = read_feed(content.encode(), url).entries
    return entry


def test_a_video_has_the_words_below_it() -> None:
    entry = only(
        f"""<feed {ATOM} xmlns:yt="http://www.youtube.com/xml/schemas/2015"><title>Harbour TV</title><entry>
        <id>yt:video:abc</id><yt:videoId>abc</yt:videoId><title>The new crane</title>
        <link rel="alternate" href="https://www.youtube.com/watch?v=abc"/>
        <published>2024-08-08T10:00:00+00:00</published>
        <media:group><media:title>The new crane</media:title>
        <media:description>How the crane of forty metres was built in spring.</media:description>
        </media:group></entry></feed>"""
    )
    assert entry.title == "The new crane"
    assert entry.text == "How the crane of forty metres was built in spring."
    assert entry.url == "https://www.youtube.com/watch?v=abc"
    assert entry.published == PartialDate(2024, 8, 8)


def test_a_post_of_mastodon_is_called_by_how_it_begins() -> None:
    entry = only(
        """<rss version="2.0"><channel><title>@keeper</title><item>
        <guid isPermaLink="true">https://social.test/@keeper/1</guid><link>https://social.test/@keeper/1</link>
        <pubDate>Thu, 08 Aug 2024 10:00:00 +0000</pubDate>
        <description>&lt;p&gt;The lamp is lit again. &lt;a href="https://social.test/tags/harbour"&gt;#&lt;span&gt;harbour&lt;/span&gt;&lt;/a&gt;&lt;/p&gt;</description>
        <category>harbour</category></item></channel></rss>"""
    )
    assert entry.title == entry.text == "The lamp is lit again. #harbour"
    assert entry.tags == ("harbour",)


def test_a_release_has_its_notes() -> None:
    notes = escape("<h2>Fixed</h2><ul><li>The brake holds.</li><li>The lamp is bright.</li></ul>")
    entry = only(
        f"""<feed {ATOM} xml:lang="en-US"><title>Release notes from crane</title><entry>
        <id>tag:github.com,2008:Repository/1/v1.2</id><updated>2024-08-08T10:00:00Z</updated>
        <link rel="alternate" type="text/html" href="https://github.test/crane/releases/tag/v1.2"/>
        <title>v1.2</title><content type="html">{notes}</content>
        <author><name>keeper</name></author></entry></feed>"""
    )
    assert entry.title == "v1.2"
    assert entry.text == "Fixed\n\nThe brake holds.\nThe lamp is bright."
    assert not entry.is_summary
    assert entry.published == PartialDate(2024, 8, 8)


def test_a_bridge_from_telegram_has_the_post_once() -> None:
    entry = only(
        """<rss version="2.0"><channel><title>Harbour - Telegram Channel</title><item>
        <title><![CDATA[The ferry leaves at nine]]></title>
        <description><![CDATA[<p>The ferry leaves at nine<br>and comes back at six.</p>
        <img src="x.jpg">]]></description>
        <link>https://t.me/harbour/7</link><guid isPermaLink="false">https://t.me/harbour/7</guid>
        <pubDate>Thu, 08 Aug 2024 10:00:00 GMT</pubDate></item></channel></rss>"""
    )
    assert entry.title == "The ferry leaves at nine"
    assert "comes back at six" in entry.text
    assert entry.url == "https://t.me/harbour/7"


def test_relative_links_begin_at_the_feed() -> None:
    entry = only(
        """<rss version="2.0"><channel><title>Town</title><link>/</link><item><title>Fees</title>
        <link>/news/fees</link><description>The fee is 40 euros.</description></item></channel></rss>""",
        "https://town.test/feed/rss.xml",
    )
    assert entry.url == "https://town.test/news/fees"


def test_an_entry_without_a_day_or_words_is_an_entry() -> None:
    entry = only(
        """<rss version="2.0"><channel><title>Town</title><item><guid isPermaLink="false">1</guid>
        <enclosure url="https://town.test/a.jpg" type="image/jpeg" length="1"/></item></channel></rss>"""
    )
    assert (entry.text, entry.published, entry.url) == ("", None, None)
