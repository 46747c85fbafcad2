"""HTML to blocks: the article of a page, without what stands around it. Pure."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from index.model import BlockKind
from index.sources.extract.blocks import Block, Unreadable, split_mark, tidy
from index.sources.extract.metadata import Metadata
from index.sources.extract.page_head import read_head

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_TEXT = (
    "audio", "canvas", "head", "iframe", "math", "noscript", "object", "script", "select", "style", "svg",
    "template", "video",
)  # fmt: skip
_BESIDE = {"aside", "button", "dialog", "figcaption", "footer", "form", "header", "menu", "nav"}
_ROLES_BESIDE = {"navigation", "banner", "complementary", "contentinfo", "search", "dialog", "alert"}
_CLASSES_BESIDE = {
    "ad", "ads", "advert", "advertisement", "breadcrumb", "breadcrumbs", "caption", "comments", "cookie",
    "cookies", "newsletter", "promo", "recommended", "related", "share", "sharing", "sidebar", "subscribe",
}  # fmt: skip
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_NOT_IN_A_CLASS_NAME = re.compile("[^a-z]+")

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_GROUPS = {"ul", "ol", "table"}
_BLOCKS = _HEADINGS | _GROUPS | {
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figure", "hr", "html", "main", "p", "pre", "section", "summary",
}  # fmt: skip
_LINES = {"li", "tr", "br", "caption"}
_CELL_BORDER = " | "


def read_html(text: str) -> tuple[list[Block], Metadata]:
    """The blocks of a page's article, and what the page says of itself.

    Raise Unreadable for a page without elements, or one that nests too many of them.
    """
    from lxml import etree, html  # 30 ms, and most files are no pages

    parser = html.HTMLParser(encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except etree.ParserError as error:
        raise Unreadable("holds no text") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise Unreadable("nests elements too deep")
    head = read_head(root)
    _drop_surroundings(root)
    return _Walk().blocks(_article(root)), head


def _drop_surroundings(root: "HtmlElement") -> None:
    """Take out what is no text of the page; a form around everything, which holds most of it, stays."""
    for element in list(root.iter(*_NO_TEXT)):
        element.drop_tree()
    most = _length(root) / 2
    for element in list(root.iter("*")):
        if _is_beside(element) and _length(element) <= most and element.getparent() is not None:
            element.drop_tree()


def _is_beside(element: "HtmlElement") -> bool:
    if element.tag in _BESIDE or element.get("role") in _ROLES_BESIDE:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.tag in {"html", "body", "main", "article"}:
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return not _CLASSES_BESIDE.isdisjoint(_NOT_IN_A_CLASS_NAME.split(names))


def _article(root: "HtmlElement") -> "HtmlElement":
    """The element that holds the article: one `article` with most of the text, else `main`, else all."""
    scope = max(root.iter("main"), key=_length, default=root)
    if _length(scope) * 3 < _length(root):
        scope = root
    article = max(scope.iter("article"), key=_length, default=scope)
    return article if _length(article) * 2 >= _length(scope) else scope


def _length(element: "HtmlElement") -> int:
    return len(element.text_content())


class _Walk:
    """Goes through an element in document order and collects its blocks; a list or a table is one block."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._parts: list[str] = []
        self._groups = self._preformatted = 0

    def blocks(self, element: "HtmlElement") -> list[Block]:
        """The blocks of an element and all in it."""
        from lxml import etree

        for event, one in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
            if event == "comment":
                self._parts.append(f"<!--{one.text}-->")
            elif event == "start":
                self._open(str(one.tag))
                self._add(one.text)
            elif event == "end":
                self._close(str(one.tag))
            if event != "start" and one is not element:
                self._add(one.tail)
        self._flush()
        return self._blocks

    def _open(self, tag: str) -> None:
        self._part(tag)
        self._groups += tag in _GROUPS
        self._preformatted += tag == "pre"
        if tag in {"td", "th"} and self._parts and self._parts[-1] != "\n":
            self._parts.append(_CELL_BORDER)

    def _close(self, tag: str) -> None:
        self._groups -= tag in _GROUPS
        self._preformatted -= tag == "pre"
        self._part(tag, level=int(tag[1]) if tag in _HEADINGS else 0)

    def _part(self, tag: str, *, level: int = 0) -> None:
        """Part what comes from what was, if the tag does: by a new block, or by a line within a group."""
        if tag in _BLOCKS and not self._groups:
            self._flush(level)
        elif tag in _LINES or tag in _GROUPS:
            self._parts.append("\n")
        elif tag in _BLOCKS:
            self._parts.append(" ")

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text if self._preformatted else text.replace("\n", " "))

    def _flush(self, level: int = 0) -> None:
        content, mark = split_mark("".join(self._parts))
        self._parts.clear()
        content = tidy(_COMMENT.sub("", content))
        if content:
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            self._blocks.append(Block(content, kind, level, mark))
        elif mark is not None and self._blocks:
            self._blocks[-1] = replace(self._blocks[-1], mark=mark)
