"""What a page is called: its headline, told by the title in its head, and never its site's name. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_HEADINGS: Final = 40
"""Headings of a page that are looked at, from its beginning."""

_BORDER: Final = re.compile(r"\s+[|»›·•⋆–—-]\s+|\s+[|»⋆]|[»|]\s+|\s+::\s+")
_FROM_WHOLE_TO_PART: Final = "»›"
_SIGNS: Final = re.compile(r"\s*[¶#§🔗]+\s*$")
_DASHES: Final = str.maketrans("–—−‐’‘“”„", '----\'\'"""')
_NAMES_OF_SITES: Final = {"site-title", "site-name", "sitename", "logo", "brand", "masthead"}


def title_of_page(root: "HtmlElement", announced: str | None, site: str | None) -> str | None:
    """The headline; `announced` is the title that a page gives to social networks, `site` the site's name."""
    tab = _text(next(root.iter("title"), None))
    headings = list(islice(_headings(root), MOST_HEADINGS))
    for given in filter(None, (tab, announced)):
        found = _named(given, headings, site)
        if found:
            return found
    alone = [text for level, text in headings if level == 1 and not _same(text, site)]
    if len(alone) == 1 and not any(_same(alone[0], part) for part in _parts(tab)):
        within = (part for given in (tab, announced or "") for part in [given, *_parts(given)])
        return next((part for part in within if _is_within(part, alone[0])), alone[0])
    given = announced or tab
    if given:
        return _without_site(given, site, [text for _, text in headings])
    return alone[0] if alone else next((text for _, text in headings), None)


def _headings(root: "HtmlElement") -> Iterator[tuple[int, str]]:
    """The levels and texts of headings, without those that are the site's name by their classes."""
    for element in root.iter("h1", "h2", "h3"):
        text = _text(element)
        parent = element.getparent()
        names = (
            f"{element.get('class') or ''} {parent.get('class') or '' if parent is not None else ''}".split()
        )
        if text and _NAMES_OF_SITES.isdisjoint(names):
            yield int(str(element.tag)[1]), text


def _text(element: "HtmlElement | None") -> str:
    return _SIGNS.sub("", " ".join(element.text_content().split())) if element is not None else ""


def _named(given: str, headings: Sequence[tuple[int, str]], site: str | None) -> str | None:
    """The heading that a title names: the whole, or the first of its parts that is one."""
    parts = [given, *_parts(given)]
    for part in parts:
        for _, text in headings:
            if _same(text, part) and (not _same(text, site) or len(parts) == 1):
                return text
    return next((text for level, text in headings if level == 1 and _begins(given, text, site)), None)


def _parts(given: str) -> list[str]:
    """What a title may name between rulers, the likeliest first; the last part only if it is the longer."""
    borders = list(_BORDER.finditer(given))
    beginnings = [given[: border.start()] for border in reversed(borders)]
    ends = [given[border.end() :] for border in borders]
    if not any(sign in given for sign in _FROM_WHOLE_TO_PART):
        ends = [end for end in ends if len(end.split()) > len(beginnings[-1].split())]
    else:
        return [*ends, *beginnings]
    return [*beginnings, *ends]


def _begins(given: str, text: str, site: str | None) -> bool:
    """Whether a title begins with a heading of several words, whatever stands behind it."""
    return len(text.split()) > 2 and _folded(given).startswith(_folded(text)) and not _same(text, site)


def _is_within(part: str, text: str) -> bool:
    """Whether a headline is a part with something before or behind it, such as a section's name."""
    return len(part.split()) > 2 and f" {_folded(part)} " in f" {_folded(text)} "


def _without_site(given: str, site: str | None, headings: Sequence[str]) -> str:
    """A title without the name of the site before or behind it."""
    for border in _BORDER.finditer(given):
        before, behind = given[: border.start()], given[border.end() :]
        if before and (_same(behind, site) or any(_same(behind, heading) for heading in headings)):
            return before
        if behind and _same(before, site):
            return behind
    return given.rstrip(" |–—-·:⋆") or given


def _same(one: str, other: str | None) -> bool:
    return other is not None and _folded(one) == _folded(other)


def _folded(text: str) -> str:
    return " ".join(text.translate(_DASHES).casefold().split())
