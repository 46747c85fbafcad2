"""Emacs' Org files to blocks, by way of Markdown. Pure."""

import re
from typing import Final

from index.sources.extract.contents import Contents
from index.sources.extract.fields import read_fields
from index.sources.extract.markdown import read_markdown

_HEADING: Final = re.compile(
    r"(?P<stars>\*{1,12})\s+(?:(?:TODO|DONE|NEXT|WAITING)\s+)?(?:\[#[A-Z]\]\s+)?(?P<text>.+?)(?:\s+:[\w@:]{1,80}:)?\s*$"
)
_KEYWORD: Final = re.compile(r"\s*#\+(?P<name>\w{1,40}):\s*(?P<value>.*)$")
_BEGIN: Final = re.compile(r"\s*#\+begin_(?P<kind>\w{1,30})", re.IGNORECASE)
_END: Final = re.compile(r"\s*#\+end_\w{1,30}", re.IGNORECASE)
_DRAWER: Final = re.compile(r"\s*:[A-Z_]{2,30}:\s*$")
_LINK: Final = re.compile(
    r"\[\[[^\[\]\n]{1,500}\]\[(?P<text>[^\[\]\n]{1,300})\]\]|\[\[(?P<bare>[^\[\]\n]{1,300})\]\]"
)
_EMPHASIS: Final = re.compile(
    r"(?<![\w/:])(?P<sign>[*/_=~+])(?=[^\s*/_=~+])(?P<text>[^\n]{1,200}?)(?<=\S)(?P=sign)(?![\w/])"
)
_CODE: Final = {"src", "example", "verbatim"}


def read_org(text: str) -> Contents:
    """Headings, paragraphs, lists, tables and code; drawers, comments and keywords are no text."""
    fields: dict[str, str] = {}
    out: list[str] = []
    code = is_drawer = False
    for line in text.split("\n"):
        begin, keyword, heading = _BEGIN.match(line), _KEYWORD.match(line), _HEADING.match(line)
        if code or begin or _END.match(line):
            if begin and begin["kind"].lower() in _CODE:
                code = True
                out += ["", "~~~~"]
            elif code and _END.match(line):
                code = False
                out += ["~~~~", ""]
            elif code:
                out.append(line)
        elif is_drawer or _DRAWER.match(line):
            is_drawer = line.strip() != ":END:"
        elif keyword:
            fields.setdefault(keyword["name"].casefold(), keyword["value"])
        elif heading:
            out += ["", f"{'#' * min(len(heading['stars']), 6)} {_inline(heading['text'])}", ""]
        elif not line.startswith(("# ", "#\t")):
            out.append(_inline(line))
    known = {name: value for name, value in fields.items() if name in {"title", "author", "date", "language"}}
    return Contents(read_markdown("\n".join(out)), read_fields(known))


def _inline(line: str) -> str:
    line = _LINK.sub(lambda match: match["text"] or match["bare"], line)
    return line if line.lstrip().startswith("|") else _EMPHASIS.sub(r"\g<text>", line)
