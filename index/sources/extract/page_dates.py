"""The day on which a page says it was published. Pure."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from index.model import PartialDate
from index.sources.extract.dates import read_date
from index.sources.extract.page_cleaning import text_before

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_THINGS: Final = 200
"""Things of linked data that are looked at."""

LONGEST_LABEL: Final = 60
"""Code points before a `time` among which is told what it is of."""

_META: Final = (
    "article:published_time", "article:published", "og:published_time", "date", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "pubdate",
    "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date",
    "citation_publication_date",
    "citation_date", "created", "release_date",
)  # fmt: skip
_ARTICLE: Final = re.compile(
    r"Article|Posting|Report|Recipe|HowTo|Review|FAQPage|VideoObject|Book|Chapter", re.IGNORECASE
)
_PAGE: Final = re.compile(r"WebPage|ItemPage|AboutPage", re.IGNORECASE)
_NOT_OF_THE_ARTICLE: Final = re.compile(
    r"comment|event|masthead|widget|sidebar|related|teaser|updated?\b|modified|footer|calendar", re.IGNORECASE
)
_OF_AN_UPDATE: Final = re.compile(
    r"(?:updated?|modified|changed|revised|edited|aktualisiert|geändert|обновлен\w*|изменен\w*"
    r"|mis à jour|actualizado)[^.!?]{0,12}$",
    re.IGNORECASE,
)
_BESIDE: Final = {"aside", "footer", "nav"}


def day_of_page(root: "HtmlElement", said: dict[str, str], language: str | None) -> PartialDate | None:
    """What the head of a page gives, else its linked data, else its `time` of publication."""
    given = (said[name] for name in _META if name in said)
    days = (read_date(text, language) for text in (*given, *_linked_data(root), *_times(root)))
    return next(filter(None, days), None)


def _linked_data(root: "HtmlElement") -> list[str]:
    """`datePublished` of articles first, then of pages."""
    things = [thing for text in _scripts(root) for thing in _things(text)]
    days: list[str] = []
    for kind in (_ARTICLE, _PAGE):
        for thing in things:
            day = thing.get("datePublished") or thing.get("dateCreated")
            if isinstance(day, str) and kind.search(str(thing.get("@type"))):
                days.append(day)
    return days


def _scripts(root: "HtmlElement") -> Iterator[str]:
    for element in root.iter("script"):
        if (element.get("type") or "").lower() == "application/ld+json":
            yield element.text or ""


def _things(text: str) -> Iterator[dict[str, Any]]:
    """The objects at the top of linked data, in its lists and graphs."""
    try:
        left: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_THINGS):
        if not left:
            return
        one = left.pop(0)
        if isinstance(one, list):
            left[:0] = one[:MOST_THINGS]
        elif isinstance(one, dict):
            yield one
            left += [one[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in one]


def _times(root: "HtmlElement") -> list[str]:
    """The days of `time` elements, those said to be of publication first, without those of updates."""
    sure, likely = [], []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        is_said = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if (element.tag != "time" and not is_said) or _is_beside(element):
            continue
        day = element.get("datetime") or element.get("content") or " ".join(element.text_content().split())
        if is_said or re.search(r"publish|posted|entry-date", element.get("class") or ""):
            sure.append(day)
        elif not _OF_AN_UPDATE.search(text_before(element).strip()[-LONGEST_LABEL:]):
            likely.append(day)
    return [*sure, *likely]


def _is_beside(element: "HtmlElement") -> bool:
    """Whether an element stands in the head of the site, in a comment, an event or a list beside the text."""
    in_article = False
    for one in (element, *element.iterancestors()):
        if one.tag in _BESIDE or (one.tag == "header" and not in_article and _is_of_the_site(one)):
            return True
        if one.tag in {"article", "body", "main"}:
            in_article = True
        elif _NOT_OF_THE_ARTICLE.search(f"{one.get('class') or ''} {one.get('itemprop') or ''}"):
            return True
    return False


def _is_of_the_site(header: "HtmlElement") -> bool:
    return next(header.iterancestors("article", "main", "section"), None) is None
