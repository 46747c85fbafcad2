"""Telegram's HTML: text with tags → plain text and entities, refused with Telegram's own words. Pure.

Left out on purpose: parse modes Markdown and MarkdownV2, custom emoji, `tg-time`, mentions by `tg://user`.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.playground.server.entities import Entity, checked_url, utf16_length

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "a": "text_link",
    "blockquote": "blockquote",
}
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACE = " \t\r\n"


class FormattingError(ValueError):
    """Markup that Telegram cannot read; the text is what follows "can't parse entities: "."""


@dataclass
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int


@dataclass
class _Reader:
    """A cursor over the source, the plain text so far and the tags still open."""

    source: str
    position: int = 0
    text: str = ""
    offset: int = 0
    opened: list[_OpenTag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def at_end(self) -> bool:
        return self.position >= len(self.source)

    def here(self) -> str:
        return self.source[self.position : self.position + 1]

    def bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode())

    def add(self, raw: str) -> None:
        plain = _REFERENCE.sub(_character, raw)
        self.text += plain
        self.offset += utf16_length(plain)

    def take_until(self, stops: str) -> str:
        begin = self.position
        while not self.at_end() and self.here() not in stops:
            self.position += 1
        return self.source[begin : self.position]

    def skip_space(self) -> None:
        while not self.at_end() and self.here() in _SPACE:
            self.position += 1


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """The plain text and the entities of `source`; raise FormattingError where Telegram would refuse it."""
    reader = _Reader(source)
    while not reader.at_end():
        reader.add(reader.take_until("<"))
        if reader.at_end():
            break
        if reader.source.startswith("</", reader.position):
            _read_end_tag(reader)
        else:
            _read_start_tag(reader)
    if reader.opened:
        name = reader.opened[-1].name
        raise FormattingError(f'Can\'t find end tag corresponding to start tag "{name}"')
    return reader.text, _joined(reader.entities)


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    valid = 0 < code < 0x110000 and not 0xD800 <= code < 0xE000
    return chr(code) if valid else match[0]


def _read_start_tag(reader: _Reader) -> None:
    begin = reader.position
    reader.position += 1
    name = reader.take_until(_SPACE + ">").lower()
    at = reader.bytes_before(begin)
    if reader.at_end():
        raise FormattingError(f"Unclosed start tag at byte offset {at}")
    if name not in _STYLES:
        raise FormattingError(f'Unsupported start tag "{name}" at byte offset {at}')
    attributes = _read_attributes(reader, name, at)
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise FormattingError(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    reader.opened.append(_OpenTag(name, attributes, reader.offset))


def _read_attributes(reader: _Reader, tag: str, tag_at: int) -> dict[str, str]:
    attributes: dict[str, str] = {}
    while True:
        reader.skip_space()
        if reader.here() == ">":
            reader.position += 1
            return attributes
        begin = reader.position
        name = reader.take_until(_SPACE + "=>\"'").lower()
        if not name and not reader.at_end():
            at = reader.bytes_before(begin)
            raise FormattingError(f'Empty attribute name in the tag "{tag}" at byte offset {at}')
        reader.skip_space()
        if reader.here() == "=":
            reader.position += 1
            attributes.setdefault(name, _read_value(reader, tag_at))
        elif reader.at_end():
            raise FormattingError(f"Unclosed start tag at byte offset {tag_at}")
        elif (tag, name) == ("blockquote", "expandable"):
            attributes[name] = ""
        else:
            at = reader.bytes_before(reader.position)
            raise FormattingError(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {at}'
            )


def _read_value(reader: _Reader, tag_at: int) -> str:
    reader.skip_space()
    quote = reader.here()
    if quote and quote in "\"'":
        reader.position += 1
        value = reader.take_until(quote)
        reader.position += 1
        if reader.position >= len(reader.source):
            raise FormattingError(f"Unclosed start tag at byte offset {tag_at}")
        return _REFERENCE.sub(_character, value)
    begin = reader.position
    while re.match(r"[A-Za-z0-9.\-]", reader.here()):
        reader.position += 1
    if reader.at_end():
        raise FormattingError(f"Unclosed start tag at byte offset {tag_at}")
    if reader.here() not in _SPACE + ">":
        at = reader.bytes_before(reader.position)
        raise FormattingError(f"Unexpected end of name token at byte offset {at}")
    return reader.source[begin : reader.position].lower()


def _read_end_tag(reader: _Reader) -> None:
    at = reader.bytes_before(reader.position)
    reader.position += 2
    name = reader.take_until(_SPACE + ">").lower()
    reader.skip_space()
    if reader.here() != ">":
        raise FormattingError(f"Unclosed end tag at byte offset {at}")
    reader.position += 1
    if not reader.opened:
        raise FormattingError(f"Unexpected end tag at byte offset {at}")
    expected = reader.opened[-1].name
    if name and name != expected:
        raise FormattingError(
            f'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{name}>"'
        )
    _close(reader, reader.opened.pop())


def _close(reader: _Reader, tag: _OpenTag) -> None:
    length = reader.offset - tag.offset
    if not length:
        return
    entity: dict[str, Any] = {"offset": tag.offset, "length": length, "type": _STYLES[tag.name]}
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    elif tag.name == "a":
        url = checked_url(tag.attributes.get("href", ""))
        if url is None:
            return  # Telegram shows the words and says nothing
        entity["url"] = url
    elif tag.name == "code":
        entity["language"] = tag.attributes.get("class", "").removeprefix("language-")
    reader.entities.append(entity)


def _joined(entities: list[Entity]) -> list[Entity]:
    """Outer before inner; the language of a code that fills its pre belongs to the pre."""
    languages = {(e["offset"], e["length"]): e.pop("language") for e in entities if e["type"] == "code"}
    pres = {(e["offset"], e["length"]): e for e in entities if e["type"] == "pre"}
    for place, pre in pres.items():
        if languages.get(place):
            pre["language"] = languages[place]
    kept = [e for e in entities if e["type"] != "code" or (e["offset"], e["length"]) not in pres]
    return sorted(kept, key=lambda e: (e["offset"], -e["length"]))
