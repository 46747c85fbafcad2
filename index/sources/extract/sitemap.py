"""Sitemaps: the addresses that a site lists, with the day of the last change of each. Pure.

Format: https://www.sitemaps.org/protocol.html
"""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from index.errors import SourceError
from index.sources.extract.blocks import Unreadable
from index.sources.extract.xml_tree import find_all, name_of, read_xml

MOST_LISTED: Final = 50_000


@dataclass(frozen=True, slots=True)
class Listed:
    """An address of a sitemap, and what it says of the last change."""

    url: str
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that a sitemap lists, or the further sitemaps; of its own site only."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[Listed, ...] = ()


def read_sitemap(content: bytes, url: str) -> Sitemap:
    """The sitemap fetched from `url`; SourceError, with that, when it is none."""
    try:
        root = read_xml(content)
    except Unreadable as unreadable:
        raise SourceError(url, str(unreadable)) from unreadable
    if name_of(root) not in {"urlset", "sitemapindex"}:
        raise SourceError(url, "is no sitemap")
    listed = [_listed(each) for each in list(find_all(root, "url", "sitemap"))[:MOST_LISTED]]
    own = {each.url: each for each in listed if _is_same_site(each.url, url)}
    found = tuple(own.values())
    return Sitemap(pages=found) if name_of(root) == "urlset" else Sitemap(sitemaps=found)


def _listed(element: Any) -> Listed:
    said = {name_of(child): "".join(child.itertext()).strip() for child in element}
    return Listed(said.get("loc", ""), said.get("lastmod", "")[:40])


def _is_same_site(url: str, other: str) -> bool:
    """Whether an address is of the same host, with or without `www.`."""
    try:
        hosts = {(urlsplit(each).hostname or "").removeprefix("www.") for each in (url, other)}
        return len(hosts) == 1 and urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        return False
