"""Lines that say only when a text was published or updated. Pure."""

import re

from index.model import PartialDate

_MONTHS = {
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
_MONTH = r"(?P<month>[^\W\d_]{3,8})\.?"
_DATES = (
    re.compile(r"\b(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})\b"),
    re.compile(r"\b(?P<day>\d{1,2})\.(?P<number>\d{2})\.(?P<year>\d{4})\b"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})\b", re.IGNORECASE),
)
_SAYS = re.compile(
    r"(?P<what>(?:first |originally |last )?(?:published|updated|posted|modified)|date"
    r"|опубликован[оа]?|обновлен[оа]?|дата(?: публикации)?)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\d{1,2}:\d\d(?::\d\d)?|\d+ (?:min(?:ute)?s? read|минут\w* чтения)"
    r"|\b(?:[ap]\.?m\b\.?|at|on|utc|gmt|e[sd]?t|p[sd]?t|msk|мск|года?|г|в)(?!\w)|[\s.,:;|·•()/+–—-]",
    re.IGNORECASE,
)


def is_dateline(line: str) -> bool:
    """Whether the line is nothing but dates and times, with words that say what of."""
    return any(_dates(line)) and not _REST.sub("", _SAYS.sub("", _without_dates(line)))


def published_in(line: str) -> PartialDate | None:
    """The day of publication that a dateline gives; the day of an update is none."""
    last_word: str | None = None
    position = 0
    for start, end, found in sorted(_dates(line), key=lambda date: date[0]):
        said = _SAYS.findall(line, position, start)
        last_word, position = (said[-1].casefold() if said else last_word), end
        if last_word is None or not last_word.startswith(("upd", "last", "mod", "обн")):
            return found
    return None


def _dates(line: str) -> list[tuple[int, int, PartialDate]]:
    return [
        (match.start(), match.end(), date)
        for pattern in _DATES
        for match in pattern.finditer(line)
        if (date := _read(match.groupdict())) is not None
    ]


def _without_dates(line: str) -> str:
    for start, end, _ in sorted(_dates(line), key=lambda date: -date[0]):
        line = line[:start] + line[end:]
    return line


def _read(parts: dict[str, str]) -> PartialDate | None:
    month = _MONTHS.get(parts.get("month", "")[:3].casefold()) or int(parts.get("number") or 0)
    try:
        return PartialDate.parse(f"{parts['year']}-{month:02}-{int(parts['day']):02}")
    except ValueError:
        return None
