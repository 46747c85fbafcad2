"""HTML to blocks: the text of a page, without what stands around it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.sources.extract.blocks import Block, Unreadable
from index.sources.extract.contents import Contents
from index.sources.extract.datelines import is_dateline, published_at_head, published_below
from index.sources.extract.furniture import keep_text
from index.sources.extract.main_text import likely_day, main_text
from index.sources.extract.page_article import article_of
from index.sources.extract.page_cleaning import clean
from index.sources.extract.page_head import read_head
from index.sources.extract.page_surroundings import drop_surroundings, trim_links
from index.sources.extract.page_walk import Piece, walk

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MANY_SCRIPTS: Final = 15
"""Scripts of a page that is not of a manual."""

_SIGNS_OF_A_SITE: Final = re.compile(
    r"(?:og|article|twitter|fb):|keywords$|robots$|msapplication|apple-|.*verification", re.IGNORECASE
)
_FEEDS: Final = {"application/atom+xml", "application/ld+json", "application/rss+xml"}
_TOOLS_OF_MANUALS: Final = re.compile(
    r"antora|asciidoc|docbook|docusaurus|docutils|doxygen|gitbook|help|javadoc|jsdoc|makeinfo|mdbook|mkdocs|pandoc"
    r"|publican|rustdoc|sphinx|starlight|texi2html|texinfo|typedoc|vitepress|vuepress",
    re.IGNORECASE,
)


def read_html(text: str) -> Contents:
    """Read a page: of one of a site for readers its article, of any other, such as a manual's, all its text.

    Raise Unreadable for a page without elements, or one that nests too many of them.
    """
    root = _parsed(text)
    head = read_head(root)
    main = day = None
    if not is_of_a_manual(root):
        main, day = main_text(root), head.published or likely_day(root)
    clean(root)
    if main is None:
        dropped = drop_surroundings(root)
        everything = walk(root)
        pieces = [piece for piece in trim_links(everything) if not _is_day_of_page(piece)]
        day = head.published or published_at_head(
            line for piece in pieces for line in piece.block.text.split("\n")
        )
    else:
        dropped, everything = 0, walk(root)
        day = head.published or published_below(line for piece in everything for line in _lines(piece)) or day
        pieces = _without_furniture(article_of(root, everything, main))
    dropped += max(0, _words(everything) - _words(pieces))
    return Contents([piece.block for piece in pieces], replace(head, published=day), dropped)


def read_fragment(text: str) -> list[Block]:
    """The blocks of HTML that stands in another text."""
    from lxml import etree, html

    try:
        root = html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return []
    clean(root)
    return [piece.block for piece in walk(root)]


def read_whole(text: str) -> list[Block]:
    """All blocks of a page that has nothing around its text; none of one without elements."""
    try:
        root = _parsed(text)
    except Unreadable:
        return []
    clean(root)
    return [piece.block for piece in walk(root)]


def is_of_a_manual(root: "HtmlElement") -> bool:
    """Whether a manual's tool has made a page, or it has nothing that sites tell search engines."""
    said = [(_name(meta), meta.get("content") or "") for meta in root.iter("meta")]
    if any(name == "generator" and _TOOLS_OF_MANUALS.search(content) for name, content in said):
        return True
    scripts = list(root.iter("script"))
    kinds = {(element.get("type") or "").lower() for element in (*root.iter("link"), *scripts)}
    is_of_a_site = any(_SIGNS_OF_A_SITE.match(name) for name, _ in said) or not kinds.isdisjoint(_FEEDS)
    return not is_of_a_site and len(scripts) < MANY_SCRIPTS


def _name(meta: "HtmlElement") -> str:
    return (meta.get("property") or meta.get("name") or "").lower()


def _parsed(text: str) -> "HtmlElement":
    from lxml import etree, html  # 30 ms, and most files are no pages

    parser = html.HTMLParser(encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError as error:
        raise Unreadable("holds no text") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise Unreadable("nests elements too deep")
    return root


def _words(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.block.text.split()) for piece in pieces)


def _lines(piece: Piece) -> list[str]:
    return piece.block.text.split("\n")


def _is_day_of_page(piece: Piece) -> bool:
    """Whether a piece only says when the page was published, in an element made for that."""
    return next(piece.element.iter("time"), None) is not None and is_dateline(piece.block.text)


def _without_furniture(pieces: list[Piece]) -> list[Piece]:
    kept = keep_text([piece.block.text for piece in pieces])
    return [piece for piece, keep in zip(pieces, kept, strict=True) if keep]
