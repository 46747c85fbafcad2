"""Links that open the original at a sentence: URL text fragments. Pure."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final
from urllib.parse import urljoin, urlsplit

from index.answering.fragments import Fragment, fragments_for
from index.model import Document, Span

LONGEST_LINK = 600
"""Bytes of a link with its fragment; a longer one goes without."""

_PAGE: Final = re.compile(r"#page=(\d+)")


def link_to(document: Document, sentence: Span) -> str | None:
    """The document's URL with a fragment that finds `sentence` (a span of the document's text) on the page.

    A document that retells its page has other words than the page: the mark of the sentence's paragraph
    stands in for it. One that has places, such as the pages of a PDF, is opened there. The plain URL when
    there is no mark or the link would be too long; None when the document has no http or https URL.
    """
    url = page_of(document.url)
    if url is None:
        return None
    if document.places:
        return urljoin(url, _place(document, sentence.start))
    fragments = _of_mark(document, sentence) if document.retells else fragments_for(document, sentence)
    links = (f"{url}{'' if '#' in url else '#'}:~:{fragment.directive()}" for fragment in fragments)
    return next((link for link in links if len(link.encode()) <= LONGEST_LINK), url)


def page_number(document: Document, sentence: Span) -> int | None:
    """The page of the document's file that the sentence begins on; None where the file has no pages."""
    page = _PAGE.fullmatch(_place(document, sentence.start))
    return int(page[1]) if page else None


def _place(document: Document, start: int) -> str:
    """The address, relative to the document's, of the page or message that `start` is on."""
    begun = bisect_right(document.places, start, key=lambda place: place.start)
    return document.places[begun - 1].reference if begun else ""


def page_of(url: str | None) -> str | None:
    """The address if it is one of a web page."""
    return url if url is not None and is_web_address(url) else None


def is_web_address(url: str) -> bool:
    """Whether `url` is an http or https address with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _of_mark(document: Document, sentence: Span) -> Iterator[Fragment]:
    """The mark of the paragraph that holds the sentence, if it has one."""
    text = document.text
    paragraph_end = text.find("\n\n", sentence.end)
    last = paragraph_end if paragraph_end >= 0 else len(text)
    yield from (Fragment(mark.words) for mark in document.marks if sentence.end <= mark.end <= last)
