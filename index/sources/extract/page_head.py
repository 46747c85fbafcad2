"""What a web page says of itself: title, publisher, day of publication, language, address. Pure."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.answering.links import is_web_address
from index.model import PartialDate
from index.sources.extract.blocks import tidy
from index.sources.extract.metadata import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time", "datepublished", "date", "pubdate", "publishdate", "dc.date", "dc.date.issued",
)  # fmt: skip
_DAY = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?!\d)")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)")


def read_head(root: "HtmlElement") -> Metadata:
    """The metadata of a parsed page."""
    said = _meta(root)
    publisher = said.get("og:site_name") or None
    language = _LANGUAGE.match(root.get("lang") or root.get("xml:lang") or said.get("og:locale") or "")
    return Metadata(
        title=_title(root, said, publisher),
        url=next(filter(is_web_address, _addresses(root, said)), None),
        publisher=publisher,
        published=next(filter(None, map(_read_day, _days(root, said))), None),
        language=language[1].lower() if language else None,
    )


def _meta(root: "HtmlElement") -> dict[str, str]:
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = tidy(element.get("content") or "").replace("\n", " ")
        if name and content:
            said.setdefault(name.lower(), content)
    return said


def _title(root: "HtmlElement", said: dict[str, str], publisher: str | None) -> str | None:
    headings = [said.get("og:title", "")]
    for tag in ("h1", "title"):
        headings += [" ".join(element.text_content().split()) for element in root.iter(tag)]
    title = next(filter(None, headings), None)
    if title and publisher and title.endswith(publisher):
        return title.removesuffix(publisher).rstrip(" |–—-·:") or title
    return title


def _addresses(root: "HtmlElement", said: dict[str, str]) -> Iterator[str]:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            yield (element.get("href") or "").strip()
    yield said.get("og:url", "")


def _days(root: "HtmlElement", said: dict[str, str]) -> Iterator[str]:
    yield from (said[name] for name in _PUBLISHED if name in said)
    for element in root.iter("script"):
        if (element.get("type") or "").lower() == "application/ld+json":
            yield _linked_data_day(element.text or "")
    yield from (element.get("datetime") or "" for element in root.iter("time"))


def _linked_data_day(text: str) -> str:
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    things = data.get("@graph", [data]) if isinstance(data, dict) else data
    for thing in things if isinstance(things, list) else ():
        if isinstance(thing, dict) and isinstance(day := thing.get("datePublished"), str):
            return day
    return ""


def _read_day(text: str) -> PartialDate | None:
    match = _DAY.match(text)
    try:
        return PartialDate.parse(match[1]) if match else None
    except ValueError:
        return None
