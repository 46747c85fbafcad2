"""Entities: marked stretches of a text, counted in UTF-16 units as Telegram does. Pure."""

import re
from typing import Any
from urllib.parse import urlsplit

Entity = dict[str, Any]

MOST_ENTITIES = 100
_SCHEMES = ("http", "https", "ftp", "tg", "ton", "tonsite")
_HOST = re.compile(r"(?=.{1,253}$)([\w-]{1,63}\.)+[\w-]{2,63}|(\d{1,3}\.){3}\d{1,3}|\[[0-9a-fA-F:.]+\]")
_FOUND_IN_TEXT = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)'»])"
    r"|(?<![\w/@])@(?P<mention>[A-Za-z]\w{3,31})\b"
    r"|(?<![\w/@])/(?P<bot_command>[A-Za-z0-9_]{1,64}(?:@\w{4,32})?)(?![\w/])"
)
_BLOCKS = ("pre", "code", "text_link", "url")


def utf16_length(text: str) -> int:
    """How many UTF-16 units `text` takes: one a character, two for an emoji."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def checked_url(url: str) -> str | None:
    """`url` as Telegram keeps it, None when it makes no link of it (a script, a host without a dot)."""
    url = url.strip()
    if not url:
        return None
    scheme, colon, _ = url.partition(":")
    if not colon or "." in scheme or "/" in scheme:
        url, scheme = f"http://{url}", "http"
    if scheme.lower() not in _SCHEMES:
        return None
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    if scheme.lower() in ("tg", "ton", "tonsite"):
        return url if url.lower().startswith(f"{scheme.lower()}://") else None
    if not _HOST.fullmatch(host) or any(c.isspace() for c in url):
        return None
    return url if urlsplit(url).path else _with_slash(url)


def _with_slash(url: str) -> str:
    parts = urlsplit(url)
    return parts._replace(path="/").geturl()


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without blank lines in front and space behind; entities moved and cut accordingly."""
    lead = re.match(r"(?:[^\S\n]*\n)*", text)
    begin = lead.end() if lead and text.strip() else 0
    kept = text[begin:].rstrip() if text.strip() else ""
    shift, end = utf16_length(text[:begin]), utf16_length(kept)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return kept, moved[:MOST_ENTITIES]


def with_found(text: str, entities: list[Entity]) -> list[Entity]:
    """The entities and those that Telegram finds by itself: addresses, @mentions and /commands."""
    taken = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _BLOCKS]
    found = list(entities)
    for match in _FOUND_IN_TEXT.finditer(text):
        offset, length = utf16_length(text[: match.start()]), utf16_length(match[0])
        if not any(offset < end and start < offset + length for start, end in taken):
            found.append({"offset": offset, "length": length, "type": match.lastgroup})
    return sorted(found, key=lambda e: (e["offset"], -e["length"]))


def words_of(text: str, entity: Entity) -> str:
    """The part of `text` that `entity` marks."""
    units = text.encode("utf-16-le", "surrogatepass")
    begin = 2 * entity["offset"]
    return units[begin : begin + 2 * entity["length"]].decode("utf-16-le", "surrogatepass")
