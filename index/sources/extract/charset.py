"""Bytes to text: byte order mark, UTF-8, what the file declares, else what makes sense. Pure."""

import re
from typing import Final, NamedTuple

from index.sources.extract.blocks import Unreadable
from index.sources.extract.old_charsets import FEWEST_GOOD, SURE_MARGIN, Reading, readings, score

FEW_CONTROLS, MOST_CONTROLS = 2, 0.01
"""A file is binary when it has more control characters than a few and this share of its length."""

ENOUGH_BYTES: Final = 200_000
"""A charset of several bytes a letter is told by so much of a file."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MEANT: Final = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252",
    "latin1": "cp1252", "latin-1": "cp1252", "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "iso-8859-8-i": "cp1255",
    "tis-620": "cp874",
}  # fmt: skip
_OF_SEVERAL_BYTES: Final = ("gb18030", "big5", "cp932", "euc_jp", "cp949", "iso2022_jp", "johab")
_TOLD_BY_LETTERS: Final = (
    ("cp949", re.compile("[\uac00-\ud7a3]"), 0.8),
    ("cp932", re.compile("[\u3040-\u30ff]"), 0.3),
    ("euc_jp", re.compile("[\u3040-\u30ff]"), 0.3),
)
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd\ufffe\uffff]")


class Decoded(NamedTuple):
    """The text of a file, and a warning where its charset is doubtful."""

    text: str
    warning: str | None = None


def decode(content: bytes, declared: str | None = None) -> Decoded:
    """The text of a file; raise Unreadable when it is binary, or in a charset that cannot be told."""
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return Decoded(_checked(_decoded(content, name)))
    if b"\0" in content:
        return Decoded(_checked(_decoded_utf16(content)))
    text = _decoded(content, "utf-8")
    if text is None and _are_many(len(content) - len(content.translate(None, _CONTROLS)), len(content)):
        raise Unreadable("is binary")
    text = text or _damaged_utf8(content)
    if text is not None:
        return Decoded(_checked(text))
    said = _declared(content, declared)
    return Decoded(_checked(said)) if said is not None else _guessed(content)


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


def _declared(content: bytes, declared: str | None) -> str | None:
    """The text in the charset that a page declares, unless that makes no sense."""
    if declared is None or declared.lower().replace("_", "-") in {"utf-8", "utf8"}:
        return None
    text = _decoded(content, _MEANT.get(declared.lower(), declared))
    return text if text is not None and (_is_of_several_bytes(text) or score(text) > 0) else None


def _is_of_several_bytes(text: str) -> bool:
    """Whether a text has letters of scripts that no charset of one byte a letter has."""
    return any("\u3040" <= character <= "\ud7a3" for character in text)


def _guessed(content: bytes) -> Decoded:
    """The reading that makes the most sense; a detector's for charsets of several bytes a letter."""
    found = readings(content)
    best = found[0] if found else None
    if best is None or best.score < FEWEST_GOOD or best.charset == "cp874":  # Thai has no spaces either
        text = _told_by_letters(content) or _of_several_bytes(content, best)
        if text is not None:
            return Decoded(_checked(text))
    if best is None:
        raise Unreadable("is in no character set that can be told")
    text = content.decode(best.charset, errors="replace")
    return Decoded(_checked(text), _doubt(best, found[1:2]))


def _told_by_letters(content: bytes) -> str | None:
    """Korean or Japanese text, which has letters that no other has."""
    for charset, letters, share in _TOLD_BY_LETTERS:
        text = _decoded(content, charset) or ""
        if len(letters.findall(text)) > share * sum(letter > "\x7f" for letter in text):
            return text
    return None


def _of_several_bytes(content: bytes, otherwise: Reading | None) -> str | None:
    if otherwise is not None and otherwise.score >= FEWEST_GOOD:
        return None
    from charset_normalizer import from_bytes  # 50 ms, and for few files

    best = from_bytes(content[:ENOUGH_BYTES], cp_isolation=list(_OF_SEVERAL_BYTES)).best()
    text = content.decode(best.encoding, errors="ignore") if best is not None else ""
    return text if _is_of_several_bytes(text[:ENOUGH_BYTES]) else None


def _doubt(best: Reading, next_best: list[Reading]) -> str | None:
    """What an owner is told of a reading that may be wrong."""
    is_sure = best.score >= FEWEST_GOOD and all(best.score - one.score >= SURE_MARGIN for one in next_best)
    return None if is_sure else f"says not in which character set it is; it was read as {best.charset}"
