"""Links that open the original at a sentence: URL text fragments. Pure."""

from urllib.parse import quote, urlsplit

from index.model import Document, Span

LONGEST_LINK = 600
"""Bytes of a link with its fragment; a longer one goes without."""

MOST_WORDS = 8
"""A sentence of up to so many words is in its link as a whole, a longer one by its first and last words."""

WORDS_AT_EITHER_END = 4


def link_to(document: Document, sentence: Span) -> str | None:
    """The document's URL with a fragment that finds `sentence` (a span of the document's text) on the page.

    A document that retells its page has other words than the page: the mark of the sentence's paragraph
    stands in for it. The plain URL when there is no mark or the link would be too long; None when the
    document has no http or https URL.
    """
    url = page_of(document.url)
    if url is None:
        return None
    directive = (
        _mark_directive(document, sentence) if document.retells else _directive(sentence.of(document.text))
    )
    if not directive:
        return url
    link = f"{url}:~:{directive}" if "#" in url else f"{url}#:~:{directive}"
    return link if len(link.encode()) <= LONGEST_LINK else url


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


def _mark_directive(document: Document, sentence: Span) -> str:
    """The directive for the mark of the paragraph that holds the sentence; empty when it has none."""
    text = document.text
    paragraph_end = text.find("\n\n", sentence.end)
    last = paragraph_end if paragraph_end >= 0 else len(text)
    marks = [mark.words for mark in document.marks if sentence.end <= mark.end <= last]
    return f"text={_encode(marks[0].split())}" if marks else ""


def _directive(sentence: str) -> str:
    words = sentence.split()
    if not words:
        return ""
    if len(words) <= MOST_WORDS:
        return f"text={_encode(words)}"
    return f"text={_encode(words[:WORDS_AT_EITHER_END])},{_encode(words[-WORDS_AT_EITHER_END:])}"


def _encode(words: list[str]) -> str:
    # A bare hyphen or comma is syntax in a text directive.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
