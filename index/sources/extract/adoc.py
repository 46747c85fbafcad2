"""AsciiDoc to blocks, by way of Markdown. Pure."""

import re
from collections.abc import Iterator
from typing import Final

from index.sources.extract.contents import Contents
from index.sources.extract.fields import read_fields
from index.sources.extract.markdown import read_markdown

_HEADING: Final = re.compile(r"(?P<signs>={1,6})\s+(?P<text>\S.*?)(?:\s+=+)?\s*$")
_ATTRIBUTE: Final = re.compile(r":(?P<name>!?[\w-]{1,60}!?):(?:\s+(?P<value>.*))?$")
_FENCE: Final = re.compile(r"(?:-{4,}|\.{4,}|`{3,}\w*)\s*$")
_COMMENT_FENCE: Final = re.compile(r"/{4,}\s*$")
_BLOCK: Final = re.compile(r"(?:={4,}|\*{4,}|_{4,}|--|\+|\[[^\]\n]{0,300}\]|<<<)\s*$")
_MACRO: Final = re.compile(r"(?:image|include|video|audio|toc|ifdef|ifndef|endif|ifeval)::\S*\[.*\]\s*$")
_LINK: Final = re.compile(
    r"(?:(?:link|xref|mailto|image|kbd|btn|footnote):)?(?:https?://[^\s\[\]]{1,500}|(?<=:)[^\s\[\]:]{0,300})"
    r"\[(?P<text>[^\[\]\n]{0,300})\]"
)
_CROSS: Final = re.compile(r"<<[^<>,\n]{1,200}(?:,\s*(?P<text>[^<>\n]{1,300}))?>>|\[\[[^\[\]\n]{1,100}\]\]")
_LIST: Final = re.compile(r"(?P<signs>[*.]{1,5})\s+(?=\S)")
_TITLE: Final = re.compile(r"\.(?=[^\s.])")
_TERM: Final = re.compile(r"(?P<term>\S[^\n]{0,200}?):{2,4}(?:\s+(?P<text>\S.*))?$")


def read_adoc(text: str) -> Contents:
    """Headings, paragraphs, lists, tables and code; attributes, macros and comments are no text."""
    fields: dict[str, str] = {}
    out = list(_plain(text.split("\n"), fields))
    known = {name: value for name, value in fields.items() if name in {"author", "date", "revdate", "lang"}}
    if "revdate" in known:
        known.setdefault("date", known.pop("revdate"))
    return Contents(read_markdown("\n".join(out)), read_fields(known))


def _plain(lines: list[str], fields: dict[str, str]) -> Iterator[str]:
    fence = comment = ""
    table: list[str] | None = None
    for line in (line.rstrip() for line in lines):
        if fence or (_FENCE.match(line) and not comment):
            yield "~~~~" if not fence or line == fence else line
            fence = "" if line == fence else fence or line
        elif comment or _COMMENT_FENCE.match(line):
            comment = "" if line == comment else comment or line
        elif line.startswith("|==="):
            if table is not None:
                yield from _rows(table)
            table = [] if table is None else None
        elif table is not None:
            table.append(line)
        elif attribute := _ATTRIBUTE.match(line):
            fields.setdefault(attribute["name"].casefold(), attribute["value"] or "")
        elif not (line.startswith("//") or _MACRO.match(line) or _BLOCK.match(line)):
            yield _line(line)


def _line(line: str) -> str:
    heading, item, term = _HEADING.match(line), _LIST.match(line), _TERM.match(line)
    if heading:
        return f"\n{'#' * len(heading['signs'])} {_inline(heading['text'])}\n"
    if item:
        sign = "-" if item["signs"][0] == "*" else "1."
        return f"{'   ' * (len(item['signs']) - 1)}{sign} {_inline(line[item.end() :])}"
    if term:
        return f"\n{_inline(term['term'])}\n: {_inline(term['text'] or '')}"
    return _inline(_TITLE.sub("", line, count=1))


def _rows(table: list[str]) -> Iterator[str]:
    """The rows of a table, a line each, where they are written so; else a line a cell."""
    rows = [[cell.strip() for cell in line.split("|")[1:]] for line in table if line.startswith("|")]
    if rows:
        width = max(map(len, rows))
        yield ""
        for number, row in enumerate(rows):
            yield f"| {' | '.join(_inline(cell) for cell in row)} |"
            if number == 0:
                yield "|" + "---|" * width
        yield ""


def _inline(text: str) -> str:
    text = _CROSS.sub(lambda match: match["text"] or "", text)
    return _LINK.sub(lambda match: match["text"].partition(",")[0].strip("^"), text)
