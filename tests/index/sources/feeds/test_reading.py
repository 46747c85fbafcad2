"""Feeds as they come: each read as somebody with a feed reader would expect."""

import json
from collections.abc import Iterable

import pytest

from index.errors import SourceError
from index.sources.feeds.entries import MOST_ENTRIES, Feed
from index.sources.feeds.reading import read_feed

URL = "https://news.example/feeds/all.xml"


def rss(*items: str, channel: str = "") -> bytes:
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:media="http://search.yahoo.com/mrss/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    )
    head = f"<title>Harbour news</title><link>https://news.example/</link>{channel}"
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{head}{body}</channel></rss>'.encode()


def atom(*entries: str) -> bytes:
    body = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Log</title>{body}</feed>'.encode()


def json_feed(*items: dict[str, object]) -> bytes:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "language": "ru-RU", "items": items}
    ).encode()


def read(content: bytes) -> Feed:
    return read_feed(content, URL)


def test_an_item_with_its_whole_text_is_more_than_its_summary() -> None:
    item = (
        "<title>The crane</title><link>https://news.example/crane</link><guid>c1</guid>"
        "<pubDate>Tue, 02 Jan 2024 23:30:00 -0500</pubDate><dc:creator>Ann</dc:creator>"
        "<category>port</category><description>Short.</description>"
        "<content:encoded><![CDATA[<h2>Height</h2><p>It is 40 m high.</p>]]></content:encoded>"
    )
    [entry] = read(rss(item, channel="<ttl>90</ttl><language>en-gb</language>")).entries
    assert (entry.title, entry.url, entry.author) == ("The crane", "https://news.example/crane", "Ann")
    assert "It is 40 m high." in entry.text
    assert "Short." not in entry.text
    assert str(entry.published) == "2024-01-03"
    assert (entry.tags, entry.is_summary) == (("port",), False)


def test_the_feed_tells_of_itself() -> None:
    feed = read(rss(channel="<ttl>90</ttl><language>en-gb</language>"))
    assert (feed.title, feed.url, feed.language, feed.keep_minutes) == (
        "Harbour news", "https://news.example/", "en", 90,
    )  # fmt: skip


def test_an_item_that_only_sums_up_says_so() -> None:
    [entry] = read(rss("<title>A</title><link>/a</link><description>Sum.</description>")).entries
    assert (entry.is_summary, entry.url, entry.text) == (True, "https://news.example/a", "Sum.")


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("<![CDATA[Tom & <i>Jerry</i>]]>", "Tom & Jerry"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("Fish &lt;3 chips", "Fish <3 chips"),
        ("a  b\n c", "a b c"),
    ],
)
def test_titles_are_text(title: str, wanted: str) -> None:
    [entry] = read(rss(f"<title>{title}</title><guid>1</guid>")).entries
    assert entry.title == wanted


def test_text_that_was_escaped_twice_is_read() -> None:
    [entry] = read(
        rss("<title>T</title><description>&amp;lt;p&amp;gt;Deep.&amp;lt;/p&amp;gt;</description>")
    ).entries
    assert entry.text == "Deep."


