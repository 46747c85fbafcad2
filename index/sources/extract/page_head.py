"""What a web page says of itself: title, publisher, day of publication, language, address. Pure."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.answering.links import is_web_address
from index.sources.extract.blocks import tidy
from index.sources.extract.metadata import Metadata
from index.sources.extract.page_dates import day_of_page
from index.sources.extract.page_titles import title_of_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)")


def read_head(root: "HtmlElement") -> Metadata:
    """The metadata of a parsed page."""
    said = _meta(root)
    publisher = said.get("og:site_name") or None
    language = _LANGUAGE.match(root.get("lang") or root.get("xml:lang") or said.get("og:locale") or "")
    language_code = language[1].lower() if language else None
    return Metadata(
        title=title_of_page(root, said.get("og:title"), publisher),
        url=next(filter(is_web_address, _addresses(root, said)), None),
        publisher=publisher,
        published=day_of_page(root, said, language_code),
        language=language_code,
    )


def _meta(root: "HtmlElement") -> dict[str, str]:
    said: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name")
        content = tidy(element.get("content") or "").replace("\n", " ")
        if name and content:
            said.setdefault(name.lower(), content)
    return said


def _addresses(root: "HtmlElement", said: dict[str, str]) -> Iterator[str]:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical":
            yield (element.get("href") or "").strip()
    yield said.get("og:url", "")
