"""What the name of a file says: what a text is about, and its day. Pure."""

import re
from pathlib import PurePath
from typing import Final, NamedTuple

from index.model import PartialDate
from index.sources.extract.dates import find_dates, read_date
from index.sources.kinds import ENDINGS

FEWEST_LETTERS: Final = 3
"""Letters of a word that says something."""

_DAY: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_. ]?([01]\d)[-_. ]?([0-3]\d)(?!\d)(?:[T_ -]?\d{4,6}(?!\d))?"
)
_MONTH: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]([01]\d)(?!\d)")
_KNOWN: Final = {*ENDINGS, ".json", ".mdx"}
_BORDER: Final = re.compile(r"[\s_+]+|(?<=\w)-(?=\w)")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SAYS_NOTHING: Final = re.compile(
    r"(?:index|main|page|file|document|doc|new|untitled|unnamed|note|notes|text|readme|draft|copy|default|temp|tmp"
    r"|article|post|chapter|scan|img|image|download|output|result|test|sample|data|content|en|ru|de"
    r"|документ|заметка|файл|новый|текст|копия|страница|глава|без|имени|unbenannt|neu|dokument|sans|titre)",
    re.IGNORECASE,
)
_OF_A_PROGRAM: Final = re.compile(r"[0-9a-f]{8,}|[0-9a-f-]{16,}|\w*\d\w*\d\w*\d\w*\d\w*", re.IGNORECASE)

_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


class FileName(NamedTuple):
    """The words of a file's name, None when they say nothing, and the day that it names."""

    words: str | None
    day: PartialDate | None


def read_file_name(name: str) -> FileName:
    """Read a path's last part: `2021-04-18-new-pier.md` is about a new pier, and of that day."""
    stem = PurePath(name).name
    while PurePath(stem).suffix.lower() in _KNOWN and PurePath(stem).stem:
        stem = PurePath(stem).stem
    day, rest = _day_in(stem)
    words = " ".join(_BORDER.sub(" ", rest).strip(" .,-–—_()[]").split())
    telling = [
        word
        for word in _WORD.findall(words)
        if len(word) >= FEWEST_LETTERS and not _SAYS_NOTHING.fullmatch(word)
    ]
    is_telling = bool(telling) and not _OF_A_PROGRAM.fullmatch(_YEAR.sub("", words).replace(" ", ""))
    return FileName(words if is_telling else None, day)


def _day_in(stem: str) -> tuple[PartialDate | None, str]:
    for form in (_DAY, _MONTH):
        for match in form.finditer(stem):
            day = read_date("-".join(filter(None, match.groups())))
            if day is not None:
                return day, f"{stem[: match.start()]} {stem[match.end() :]}"
    for found in find_dates(stem.replace("_", " "))[:1]:
        return found.date, f"{stem[: found.start]} {stem[found.end :]}"
    return None, stem
