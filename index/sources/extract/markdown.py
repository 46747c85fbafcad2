"""Markdown to blocks: CommonMark with tables and HTML; what is only markup goes. Pure."""

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from index.model import BlockKind
from index.sources.extract.blocks import CELL_BORDER, Block, split_mark, tidy
from index.sources.extract.dialects import plain_dialect
from index.sources.extract.preformatted import code_block

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_COMMENT: Final = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG: Final = re.compile(r"<(?!!--)[^<>]{0,2000}>")
_HAS_TAG: Final = re.compile(r"<[a-z/]", re.IGNORECASE)
_LINE_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TASK: Final = re.compile(r"\[(?P<done>[ xX])\]\s+")


def read_markdown(text: str) -> list[Block]:
    """Headings, paragraphs, quotes, lists, tables, definitions and code in order.

    A list is one block, unless there is code in it; its items are lines, with their numbers.
    """
    return _Walk().blocks(_parser().parse(plain_dialect(text)))


@cache
def _parser() -> "MarkdownIt":
    """Made once: that takes as long as reading a short file."""
    from markdown_it import MarkdownIt  # 40 ms, and not all files are Markdown

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


class _Walk:
    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._lines: list[str] = []  # of the list or the table that is open
        self._numbers: list[int | None] = []  # of the next items of the lists that are open
        self._prefix: str | None = None  # of the item that has begun, until its first words
        self._row: list[str] | None = None
        self._level = self._quotes = 0

    def blocks(self, tokens: Sequence["Token"]) -> list[Block]:
        """The blocks of a parsed text."""
        for token in tokens:
            if token.type.startswith(("bullet_list", "ordered_list", "list_item")):
                self._list(token)
            elif token.type.startswith(("table", "tr_")) or (
                token.type == "inline" and self._row is not None
            ):
                self._table(token)
            else:
                self._other(token)
        self._end(BlockKind.LIST)
        return self._blocks

    def _other(self, token: "Token") -> None:
        match token.type:
            case "heading_open":
                self._level = int(token.tag[1])
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "inline":
                self._put(_plain(token))
            case "fence" | "code_block":
                self._end(BlockKind.LIST)
                self._blocks += filter(None, [code_block(token.content)])
            case "html_block":
                self._put_html(token.content)

    def _table(self, token: "Token") -> None:
        match token.type:
            case "table_open":
                self._end(BlockKind.LIST)
            case "table_close":
                self._end(BlockKind.TABLE, 1)
            case "tr_open":
                self._row = []
            case "tr_close":
                self._lines.append(CELL_BORDER.join(self._row or ()))
                self._row = None
            case "inline" if self._row is not None:
                self._row.append(" ".join(_plain(token).split()))

    def _list(self, token: "Token") -> None:
        if token.type == "list_item_open":
            number = self._numbers[-1]
            self._prefix = "" if number is None else f"{number}. "
            if number is not None:
                self._numbers[-1] = number + 1
        elif token.type.endswith("list_open"):
            is_numbered = token.type == "ordered_list_open"
            self._numbers.append(int(token.attrs.get("start", 1)) if is_numbered else None)
        elif token.type.endswith("list_close"):
            self._numbers.pop()
            if not self._numbers:
                self._end(BlockKind.LIST)

    def _put(self, text: str) -> None:
        level, self._level = self._level, 0
        if self._numbers and not level:
            line = " ".join(text.split())
            task = _TASK.match(line)
            if task is not None:
                line = f"{'☐' if task['done'] == ' ' else '☑'} {line[task.end() :]}"
            if self._prefix is None and self._lines:
                self._lines[-1] += f" {line}"
            else:
                self._lines.append((self._prefix or "") + line)
            self._prefix = None
            return
        lines = text.split("\n")
        if level:
            self._emit(" ".join(text.split()), BlockKind.HEADING, level)
        elif len(lines) > 1 and all(line.startswith(": ") for line in lines[1:]):
            self._emit("\n".join([lines[0], *(line[2:] for line in lines[1:])]), BlockKind.DEFINITION)
        else:
            self._emit(text.replace("\r", "\n"), BlockKind.QUOTE if self._quotes else BlockKind.PARAGRAPH)

    def _put_html(self, content: str) -> None:
        """Text within HTML, with its own headings and tables; a comment may be a mark."""
        if _HAS_TAG.search(_COMMENT.sub("", content)) is None:
            return self._emit(html.unescape(content), BlockKind.PARAGRAPH)
        from index.sources.extract.html import read_fragment  # lxml: few Markdown files have HTML in them

        self._end(BlockKind.LIST)
        self._blocks += read_fragment(content)
        return None

    def _end(self, kind: BlockKind, level: int = 0) -> None:
        """End the list or the table that is open."""
        if self._lines:
            text = "\n".join(self._lines)
            self._lines.clear()
            self._emit(text, kind, level)

    def _emit(self, text: str, kind: BlockKind, level: int = 0) -> None:
        content, mark = split_mark(text)
        content = _COMMENT.sub("", content)
        content = content if kind is BlockKind.TABLE else tidy(content)
        if kind is BlockKind.PARAGRAPH:
            content = content.replace("\n ", "\n")
        if content.strip():
            self._blocks.append(Block(content, kind, level, mark))
        elif mark is not None and self._blocks:  # a comment on a line of its own below its paragraph
            self._blocks[-1] = replace(self._blocks[-1], mark=mark)


def _plain(token: "Token") -> str:
    """A token's text with its comments, which may be marks; the lines of a definition stay lines."""
    children = token.children or []
    is_definition = "\n: " in token.content
    pieces: list[str] = []
    struck = 0
    for child in children:
        struck += child.nesting if child.type in {"s_open", "s_close"} else 0
        if struck and child.type != "s_open":
            continue
        match child.type:
            case "text" | "code_inline":
                pieces.append(child.content)
            case "softbreak":
                pieces.append("\n" if is_definition else " ")
            case "hardbreak":
                pieces.append("\n")
            case "html_inline":
                pieces.append(_TAG.sub("", _LINE_BREAK.sub("\n", child.content)))
    return "".join(pieces)
