"""Markdown to blocks: CommonMark with tables; what is only markup goes. Pure."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from index.model import BlockKind
from index.sources.extract.blocks import Block, split_mark, tidy

if TYPE_CHECKING:
    from markdown_it.token import Token

CELL_BORDER = " | "

_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<(?!!--)[^<>]*>", re.DOTALL | re.IGNORECASE)
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


class _Piece(NamedTuple):
    """A paragraph, an item or a row; the pieces of a list or a table have the same group."""

    group: int
    text: str
    level: int = 0


def read_markdown(text: str) -> list[Block]:
    """Headings, paragraphs, lists and tables in order; a list is one block, its items lines."""
    from markdown_it import MarkdownIt  # 40 ms, and not all files are Markdown

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    blocks: list[Block] = []
    for _, group in groupby(_pieces(tokens), key=lambda piece: piece.group):
        pieces = list(group)
        content, mark = split_mark("\n".join(piece.text for piece in pieces))
        content = tidy(_COMMENT.sub("", content))
        if content:
            kind = BlockKind.HEADING if pieces[0].level else BlockKind.PARAGRAPH
            blocks.append(Block(content, kind, pieces[0].level, mark))
        elif mark is not None and blocks:  # a comment on a line of its own below its paragraph
            blocks[-1] = replace(blocks[-1], mark=mark)
    return blocks


def _pieces(tokens: Sequence["Token"]) -> Iterator[_Piece]:
    group = depth = 0
    row: list[str] | None = None
    level = 0
    for token in tokens:
        if token.type.startswith(("bullet_list", "ordered_list", "table_")):
            depth += token.nesting
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield _Piece(group, CELL_BORDER.join(row or ()))
            row = None
        elif token.type == "inline" and row is not None:
            row.append(_plain(token).replace("\n", " "))
        elif token.type in {"inline", "fence", "code_block", "html_block"}:
            yield _Piece(group, _plain(token), level)
        level = int(token.tag[1]) if token.type == "heading_open" else 0
        group += depth == 0


def _plain(token: "Token") -> str:
    """A token's text with its comments, which may be marks."""
    if token.type == "html_block":
        return html.unescape(_TAG.sub("", _LINE_BREAK.sub("\n", token.content)))
    if token.children is None:
        return token.content
    return "".join(map(_plain_inline, token.children))


def _plain_inline(token: "Token") -> str:
    match token.type:
        case "text" | "code_inline":
            return token.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "html_inline":
            return _TAG.sub("", _LINE_BREAK.sub("\n", token.content))
        case _:  # the description of a picture is none of the text
            return ""
