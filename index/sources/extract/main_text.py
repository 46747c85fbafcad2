"""The one place that calls trafilatura, which tells the article of a page from what stands around it."""

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def main_text(root: "HtmlElement") -> str:
    """What trafilatura takes for the main text of a page, a block a line; empty when it finds none."""
    import trafilatura  # 180 ms, for pages only

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is no news to an owner
    found = trafilatura.bare_extraction(root, include_comments=False)
    return str(getattr(found, "text", None) or "")
