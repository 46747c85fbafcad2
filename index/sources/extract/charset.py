"""Bytes to text: byte order mark, what the file declares, UTF-8, else what it looks like. Pure."""

import re

from index.sources.extract.blocks import Unreadable

ENOUGH_BYTES = 200_000
"""A charset is told by so much of a file."""

FEW_CONTROLS, MOST_CONTROLS = 2, 0.01
"""A file is binary when it has more control characters than a few and this share of its length."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_WORD = re.compile("[А-ЯЁІЇЄҐЎ]?[а-яёіїєґў]+|[А-ЯЁІЇЄҐЎ]+")


def decode(content: bytes, declared: str | None = None) -> str:
    """The text of a file; raise Unreadable when it is binary, or in a charset that cannot be told."""
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _checked(_decoded(content, name))
    if declared is not None and b"\0" not in content:
        text = _decoded(content, declared)
        if text is not None:
            return _checked(text)
    if b"\0" in content:
        return _checked(_decoded_utf16(content))
    if _are_many(len(content) - len(content.translate(None, _CONTROLS)), len(content)):
        raise Unreadable("is binary")
    return _checked(_decoded(content, "utf-8") or _damaged_utf8(content) or _guessed(content))


def _decoded(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return None


def _checked(text: str | None) -> str:
    if text is None:
        raise Unreadable("is in no character set that can be told")
    if _are_many(len(_CONTROL.findall(text)), len(text)):
        raise Unreadable("is binary")
    return text


def _are_many(controls: int, length: int) -> bool:
    return controls > FEW_CONTROLS + length * MOST_CONTROLS


def _decoded_utf16(content: bytes) -> str:
    """UTF-16 without a byte order mark has its NULs, of spaces and line ends, on one side only."""
    low, high = content[::2].count(0), content[1::2].count(0)
    text = _decoded(content, "utf-16-le" if high > low else "utf-16-be")
    if text is None or min(low, high) > max(low, high) * MOST_CONTROLS or not re.search(r"\w", text):
        raise Unreadable("is binary")
    return text


def _damaged_utf8(content: bytes) -> str | None:
    """UTF-8 with a few wrong bytes, such as a character that was cut in two."""
    text = content.decode("utf-8", errors="replace")
    damage = text.count("\ufffd")
    letters = sum(character > "\x7f" for character in text) - damage
    return text.replace("\ufffd", "") if damage * 20 < letters else None


def _guessed(content: bytes) -> str | None:
    for charset in ("cp1251", "koi8-r", "cp866"):
        text = _decoded(content, charset)
        if text is not None and _is_cyrillic(text[:ENOUGH_BYTES]):
            return text
    # 50 ms to import, and needed for old files only
    from charset_normalizer import from_bytes

    matches = from_bytes(content[:ENOUGH_BYTES])
    best = matches.best()
    if best is None:
        return None
    likely = {match.encoding for match in matches if match.chaos <= best.chaos}
    return _decoded(content, "cp1252" if "cp1252" in likely else best.encoding)


def _is_cyrillic(text: str) -> bool:
    """Whether what is not ASCII are Cyrillic words, which a wrong charset turns into a jumble of cases."""
    foreign = [word for word in _WORD.findall(text) if not word.isascii()]
    cyrillic = sum(len(word) for word in foreign if _CYRILLIC_WORD.fullmatch(word))
    beyond_ascii = sum(character > "\x7f" for character in text)
    return cyrillic >= max(1, sum(map(len, foreign)) * 0.9, beyond_ascii * 0.8)
