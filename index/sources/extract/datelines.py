"""Lines that say only when a text was published or updated. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from index.model import PartialDate
from index.sources.extract.dates import FoundDate, find_dates

HEAD_LINES: Final = 10
"""Lines, the empty ones not counted, in which the day of a text is looked for."""

FEWEST_WORDS_OF_TEXT: Final = 14
"""Words of a line that the text has begun with."""

LONGEST_DAY: Final = 60
"""Code points of a line that is but a day."""

_PUBLISHED: Final = (
    r"(?:(?:first |originally |article )?(?:published|posted|released?|issued|created|written)"
    r"|release date|date|опубликован[оа]?|дата(?: публикации| выпуска| создания)?|создан[оа]?"
    r"|veröffentlicht|erschienen|erstellt|datum|stand|publié|paru|publicado|fecha|pubblicato"
    r"|gepubliceerd|opublikowano)"
)
_UPDATED: Final = (
    r"(?:(?:this page |page |document )?(?:was )?(?:last )?"
    r"(?:updated?|modified|changed?|revised|edited|reviewed)(?: date)?"
    r"|обновлен[оа]?|изменен[оа]?|последнее (?:изменение|обновление)|(?:zuletzt )?(?:aktualisiert|geändert)"
    r"|mis à jour|actualizado|aggiornato|bijgewerkt|zaktualizowano)"
)
_SAYS: Final = re.compile(
    rf"(?<!\w)(?:(?P<updated>{_UPDATED})|(?P<published>{_PUBLISHED}))(?!\w)", re.IGNORECASE
)
_REST: Final = re.compile(
    r"\d{1,2}[:.]\d\d(?::\d\d)?|\d+ (?:min(?:ute)?s? read|минут\w* чтения)"
    r"|\b(?:[ap]\.?m\b\.?|at|on|am|den|le|el|il|the|um|uhr|utc|gmt|ce[s]?t|e[sd]?t|p[sd]?t|msk|мск|года?|г|в"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)(?!\w)|[\s.,:;|·•()*_/+–—-]",
    re.IGNORECASE,
)
_COLUMNS: Final = re.compile(r"\s{3,}|\t")


def is_dateline(line: str) -> bool:
    """Whether the line is nothing but dates and times, with words that say what of."""
    dates = find_dates(line)
    return bool(dates) and _is_nothing_else(line, dates)


def published_in(line: str) -> PartialDate | None:
    """The day of publication that a dateline gives; the day of an update is none."""
    return next((date for date, is_update in _days(line) if not is_update), None)


def says_what_of(line: str) -> bool:
    """Whether a dateline says what its dates are of."""
    return _SAYS.search(line) is not None


def published_at_head(lines: Iterable[str]) -> PartialDate | None:
    """The day that a line of its own gives above the text or below its title.

    A day of publication goes before one of an update. No day where several lines, anywhere, are days and none
    says what of: they are a list.
    """
    lines = list(lines)
    updated: list[PartialDate] = []
    unsaid: list[PartialDate] = []
    for line in _head(lines):
        for cell in filter(None, map(str.strip, _COLUMNS.split(line))):
            if not is_dateline(cell):
                continue
            for date, is_update in _days(cell):
                if not is_update and says_what_of(cell):
                    return date
                (updated if is_update else unsaid).append(date)
    if len(unsaid) == 1:
        return unsaid[0] if sum(map(is_a_day, lines)) <= 1 else None
    return updated[0] if updated and not unsaid else None


def published_below(lines: Iterable[str]) -> PartialDate | None:
    """The day in the first line anywhere that says, with nothing else, that it is the day of publication."""
    said = (line for line in lines if says_what_of(line) and is_dateline(line))
    return next(filter(None, map(published_in, said)), None)


def is_a_day(line: str) -> bool:
    """Whether the line is nothing but a day, and nothing says what of."""
    return len(line) <= LONGEST_DAY and is_dateline(line) and not says_what_of(line)


def _head(lines: Iterable[str]) -> Iterable[str]:
    number = sentences = 0
    for line in lines:
        words = len(line.split())
        if not words:
            continue
        number += 1
        sentences += words > 3 and line.rstrip().endswith((".", "!", "?", "。")) and not is_dateline(line)
        if number > HEAD_LINES or sentences > 1 or (words >= FEWEST_WORDS_OF_TEXT and not is_dateline(line)):
            return
        yield line


def _days(line: str) -> Iterable[tuple[PartialDate, bool]]:
    """The dates of a line, and whether each is that of an update."""
    is_update, position = False, 0
    for found in find_dates(line):
        said = list(_SAYS.finditer(line, position, found.start))
        if said:
            is_update = said[-1]["updated"] is not None
        position = found.end
        yield found.date, is_update


def _is_nothing_else(line: str, dates: list[FoundDate]) -> bool:
    for found in reversed(dates):
        line = line[: found.start] + line[found.end :]
    return not _REST.sub("", _SAYS.sub("", line))
