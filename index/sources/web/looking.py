"""One look at an address: fetched, and told whether it is a page or a feed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Protocol
from urllib.parse import urlsplit

from index.errors import SourceError
from index.model import SourceKind
from index.sources.extract import Extracted, Sitemap, plain_words
from index.sources.feeds.entries import Feed
from index.sources.fetch import (
    Fetched,
    Fetcher,
    FetchError,
    TooLargeError,
    UndecodableError,
    read_body,
)
from index.sources.sandbox import Page, Sandbox

_IS_FEED: Final = re.compile(rb"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_IS_SITEMAP: Final = re.compile(rb"<(?:urlset|sitemapindex)\b", re.IGNORECASE)
_PACKED: Final = b"\x1f\x8b"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_ENDINGS: Final = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "text/csv": ".csv", "application/pdf": ".pdf", "application/epub+zip": ".epub",
    f"{_OFFICE}.wordprocessingml.document": ".docx", f"{_OFFICE}.spreadsheetml.sheet": ".xlsx",
    f"{_OFFICE}.presentationml.presentation": ".pptx",
}  # fmt: skip
_UNNAMED: Final = {"application/octet-stream", "binary/octet-stream", "application/x-download", ""}
"""Kinds that servers give to what they do not know: then the address tells."""

_LARGEST_PAGE: Final = 20 << 20
_READ_SECONDS: Final = 60.0


class Web(Protocol):
    """What looks need: a way out and a safe place to read."""

    @property
    def fetcher(self) -> Fetcher:
        """The way out."""

    @property
    def sandbox(self) -> Sandbox:
        """The safe place."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found at an address: a page, a feed or a sitemap, and the answer that brought it."""

    kind: SourceKind
    answer: Fetched
    page: Extracted | None = None
    feed: Feed | None = None
    sitemap: Sitemap | None = None

    def locator(self, asked: str) -> str:
        """Where it is looked for from now on: a page where it was asked for, unless it has moved for good."""
        return self.answer.moved_to or (asked if self.page else self.answer.url)


def look(web: Web, url: str) -> Seen:
    """What there is at an address that somebody wants to be a source.

    The front page of a site that has a feed stands for that feed. Raises SourceError when there is neither a
    page with text nor a feed or sitemap.
    """
    answer = fetch(web, url)
    if is_sitemap(answer):
        return Seen(SourceKind.SITEMAP, answer, sitemap=read_sitemap(web, answer))
    if is_feed(answer):
        return Seen(SourceKind.FEED, answer, feed=web.sandbox.do("feed", answer.body, answer.url))
    page = read_page(web, answer)
    if page.feeds and not urlsplit(answer.url).path.strip("/"):
        of_feed = fetch(web, page.feeds[0])
        if is_feed(of_feed):
            feed = web.sandbox.do("feed", of_feed.body, of_feed.url)
            return Seen(SourceKind.FEED, of_feed, feed=feed)
    return Seen(SourceKind.PAGE, answer, page=page.extracted)


def fetch(web: Web, url: str, validators: Mapping[str, str] | None = None, *, polite: bool = True) -> Fetched:
    """The answer of 200 or 304; FetchError, with `answer`'s status told, for any other."""
    answer = web.fetcher.get(url, validators=validators, polite=polite, largest=_LARGEST_PAGE)
    if answer.status not in {200, 304}:
        raise RefusedError(url, answer)
    return answer


class RefusedError(FetchError):
    """The site answers, but not with what was asked for; `answer` tells what it says."""

    def __init__(self, url: str, answer: Fetched) -> None:
        told = _MEANINGS.get(answer.status, "cannot be had now" if answer.status >= 500 else "is refused")
        super().__init__(url, f"{told} (the site answers {answer.status})")
        self.answer = answer

    @property
    def is_gone(self) -> bool:
        """Whether the site says that there is no such page."""
        return self.answer.status in {404, 410}


_MEANINGS: Final = {
    401: "asks for a name and password",
    402: "has to be paid for",
    403: "is not shown to programs like this one",
    404: "is not there",
    410: "is gone for good",
    429: "wants to be left alone for a while",
}


def read_page(web: Web, answer: Fetched) -> Page:
    """The page or file in an answer; SourceError for what is no text or holds none."""
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    by_address = PurePosixPath(urlsplit(answer.url).path).suffix.lower()
    ending = by_address if kind in _UNNAMED else _ENDINGS.get(kind, "")
    if ending not in _ENDINGS.values():
        raise SourceError(answer.url, f"is no page but {kind or 'something without a name'}")
    page: Page = web.sandbox.do("page", answer.body, answer.url + ending, seconds=_READ_SECONDS)
    return page


def read_words(web: Web, answer: Fetched) -> str:
    """All words of the page or file in an answer, in lower case, parted by spaces; SourceError for none."""
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if _ENDINGS.get(kind) != ".html":
        return plain_words(read_page(web, answer).extracted.text)
    words: str = web.sandbox.do("words", answer.body, answer.url)
    return words


def is_sitemap(answer: Fetched) -> bool:
    """Whether an answer is a list of a site's pages, perhaps a packed one."""
    path = urlsplit(answer.url).path.lower()
    is_packed = answer.body.startswith(_PACKED) and path.endswith(".xml.gz")
    return is_packed or _IS_SITEMAP.search(answer.body[:2_000]) is not None


def read_sitemap(web: Web, answer: Fetched) -> Sitemap:
    """The sitemap in an answer; SourceError when it is none, or too large."""
    sitemap: Sitemap = web.sandbox.do("sitemap", unpacked(answer.body, answer.url), answer.url)
    return sitemap


def unpacked(body: bytes, url: str) -> bytes:
    """A sitemap, which may be packed whatever its headers say; SourceError when it is too large."""
    if not body.startswith(_PACKED):
        return body
    try:
        return read_body([body], "gzip")
    except (TooLargeError, UndecodableError) as error:
        raise SourceError(url, "is too large, or packed wrongly") from error


def is_feed(answer: Fetched) -> bool:
    """Whether an answer looks like a feed; sites often call one a page, or plain XML."""
    kind = answer.headers.get("content-type", "").lower()
    if "rss" in kind or "atom" in kind or "feed+json" in kind:
        return True
    start = answer.body[:2_000].lstrip()
    return bool(_IS_FEED.search(start)) or (start.startswith(b"{") and b"jsonfeed.org" in start)
