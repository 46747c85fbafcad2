"""Takes out of a parsed page what is no text on any page: scripts, hidden words, signs of links. Pure."""

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_TEXT: Final = (
    "annotation", "annotation-xml", "area", "audio", "canvas", "del", "head", "iframe", "img", "input", "map",
    "noscript", "object", "option", "picture", "rp", "rt", "rtc", "s", "script", "select", "strike", "style",
    "svg", "template", "textarea", "video",
)  # fmt: skip
_LINK_SIGNS: Final = {"headerlink", "anchor", "anchorjs-link", "permalink", "hash-link", "heading-anchor"}
_LINK_SIGN: Final = re.compile(r"[\s¶#§🔗⚓∞]*")
_NUMBER: Final = re.compile(r"\[?\d{1,3}\]?|\[[a-z]\]|[*†‡§]+", re.IGNORECASE)
_EXPONENT: Final = re.compile(r"[-+−]?(?:\d{1,3}|[nkm])")
_SIGNS_ABOVE: Final = str.maketrans("0123456789+-−nkm", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿᵏᵐ")
_UNIT_OR_TEN: Final = re.compile(
    r"(?:(?<![^\W\d])(?:[dcmkµ]m|in|ft|yd|мм?|см|км|дм|[^\W\d_])|(?<![\d.,])(?:10|2))$"
)
_INLINE: Final = {
    "a",
    "abbr",
    "b",
    "code",
    "em",
    "font",
    "i",
    "kbd",
    "label",
    "mark",
    "small",
    "span",
    "strong",
    "u",
    "var",
}
_HEADINGS: Final = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TEXT_AROUND: Final = {"p", "li", "dd", "dt", "td", "th", "span", "b", "strong", "em", "summary", *_HEADINGS}


def clean(root: "HtmlElement") -> None:
    """Take out scripts, struck words, readings of characters, notes' numbers and what is hidden, in place.

    Powers become signs (10⁶). What is folded, such as a closed answer or a tab that is not in front, is text.
    """
    opened = _opened_by_controls(root)
    for element in list(root.iter(*_NO_TEXT)):
        element.drop_tree()
    for element in list(root.iter("*")):
        if _is_hidden(element, opened) or _is_link_sign(element):
            element.drop_tree()
    for element in list(root.iter("sup")):
        _lower(element)
    for element in list(root.iter("button")):
        if _is_in_text(element):
            element.drop_tag()
        else:
            element.drop_tree()


def text_before(element: "HtmlElement") -> str:
    """The text directly before an element: that of its neighbour and behind it, else its parent's first."""
    previous = element.getprevious()
    if previous is None:
        parent = element.getparent()
        return str(parent.text or "") if parent is not None else ""
    own = previous.text_content() if isinstance(previous.tag, str) else ""  # a comment has no text
    return f"{own or ''}{previous.tail or ''}"


def _opened_by_controls(root: "HtmlElement") -> set[str]:
    """The ids of what a button, a tab or a heading of the page opens."""
    opened: set[str] = set()
    for element in root.iter("*"):
        opened.update((element.get("aria-controls") or "").split())
        target = element.get("data-target") or element.get("data-bs-target") or ""
        if element.get("role") == "tab" and element.tag == "a":
            target = element.get("href") or ""
        if target.startswith("#"):
            opened.add(target[1:])
    return opened


def _is_hidden(element: "HtmlElement", opened: set[str]) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    hidden = element.get("hidden")
    if hidden is None and element.get("aria-hidden") != "true" and "display:none" not in style:
        return False
    if element.tag in {"html", "body", "main", "article"}:
        return False
    if hidden == "until-found" or element.get("role") == "tabpanel" or element.get("id") in opened:
        return False
    return not (element.tag in _INLINE and _is_the_one_alternative(element))


def _is_the_one_alternative(element: "HtmlElement") -> bool:
    """Whether all that stands beside a hidden word is hidden too, and this is the last of it."""
    parent = element.getparent()
    if parent is None or parent.tag not in _INLINE or element.getnext() is not None:
        return False
    between = [parent.text, *(one.tail for one in parent)]
    return not any(text and text.strip() for text in between) and not any(
        one.get("hidden") is None for one in parent
    )


def _is_link_sign(element: "HtmlElement") -> bool:
    """Whether an element is a link to the very heading or paragraph that it stands in."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#"):
        return False
    return bool(_LINK_SIGN.fullmatch(element.text_content())) or not _LINK_SIGNS.isdisjoint(
        (element.get("class") or "").split()
    )


def _lower(element: "HtmlElement") -> None:
    """Make a power of what stands above, or take it out as the number of a note, or leave it as letters."""
    above = "".join(element.text_content().split())
    before = text_before(element)
    parent = element.getparent()
    is_note = element.find(".//a") is not None or (parent is not None and parent.tag == "a")
    if not is_note and _EXPONENT.fullmatch(above) and _UNIT_OR_TEN.search(before):
        element.text = above.translate(_SIGNS_ABOVE)
        del element[:]
    elif (is_note and len(above) <= 6) or (_NUMBER.fullmatch(above) and before[-1:].strip()):
        element.drop_tree()
        return
    element.drop_tag()


def _is_in_text(element: "HtmlElement") -> bool:
    """Whether a button is a word of a sentence, or the heading of what it opens."""
    parent = element.getparent()
    if parent is None or parent.tag not in _TEXT_AROUND:
        return False
    if parent.tag in _HEADINGS:
        return True
    words = len(parent.text_content().split()) - len(element.text_content().split())
    return words >= 3
