"""The entries of a feed, whatever its format: text without markup, told apart by lasting keys. Pure."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from index.errors import SourceError
from index.model import Part, PartialDate
from index.sources.extract import extract

MOST_ENTRIES: Final = 500
LONGEST_TITLE: Final = 120

_TAG: Final = re.compile(r"<[^<>]*>")
_IS_MARKUP: Final = re.compile(r"<[a-zA-Z/!]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text of a feed. `key` tells it from the others of the feed, however often that is read.

    `is_summary` says that the feed itself has no more than a summary of what stands at `url`. `image_only`
    entries and others without words have an empty `text`.
    """

    key: str
    title: str
    text: str
    parts: tuple[Part, ...] = ()
    url: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    is_summary: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its name, the page it belongs to, its entries; `keep_minutes` is how long it may be kept."""

    title: str
    url: str | None
    language: str | None
    keep_minutes: int | None
    entries: tuple[Entry, ...]


def make_entry(
    *,
    key: str,
    title: str,
    markup: str,
    url: str | None,
    author: str | None,
    published: PartialDate | None,
    tags: tuple[str, ...],
) -> Entry:
    """An entry of what a feed says of it; without a key it is known by its words."""
    heading = one_line(title)
    text, parts, language = _text(markup, heading)
    if not key:
        key = hashlib.sha256(f"{heading}\n{text}".encode()).hexdigest()
    if not heading:
        heading = _beginning(text) or url or "…"
    return Entry(key, heading, text, parts, url, author, published, language, tags)


def told_apart(feed: Feed) -> Feed:
    """Entries that call themselves the same are told apart by their addresses, else by their words."""
    counts = Counter(entry.key for entry in feed.entries)
    by_url = Counter((entry.key, entry.url) for entry in feed.entries)

    def distinct(entries: tuple[Entry, ...]) -> Iterator[Entry]:
        seen: set[str] = set()
        for entry in entries:
            key = entry.key
            if counts[key] > 1:
                is_enough = entry.url is not None and by_url[key, entry.url] == 1
                rest = entry.url if is_enough else hashlib.sha256(entry.text.encode()).hexdigest()
                key = f"{key} {rest}"
            if key not in seen:
                seen.add(key)
                yield replace(entry, key=key)

    return replace(feed, entries=tuple(distinct(feed.entries)))


def one_line(markup: str) -> str:
    """Markup as one line of text; what was escaped twice is read twice."""
    text = html.unescape(_TAG.sub(" ", html.unescape(markup)))
    return " ".join(_TAG.sub(" ", text).split()) if _IS_MARKUP.search(text) else " ".join(text.split())


def web_address(link: object, base: str) -> str | None:
    """An address of the web, made whole; None for anything else, `javascript:` for one."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        whole = urljoin(base, link.strip())
        return whole if urlsplit(whole).scheme in {"http", "https"} and urlsplit(whole).hostname else None
    except ValueError:
        return None


def host_of(url: str) -> str:
    """The host's name in an address."""
    return urlsplit(url).hostname or url


def language_of(code: object) -> str | None:
    """`en-US` as `en`; None for what is no code."""
    found = re.fullmatch(r"([a-z]{2,3})(?:[-_].*)?", str(code or "").strip().lower())
    return found[1] if found else None


def _text(markup: str, heading: str) -> tuple[str, tuple[Part, ...], str | None]:
    """The text of an entry's markup, which may also be plain; all of it, for nothing stands around it."""
    if not _IS_MARKUP.search(markup):
        markup = html.unescape(markup)  # escaped twice, or no markup at all
    if not _IS_MARKUP.search(markup):
        markup = f"<p>{html.escape(markup, quote=False)}</p>"
    page = f"<html><head><title>{html.escape(heading)}</title></head><body>{markup}</body></html>"
    try:
        read = extract(page.encode("utf-8", errors="replace"), "entry.html")
    except SourceError:
        return "", (), None
    return read.text, read.parts, read.language


def _beginning(text: str) -> str:
    """What stands for the title of an entry that has none."""
    first = text.split("\n", 1)[0]
    if len(first) <= LONGEST_TITLE:
        return first
    return first[:LONGEST_TITLE].rsplit(" ", 1)[0] + "…"
