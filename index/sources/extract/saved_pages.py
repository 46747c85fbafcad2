"""Plain texts that are plainly a web page which somebody saved. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from index.sources.extract.datelines import is_dateline, says_what_of
from index.sources.extract.furniture import ends_an_article, is_call_to_subscribe, is_furniture

EDGE_LINES: Final = 12
"""Lines at the beginning and at the end, the empty ones not counted, that can tell a saved page."""

_SHARE: Final = re.compile(r"share\b.{0,60}|поделиться\b.{0,60}", re.IGNORECASE)
_BREAK: Final = re.compile(
    r"(?:story|article) continues below.{0,40}|(?:skip )?advertise?ment|реклама"
    r"|original article by\b.{0,100}",
    re.IGNORECASE,
)


def is_saved_page(lines: Sequence[str]) -> bool:
    """Whether several kinds of a page's furniture stand at the edges, one of them no person would write.

    One kind is enough where it is the first line and has three words or more.
    """
    filled = [" ".join(line.split()) for line in lines if line.strip()]
    edges = [*filled[:EDGE_LINES], *filled[max(EDGE_LINES, len(filled) - EDGE_LINES) :]]
    kinds = {kind for line in edges if (kind := _kind(line)) is not None}
    if filled and _kind(filled[0]) in {"share", "break"} and len(filled[0].split()) > 2:
        return True
    return len(kinds) > 1 and not kinds.isdisjoint({"share", "break", "subscription"})


def _kind(line: str) -> str | None:
    if ends_an_article(line):
        return "end"
    if is_dateline(line):
        return "dateline" if says_what_of(line) else None
    if not is_furniture(line):
        return None
    if _SHARE.fullmatch(line):
        return "share"
    if _BREAK.fullmatch(line):
        return "break"
    return "subscription" if is_call_to_subscribe(line) else None
