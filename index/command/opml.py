"""Feeds as OPML, the list that feed readers exchange. Pure.

Format: http://opml.org/spec2.opml
"""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from index.model import Source, SourceKind


def to_opml(sources: Iterable[Source]) -> str:
    """An outline of the feeds among the sources, with their titles and pages."""
    outlines = "".join(
        f'    <outline type="rss" text={quoteattr(source.title)} xmlUrl={quoteattr(source.locator)}'
        + (f" htmlUrl={quoteattr(source.url)}" if source.url else "")
        + "/>\n"
        for source in sources
        if source.kind is SourceKind.FEED
    )
    head = "  <head><title>Sources of Footnote</title></head>\n"
    body = f"  <body>\n{outlines}  </body>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n{head}{body}</opml>\n'
