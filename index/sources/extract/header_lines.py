"""Heads of files that are lines of a name and a value: e-mails, MultiMarkdown, Logseq, Pandoc's. Pure."""

import re
from typing import Final

MOST_LINES: Final = 40

_LINE: Final = re.compile(
    r"(?P<name>[A-Za-z][\w -]{0,30}?)[ \t]*(?P<sign>::?|=)(?:[ \t]+(?P<value>.*)|[ \t]*)$"
)
_LOOSE: Final = re.compile(
    r"['\"]?(?P<name>[A-Za-z_][\w -]{0,40}?)['\"]?[ \t]*[:=](?:[ \t]+(?P<value>.*)|[ \t]*)$"
)
_ITEM: Final = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)$")
_TELLING_NAMES = "title author authors date subject from published created url source"
_OTHER_NAMES = (
    "subtitle to cc bcc reply_to sent message_id in_reply_to references mime_version content_type"
    " content_transfer_encoding return_path received keywords tags category categories language lang link"
    " updated modified lastmod abstract summary description copyright license publisher base_header_level"
    " latex_input css format status slug alias aliases public type id newsgroups organization list_id"
    " user_agent x_mailer"
)
_TELLING: Final = frozenset(_TELLING_NAMES.split())
_KNOWN: Final = _TELLING.union(_OTHER_NAMES.split())


def header_fields(text: str) -> tuple[dict[str, str], str] | None:
    """The fields of the lines that a text begins with, and the text below them; None where it has none.

    All names up to the first empty line have to be known ones, and at least two, or one that Logseq has
    marked, or three lines of Pandoc's.
    """
    if text.startswith("%"):
        return _percent_block(text)
    fields: dict[str, str] = {}
    is_marked = False
    end = 0
    name = ""
    for line in text[:20_000].split("\n")[:MOST_LINES]:
        match = _LINE.match(line)
        if not line.strip():
            break
        if line[0] in " \t" and name:
            fields[name] += f" {line.strip()}"
        elif match is not None and match["sign"] != "=":
            name = match["name"].casefold().replace("-", "_").replace(" ", "_")
            fields.setdefault(name, match["value"] or "")
            is_marked |= match["sign"] == "::"
        else:
            return None
        end += len(line) + 1
    if is_marked:
        return fields, text[end:]
    is_head = len(fields) > 1 and fields.keys() <= _KNOWN and not _TELLING.isdisjoint(fields)
    return (fields, text[end:]) if is_head else None


def loose_fields(
    text: str, start: int, *, skip_others: bool = False
) -> tuple[dict[str, str | list[str]], int]:
    """The fields that single lines give from `start` on, and where the first line that gives none begins.

    With `skip_others` all lines are looked at.
    """
    fields: dict[str, str | list[str]] = {}
    end, name = start, ""
    for line in text[start:].split("\n"):
        match, item = _LOOSE.match(line), _ITEM.match(line)
        if match is not None:
            name = match["name"]
            fields[name] = (match["value"] or "").strip().strip("'\"")
        elif item is not None and name:
            items = fields[name]
            fields[name] = [
                *(items if isinstance(items, list) else filter(None, [items])),
                item["value"].strip("'\""),
            ]
        elif not skip_others:
            break
        end += len(line) + 1
    return fields, min(end, len(text))


def _percent_block(text: str) -> tuple[dict[str, str], str] | None:
    """Pandoc's title, authors and date, each on a line that begins with a percent sign."""
    lines = text.split("\n", 12)
    values: list[str] = []
    number = 0
    while number < len(lines) - 1 and len(values) <= 3:
        if lines[number].startswith("% ") or lines[number].strip() == "%":
            values.append(lines[number][1:].strip())
        elif lines[number][:1] in {" ", "\t"} and values:
            values[-1] += f" {lines[number].strip()}"
        else:
            break
        number += 1
    if not values or len(values) > 3 or not values[0] or (lines[number].strip() and len(values) < 2):
        return None
    fields = dict(zip(("title", "author", "date"), values, strict=False))
    return fields, "\n".join(lines[number:])
