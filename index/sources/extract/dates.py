"""Days as people and programs write them. Pure.

The names of months are English and Russian ones, else those that babel knows in the languages asked for.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from index.model import PartialDate

OTHER_LANGUAGES: Final = ("de", "fr", "es", "it", "pt", "nl", "pl", "uk")
"""Whose months are tried where a text's language is not known."""

YEARS: Final = range(1000, 2101)

LONGEST_LINE: Final = 300

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan янв", "feb фев", "mar мар", "apr апр", "may мая май", "jun июн",
            "jul июл", "aug авг", "sep сен", "oct окт", "nov ноя", "dec дек",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAME = r"(?P<name>[^\W\d_]{3,12})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.|-?го)?"
_OF = r"\s+(?:(?:de|of|del|di|d['’])\s*)?"
_YEAR = r"(?P<year>\d{4})"
_NOT_IN_A_WORD = r"(?<![\w.,/-])"
_FORMS: Final = (
    re.compile(
        rf"{_NOT_IN_A_WORD}{_YEAR}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?!\d)"
    ),
    re.compile(
        rf"{_NOT_IN_A_WORD}{_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월](?:\s?(?P<day>\d{{1,2}})\s?[日일])?"
    ),
    re.compile(rf"{_NOT_IN_A_WORD}(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}(?!\d)"),
    re.compile(
        rf"{_NOT_IN_A_WORD}(?P<either>\d{{1,2}})(?P<sign>[/-])(?P<other>\d{{1,2}})(?P=sign){_YEAR}(?![\d-])"
    ),
    re.compile(rf"{_NOT_IN_A_WORD}{_DAY}{_OF}{_NAME}{_OF}{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"{_NOT_IN_A_WORD}(?P<day>\d{{1,2}})[-./]{_NAME}[-./]{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"{_NOT_IN_A_WORD}{_NAME}\s+{_DAY},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"{_NOT_IN_A_WORD}{_YEAR}\s+{_NAME}\s+{_DAY}\b", re.IGNORECASE),
    re.compile(
        rf"{_NOT_IN_A_WORD}{_NAME}\s+{_DAY}\s+\d\d:\d\d:\d\d(?:\s+[A-Z]{{3,5}})?\s+{_YEAR}\b", re.IGNORECASE
    ),
    re.compile(rf"{_NOT_IN_A_WORD}{_NAME},?{_OF}{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"{_NOT_IN_A_WORD}{_YEAR}-(?P<month>\d{{2}})(?![\d-])"),
)
_TIME_BEHIND: Final = re.compile(
    r"[\sT,]*(?:at\s|um\s|в\s|à\s)?(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2})?(?:\s*\([\w ]{1,30}\))?\s*(?:г\.?|года?)?\s*",
    re.IGNORECASE,
)
_WEEKDAY: Final = re.compile(r"[^\W\d_]{2,12}\.?,?\s+")
_PLAIN_YEAR: Final = re.compile(r"\d{4}")
_DIGITS: Final = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:T?\d{4,6})?")


class FoundDate(NamedTuple):
    """A date, and where it stands in a line."""

    start: int
    end: int
    date: PartialDate


def read_date(text: str, language: str | None = None) -> PartialDate | None:
    """The date that a text is, perhaps with a weekday before it and a time behind it; None for anything else.

    A date such as 03/04/2021 is known to its year only, unless the language is one that begins with the day.
    """
    text = " ".join(text.split())
    if _PLAIN_YEAR.fullmatch(text):
        return _date(int(text))
    digits = _DIGITS.fullmatch(text)
    if digits is not None:
        return _date(*map(int, digits.groups()))
    for found in find_dates(text, language):
        before = text[: found.start]
        if (not before or _WEEKDAY.fullmatch(before)) and _TIME_BEHIND.fullmatch(text, found.end):
            return found.date
    return None


def find_dates(line: str, language: str | None = None) -> list[FoundDate]:
    """All dates of a line in order, none within another; none of a line of more than 300 code points."""
    if len(line) > LONGEST_LINE or not any(character.isdigit() for character in line):
        return []
    found: list[FoundDate] = []
    for form in _FORMS:
        for match in form.finditer(line):
            date = _read(match, language)
            if date is not None and not any(
                match.start() < one.end and one.start < match.end() for one in found
            ):
                found.append(FoundDate(match.start(), match.end(), date))
    return sorted(found)


def _read(match: re.Match[str], language: str | None) -> PartialDate | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "either" in parts:
        return _of_two_numbers(year, int(parts["either"]), int(parts["other"]), parts["sign"], language)
    month = int(parts["month"]) if parts.get("month") else _month(parts["name"], language)
    day = parts.get("day")
    return _date(year, month, int(day) if day else None) if month else None


def _of_two_numbers(year: int, one: int, other: int, sign: str, language: str | None) -> PartialDate | None:
    """A date whose day may come before or after the month."""
    if other > 12:
        return _date(year, one, other)
    if one > 12 or one == other or sign == "-" or language not in {None, "en"}:
        return _date(year, other, one)
    return _date(year)


def _date(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    if year not in YEARS:
        return None
    date = PartialDate(year, month, day)
    try:
        date.first_day()
    except ValueError:
        return None
    return date


def _month(name: str, language: str | None) -> int | None:
    name = name.casefold()
    known = _MONTHS.get(name[:3])
    if known is not None and (len(name) <= 4 or name in _names(("en", "ru"))):
        return known
    return _names((language,) if language else OTHER_LANGUAGES).get(name)


@cache
def _names(languages: Sequence[str]) -> dict[str, int]:
    """The names of the months, in full and shortened, in lower case."""
    from babel import Locale, UnknownLocaleError  # 20 ms, and hardly any date has a month in words

    names: dict[str, int] = {}
    for language in languages:
        try:
            months = Locale.parse(language).months
        except (UnknownLocaleError, ValueError):
            continue
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return names
