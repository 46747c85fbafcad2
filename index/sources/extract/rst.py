"""reStructuredText to blocks, by way of Markdown. Pure."""

import re
from typing import Final

from index.sources.extract.contents import Contents
from index.sources.extract.fields import read_fields
from index.sources.extract.markdown import read_markdown
from index.sources.extract.rulers import underlined

_CODE: Final = {
    "code",
    "code-block",
    "sourcecode",
    "literalinclude",
    "doctest",
    "parsed-literal",
    "highlight",
}
_NO_TEXT: Final = {
    "contents", "figure", "image", "include", "index", "meta", "raw", "replace", "toctree", "currentmodule",
    "module", "only", "tabularcolumns", "sectionauthor", "default-role", "role", "highlight", "target-notes",
}  # fmt: skip
_DIRECTIVE: Final = re.compile(
    r"(?P<indent>\s*)\.\.\s+(?:\|[^|]+\|\s+)?(?P<name>[\w:.+-]{1,60})::(?:\s+(?P<rest>.*))?$"
)
_COMMENT: Final = re.compile(r"(?P<indent>\s*)\.\.(?:\s|$)")
_OPTION: Final = re.compile(r"\s+:[\w-]{1,40}:(?:\s|$)")
_FIELD: Final = re.compile(r":(?P<name>[\w -]{1,40}):\s+(?P<value>.+)$")
_ROLE: Final = re.compile(r":[\w:+.-]{1,60}:`(?:[!~])?(?P<text>[^`<]{1,300}?)(?:\s*<[^`<>]{1,300}>)?`")
_LINK: Final = re.compile(r"`(?P<text>[^`<\n]{1,300}?)\s*<[^`<>]{1,500}>`__?", re.DOTALL)
_NAMED: Final = re.compile(r"`(?P<text>[^`\n]{1,300})`__?|(?<=\w)__?(?=[\s.,;:)]|$)")
_NOTE: Final = re.compile(r"\s?\[(?:#[\w-]{0,40}|\d{1,3}|\*|[A-Z]\w{1,30})\]_")


def read_rst(text: str) -> Contents:
    """Headings, paragraphs, lists and code; directives that are no text go, and so do comments."""
    whole = _LINK.sub(r"\g<text>", text)  # a link may go on in the next line
    lines = [line.rstrip().expandtabs(8) for line in whole.split("\n")]
    fields: dict[str, str] = {}
    out: list[str] = []
    for level, group in underlined(lines):
        if level:
            out += ["", f"{'#' * level} {_inline(group[0].strip())}", ""]
        else:
            out += _plain(group, fields)
    return Contents(read_markdown("\n".join(out)), read_fields(fields).with_warnings(()))


def _plain(lines: list[str], fields: dict[str, str]) -> list[str]:
    """The lines below a heading in Markdown; fields go into `fields`."""
    out: list[str] = []
    has_begun = False
    number = 0
    while number < len(lines):
        line = lines[number]
        directive, comment = _DIRECTIVE.match(line), _COMMENT.match(line)
        field = _FIELD.match(line) if not has_begun else None
        if directive is not None:
            name = directive["name"].rpartition(":")[2]
            end = _end_of_block(lines, number + 1, len(directive["indent"]))
            body = lines[number + 1 : end]
            if name in _CODE:
                out += ["", *_fenced(_without_options(body)), ""]
            elif name not in _NO_TEXT:
                out += [
                    "",
                    _inline(directive["rest"] or ""),
                    "",
                    *_plain(_shifted(_without_options(body)), {}),
                    "",
                ]
            number = end
        elif comment is not None:
            number = _end_of_block(lines, number + 1, len(comment["indent"]))
        elif field is not None:
            fields.setdefault(field["name"].casefold(), field["value"])
            number += 1
        elif line.endswith("::"):
            out += [_inline(line[:-1] if line.strip() != "::" else "")]
            end = _end_of_block(lines, number + 1, len(line) - len(line.lstrip()))
            out += ["", *_fenced(lines[number + 1 : end]), ""]
            number = end
        else:
            has_begun |= bool(line)
            out.append(_inline(line))
            number += 1
    return out


def _end_of_block(lines: list[str], start: int, indent: int) -> int:
    """The number of the first line from `start` on that is no more indented than `indent`."""
    end = start
    for number in range(start, len(lines)):
        line = lines[number]
        if line.strip():
            if len(line) - len(line.lstrip()) <= indent:
                break
            end = number + 1
    return end


def _without_options(body: list[str]) -> list[str]:
    number = 0
    while number < len(body) and _OPTION.match(body[number]):
        number += 1
    return body[number:]


def _shifted(body: list[str]) -> list[str]:
    indents = [len(line) - len(line.lstrip()) for line in body if line.strip()]
    return [line[min(indents) :] for line in body] if indents else []


def _fenced(body: list[str]) -> list[str]:
    shifted = _shifted(body)
    return ["~~~~", *shifted, "~~~~"] if any(shifted) else []


def _inline(line: str) -> str:
    line = _NOTE.sub("", _ROLE.sub(r"\g<text>", line))
    return _NAMED.sub(lambda match: match["text"] or "", line)
