"""A page from the web as it leaves the sandbox: its text, and the feeds that it names. Pure."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urljoin, urlsplit

from index.errors import SourceError
from index.sources.extract import Extracted, extract, plain_words

FEWEST_WORDS: Final = 20
"""Of a page that has something to say; less is a wall, a shell for scripts, or a picture."""

_FEED_TYPES: Final = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
_WALLS: Final = (
    "cookie",
    "consent",
    "javascript",
    "log in",
    "sign in",
    "subscribe",
    "войти",
    "включите",
    "подпис",
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says; `extracted.url` is its own address for itself where that is on the same site."""

    extracted: Extracted
    feeds: tuple[str, ...] = ()


def read_page(content: bytes, name: str) -> Page:
    """Read the page of an address, which the ending of its format follows; SourceError without text."""
    url = name.removesuffix(PurePosixPath(name).suffix)
    read = extract(content, name)
    words = len(read.text.split())
    if words < FEWEST_WORDS:
        raise SourceError(url, _why_so_little(content, words))
    canonical = urljoin(url, read.url) if read.url else url
    own = canonical if urlsplit(canonical).hostname == urlsplit(url).hostname else url
    return Page(replace(read, url=own), _feeds(content, url) if name.endswith(".html") else ())


def words_of(content: bytes, url: str) -> str:
    """All words that a page shows, its menus too, in lower case with a space between."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(content)
    except (etree.ParserError, ValueError):
        raise SourceError(url, "holds no text") from None
    for element in list(root.iter("script", "style", "noscript", "template")):
        element.drop_tree()
    text = " ".join(each for each in root.itertext() if isinstance(each, str))
    return plain_words(text)


def _why_so_little(content: bytes, words: int) -> str:
    page = content.decode("utf-8", errors="replace").lower()
    if "<script" in page and any(sign in page for sign in _WALLS):
        return "shows its text only to people who log in, consent or run scripts"
    return f"holds only {words} words" if words else "holds no text"


def _feeds(content: bytes, url: str) -> tuple[str, ...]:
    from lxml import etree, html

    try:
        root = html.document_fromstring(content)
    except (etree.ParserError, ValueError):
        return ()
    links = [
        urljoin(url, (link.get("href") or "").strip())
        for link in root.iter("link")
        if (link.get("type") or "").lower() in _FEED_TYPES and "alternate" in (link.get("rel") or "").lower()
    ]
    return tuple(dict.fromkeys(link for link in links if link.startswith(("http://", "https://"))))
