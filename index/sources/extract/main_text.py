"""The one place that calls trafilatura and htmldate, which tell a page's article and its day."""

import logging
from typing import TYPE_CHECKING, Final

from index.model import PartialDate

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LATEST_DAY: Final = "2100-12-31"
"""So that a page says the same on every day that it is read."""


def main_text(root: "HtmlElement") -> str:
    """What trafilatura takes for the main text of a page, a block a line; empty when it finds none."""
    import trafilatura  # 180 ms, for pages only

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is no news to an owner
    found = trafilatura.bare_extraction(root, include_comments=False)
    return str(getattr(found, "text", None) or "")


def likely_day(root: "HtmlElement") -> PartialDate | None:
    """The day that htmldate finds anywhere on a page of a site, such as in a line or an address."""
    from htmldate import find_date

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = find_date(root, original_date=True, max_date=LATEST_DAY)
    return PartialDate.parse(found) if found else None
