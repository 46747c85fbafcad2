"""Clocks on the wall: when they show an hour, also on days on which they are changed. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

_ONE_SECOND: Final = timedelta(seconds=1)


def moments(day: date, hour: time, zone: ZoneInfo) -> tuple[datetime, ...]:
    """When clocks there show that hour of that day, in UTC: once, or twice after they were put back.

    Where they are put forward over it, the moment at which that happens.
    """
    shown = [datetime.combine(day, hour, zone).replace(fold=fold) for fold in (0, 1)]
    first, second = (each.astimezone(UTC) for each in shown)
    if first < second:
        return first, second
    if first == second:
        return (first,)
    return (_change_between(second, first, zone),)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment, to the second, from which on clocks go as they do at `after`."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > _ONE_SECOND:
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if middle <= before:
            break
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
