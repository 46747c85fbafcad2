"""The lines of a glossary file: `ban, forbid` or `ban, forbid = запрет, запретить`."""

import unicodedata
from collections.abc import Iterator
from importlib.resources.abc import Traversable

from index.errors import SettingsError

MOST_WORDS_OF_A_PHRASE = 6

Sides = tuple[tuple[str, ...], ...]


def read_lines(path: Traversable) -> list[str]:
    """All lines in lower case without comments; raises SettingsError if the file cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: the glossary cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        raise SettingsError(f"{path}:{number}: the glossary is not UTF-8 text") from error
    written = unicodedata.normalize("NFC", text).lower().replace("ё", "е").split("\n")
    return [line.partition("#")[0].strip() if "#" in line else line.strip() for line in written]


def split_line(line: str) -> Sides:
    """The sides of a line, each with its phrases."""
    return tuple(tuple(phrase.strip() for phrase in side.split(",")) for side in line.split("="))


def broken_lines(lines: list[str], sides: int) -> Iterator[tuple[int, str]]:
    """The lines that are not of the format: their numbers from 1, and what is wrong with each."""
    for number, line in enumerate(lines, start=1):
        wrong = _what_is_wrong(split_line(line), sides) if line else None
        if wrong:
            yield number, f"{wrong}: {line[:80]}"


def _what_is_wrong(split: Sides, sides: int) -> str | None:
    if len(split) != sides:
        return "a file of two languages has one = a line" if sides == 2 else "a file of one language has no ="
    for phrases in split:
        if not all(any(map(str.isalnum, phrase)) for phrase in phrases):
            return "there is no word beside a comma or ="
        if len(set(phrases)) < len(phrases):
            return "a word stands twice"
        if any(len(phrase.split()) > MOST_WORDS_OF_A_PHRASE for phrase in phrases):
            return f"a phrase has at most {MOST_WORDS_OF_A_PHRASE} words"
    if sides == 1 and len(split[0]) == 1:
        return "a group has at least two words"
    return None
