"""What stands around the text of a page: menus, heads and feet, forms, boxes about something else. Pure."""

import re
from collections.abc import Collection, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from index.model import BlockKind
from index.sources.extract.furniture import is_furniture
from index.sources.extract.page_walk import Piece
from index.sources.extract.page_ways import is_way_around

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOSTLY_LINKS: Final = 0.6
"""Share of the letters of a menu, or of a box beside the text, that are links."""

SHORT_WORDS: Final = 30
"""Words of a box that its class alone tells from text; a longer one has to be mostly links too."""

FEWEST_WORDS_OF_TEXT: Final = 8
"""Words, that are no links, of the paragraph which a page's text begins or ends with."""

LONGEST_CAPTION: Final = 40
"""Words of what is about a picture by its class."""

_MENUS: Final = {"dialog", "nav"}
_ROLES_OF_MENUS: Final = {"navigation", "banner", "contentinfo", "search", "dialog"}
_ROLES_OF_BOXES: Final = {"complementary", "alert"}
_CLASS: Final = re.compile(
    r"""
    nav (?: bar | header | footer | igation | links | menu )?
    | (?: doc | page | site | main | top | sub | post ) -? nav
    | (?: main | site | top | page ) -? menu | menu | toc | table-of-contents | contents-list
    | breadcrumbs? | prev-?next | next-?prev | pager | pagination | skip-?link | related (?: links? )?
    | ads? | advert (?: isement )? | cookies? (?: [-_] (?: bar | banner | consent | notice | popup ) )?
    | comments | newsletter (?: [-_]\w+ )? | promo | recommended | (?: \w+- )? shar (?: e | ing ) | social
    | subscribe | sidebar | footer | edit-?(?: link | page ) | (?: ez- )? toc [-_]? title
    | next-?(?: article | post | story ) | (?: [\w-]+ [-_] )? paywall (?: [-_][\w-]+ )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOTE: Final = re.compile(
    r"(?:[\w-]+[-_])?(?:admonition|callout|caution|hint|important|note|tip|warning)(?:[-_]?box|[-_]block)?",
    re.IGNORECASE,
)
_NO_TEXT: Final = re.compile(
    r"(?:[\w-]+[-_])?(?:comments?|dialog|lightbox|log-?in|modal|newsletter|overlay|paywall|popup|recommended|related"
    r"|shar(?:e|ing)|sign-?up|social|subscribe)(?:[-_][\w-]+)?",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(
    r"(?:[\w-]+[-_])?(?:captions?|credits?|image-?description|byline|copyright)(?:[-_](?:author|line|text))?",
    re.IGNORECASE,
)
_WHOLE: Final = {"html", "body", "main", "article"}


def link_share(element: "HtmlElement") -> float:
    """Which share of an element's letters are links to pages, 0 to 1."""
    letters = _letters(element)
    links = (
        link for link in element.iter("a") if not (link.get("href") or "").startswith(("mailto:", "tel:"))
    )
    return min(1.0, sum(map(_letters, links)) / letters) if letters else 0.0


def is_beside(element: "HtmlElement") -> bool:
    """Whether an element stands in something that is beside the article of a site's page; a note is not."""
    return any(
        one.tag in {"aside", "dialog", "figcaption", "footer", "form", "nav"}
        or one.get("role") in _ROLES_OF_MENUS | _ROLES_OF_BOXES
        for one in (element, *element.iterancestors())
        if not is_note(one)
    )


def is_note(element: "HtmlElement") -> bool:
    """Whether an element calls itself a note to the text that it stands in."""
    names = (element.get("class") or "").split()
    return element.get("role") == "note" or any(map(_NOTE.fullmatch, names))


def is_caption(element: "HtmlElement") -> bool:
    """Whether the class of an element says that it is about a picture, or who made it, in a few words."""
    names = (element.get("class") or "").split()
    return any(map(_CAPTION.fullmatch, names)) and len(element.text_content().split()) <= LONGEST_CAPTION


def is_text_apart(element: "HtmlElement") -> bool:
    """Whether an element of an article is text though it is a note, is folded, or has an id that sounds odd.

    What is still hidden in a page that was cleaned is folded: something opens it. An id may be made of its
    heading, such as `cookies`.
    """
    names = {*(element.get("class") or "").split(), element.get("id") or ""}
    if any(map(_NO_TEXT.fullmatch, names)):
        return False
    if is_note(element) or element.tag == "details" or element.get("role") == "tabpanel":
        return True
    if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
        return True
    named = element.get("id") if element.tag in {"section", "div"} else None
    heading = next(element.iter("h2", "h3", "h4"), None) if named else None
    return heading is not None and _words(named) == _words(heading.text_content())


def _words(text: str | None) -> list[str]:
    return re.findall(r"\w+", (text or "").replace("_", " ").casefold())


def drop_surroundings(root: "HtmlElement") -> int:
    """Take out, in place, what elements and their classes say is around the text, unless it is most of it.

    Return how many words went.
    """
    dropped = 0
    most = _letters(root) / 2
    has_main = next(root.iter("main", "article"), None) is not None
    for element in list(root.iter("*")):
        if element.tag in _WHOLE or element.getparent() is None:
            continue
        if _is_around(element, has_main=has_main) and _letters(element) <= most:
            dropped += len(" ".join(element.itertext()).split())
            element.drop_tree()
    return dropped


def trim_links(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without menus above the first text of the page and below the last; all if none is text.

    A heading goes with its section where that was nothing but menus.
    """
    texts = [number for number, piece in enumerate(pieces) if _is_text(piece)]
    if not texts:
        return list(pieces)
    around = [*range(texts[0]), *range(texts[-1] + 1, len(pieces))]
    menus = {number for number in around if _is_menu(pieces[number])}
    gone = menus | {number for number in around if _heads_menus(pieces, number, menus)}
    kept = [number for number in range(len(pieces)) if number not in gone]
    if any(number > texts[-1] for number in menus):
        while kept[-1] > texts[-1] and pieces[kept[-1]].block.kind is BlockKind.HEADING:
            kept.pop()  # it headed a menu
    return [pieces[number] for number in kept]


def _heads_menus(pieces: Sequence[Piece], number: int, menus: Collection[int]) -> bool:
    """Whether a piece is a heading, and its section has menus and nothing else but headings."""
    heading = pieces[number].block
    if heading.kind is not BlockKind.HEADING:
        return False
    section = takewhile(
        lambda after: (
            pieces[after].block.kind is not BlockKind.HEADING or pieces[after].block.level > heading.level
        ),
        range(number + 1, len(pieces)),
    )
    below = [after for after in section if pieces[after].block.kind is not BlockKind.HEADING]
    return bool(below) and all(after in menus for after in below)


def _is_around(element: "HtmlElement", *, has_main: bool) -> bool:
    role = element.get("role")
    if element.tag in _MENUS or role in _ROLES_OF_MENUS:
        return True
    if element.tag == "header":
        return not _is_in_text(element) and (has_main or element.find(".//h1") is None or _has_home(element))
    if element.tag == "footer":
        return not _is_in_text(element) or _is_small_or_links(element)
    if element.tag in {"form", "menu"}:
        return element.tag == "form" or link_share(element) >= MOSTLY_LINKS
    if element.tag == "aside" or role in _ROLES_OF_BOXES:
        return link_share(element) >= MOSTLY_LINKS or is_furniture(_first_line(element))
    return is_box(element) or is_way_around(element)


def is_box(element: "HtmlElement") -> bool:
    """Whether the class of an element says that it is beside the text, and it is short or mostly links."""
    names = (element.get("class") or "").split()
    return any(_CLASS.fullmatch(name) for name in names) and _is_small_or_links(element)


def _is_in_text(element: "HtmlElement") -> bool:
    """Whether an element belongs to an article, a section or a quotation, and not to the whole page."""
    return next(element.iterancestors("article", "blockquote", "main", "section"), None) is not None


def _has_home(element: "HtmlElement") -> bool:
    return any((link.get("href") or "") in {"/", "./", "index.html"} for link in element.iter("a"))


def _is_small_or_links(element: "HtmlElement") -> bool:
    return len(element.text_content().split()) <= SHORT_WORDS or link_share(element) >= MOSTLY_LINKS


def _first_line(element: "HtmlElement") -> str:
    return next((line.strip() for line in element.itertext() if line.strip()), "")


def _letters(element: "HtmlElement") -> int:
    return sum(map(len, element.text_content().split()))


def _is_text(piece: Piece) -> bool:
    words = len(piece.block.text.split())
    return words * (1 - link_share(piece.element)) >= FEWEST_WORDS_OF_TEXT or piece.block.kind in {
        BlockKind.CODE,
        BlockKind.TABLE,
    }


def _is_menu(piece: Piece) -> bool:
    return piece.block.kind is not BlockKind.HEADING and link_share(piece.element) >= MOSTLY_LINKS