@pytest.mark.parametrize("date", ["", "<pubDate>soon</pubDate>", "<pubDate>32 Jan 2024</pubDate>"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    [entry] = read(rss(f"<title>T</title>{date}<description>Text.</description>")).entries
    assert entry.published is None


def test_an_atom_entry_in_xhtml_is_read() -> None:
    content = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First.</p><p>Second.</p></div></content>'
    [entry] = read(
        atom(f"<id>tag:1</id><title>T</title><updated>2024-05-06T07:08:09Z</updated>{content}")
    ).entries
    assert entry.text == "First.\n\nSecond."
    assert str(entry.published) == "2024-05-06"
    assert not entry.is_summary


def test_a_json_feed_is_read_in_html_and_in_plain_text() -> None:
    first: dict[str, object] = {
        "id": "1",
        "url": "/1",
        "title": "One",
        "content_html": "<p>Uno.</p>",
        "authors": [{"name": "Ann"}],
    }
    second: dict[str, object] = {
        "id": 2, "content_text": "A < B.\n\nNext.", "date_published": "2024-03-01T23:00:00-05:00",
    }  # fmt: skip
    feed = read(json_feed(first, second))
    assert (feed.title, feed.language) == ("Notes", "ru")
    assert [entry.text for entry in feed.entries] == ["Uno.", "A < B.\n\nNext."]
    assert [entry.url for entry in feed.entries] == ["https://news.example/1", None]
    assert str(feed.entries[1].published) == "2024-03-02"


def keys(items: Iterable[str]) -> list[str]:
    return [entry.key for entry in read(rss(*items)).entries]


def test_items_that_call_themselves_the_same_are_told_apart_and_stay_so() -> None:
    same = [f"<title>{n}</title><guid>same</guid><link>/{n}</link>" for n in range(3)]
    assert len(set(keys(same))) == 3
    assert set(keys(reversed(same))) == set(keys(same))
    nameless = [f"<title>{n}</title><guid>x</guid><description>Text {n}.</description>" for n in range(2)]
    assert len(set(keys(nameless))) == 2


def test_an_item_twice_is_one() -> None:
    assert len(keys(["<guid>1</guid><description>A.</description>"] * 2)) == 1


def test_an_item_without_a_name_is_known_by_its_words() -> None:
    item = "<title>T</title><description>Text.</description>"
    assert keys([item]) == keys([item])
    assert keys([item]) != keys([item.replace("Text", "Other")])


def test_posts_without_titles_are_called_by_how_they_begin() -> None:
    post = "&lt;p&gt;The ferry is late today, said the master, and " + "nobody knows why " * 20 + "&lt;/p&gt;"
    [entry] = read(rss(f"<guid>1</guid><description>{post}</description>")).entries
    assert entry.title.startswith("The ferry is late today")
    assert len(entry.title) <= 121


def test_media_and_podcasts_have_the_words_that_go_with_them() -> None:
    about = "<media:description>All about it.</media:description>"
    video = f"<title>V</title><guid>v</guid><media:group>{about}</media:group>"
    sound = "<enclosure url='https://x.example/e.mp3' type='audio/mpeg' length='1'/>"
    episode = f"<title>E</title><guid>e</guid>{sound}<itunes:summary>We talk of boats.</itunes:summary>"
    picture = "<title>P</title><guid>p</guid><media:content url='https://x.example/p.jpg' medium='image'/>"
    texts = [entry.text for entry in read(rss(video, episode, picture)).entries]
    assert texts == ["All about it.", "We talk of boats.", ""]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "tg://user?id=1", "mailto:a@b"])
def test_a_link_that_leads_to_no_page_is_none(link: str) -> None:
    [entry] = read(rss(f"<title>T</title><link>{link}</link><guid>1</guid>")).entries
    assert entry.url is None


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>Hi</body></html>", b"{}", b"{", b"[1]", b"\x00\x01", b"plain text"]
)
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError, match="is no feed"):
        read(content)


@pytest.mark.parametrize(
    "head",
    ['<!DOCTYPE rss [<!ENTITY a "aaaa">]>', '<!ENTITY x SYSTEM "file:///etc/passwd">', "<!doctype rss>"],
)
def test_a_feed_with_declarations_is_refused_at_once(head: str) -> None:
    content = rss("<title>&a;</title>").replace(b"<rss", head.encode() + b"<rss")
    with pytest.raises(SourceError, match="declares entities"):
        read(content)


def test_a_feed_that_was_cut_gives_what_is_whole() -> None:
    content = rss(
        *(f"<title>{n}</title><guid>{n}</guid><description>Text {n}.</description>" for n in range(5))
    )
    entries = read(content[: len(content) * 2 // 3]).entries
    assert 1 <= len(entries) <= 5
    assert entries[0].text == "Text 0."


def test_a_feed_is_read_up_to_a_number_of_entries() -> None:
    items: list[dict[str, object]] = [{"id": str(n), "content_text": "T."} for n in range(MOST_ENTRIES + 50)]
    assert len(read(json_feed(*items)).entries) == MOST_ENTRIES
