"""The lines of a manual's page that lead to its neighbours: `Next: Types, Previous: Memory [Index]`. Pure."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_WAYS: Final = 8
"""Links of such a line."""

_HOLDERS: Final = {"center", "div", "p", "table", "td"}
_WORD: Final = re.compile(r"\w+")
_WAY: Final = re.compile(
    r"next|prev(?:ious)?|up|back|nächste[rs]?|vorherige[rs]?|weiter|zurück|hoch|впер[её]д|вверх|назад"
    r"|след(?:ующая|ующий)?|пред(?:ыдущая|ыдущий)?",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"top|home|contents|index|chapter|section|node|inhalt|содержание|оглавление|указатель", re.IGNORECASE
)


def is_way_around(element: "HtmlElement") -> bool:
    """Whether an element only leads to other pages of a manual.

    Outside its few links stands nothing but words for the way there, such as `next` or `up`, and for a place.
    """
    if (
        element.tag not in _HOLDERS
        or not 0 < len(list(islice(element.iter("a"), MOST_WAYS + 1))) <= MOST_WAYS
    ):
        return False
    words = [word for text in _outside_links(element) for word in _WORD.findall(text)]
    return any(map(_WAY.fullmatch, words)) and all(
        _WAY.fullmatch(word) or _PLACE.fullmatch(word) for word in words
    )


def _outside_links(element: "HtmlElement") -> Iterator[str]:
    """The texts within an element that are in none of its links."""
    yield element.text or ""
    for one in element:
        if one.tag != "a" and isinstance(one.tag, str):
            yield from _outside_links(one)
        yield one.tail or ""
