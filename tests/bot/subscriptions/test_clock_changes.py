"""Digests and quiet hours on days on which clocks are changed: in every zone that did so since 2010."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.subscriptions import Rhythm, Schedule, due_at, end_of_quiet

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST, LAST = datetime(2010, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)


def offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    found = moment.astimezone(zone).utcoffset()
    assert found is not None
    return found


def change_between(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    while after - before > MINUTE:
        middle = before + (after - before) // MINUTE // 2 * MINUTE
        before, after = (before, middle) if offset(zone, middle) != offset(zone, before) else (middle, after)
    return after


@cache
def changes() -> tuple[tuple[str, datetime], ...]:
    """A zone and a moment for each way in which clocks are changed: by how much, at which hour."""
    found: dict[tuple[timedelta, time], tuple[str, datetime]] = {}
    for name in sorted(available_timezones() - {"localtime"}):
        zone, day, before = ZoneInfo(name), FIRST, offset(ZoneInfo(name), FIRST)
        while day < LAST:
            day += 7 * DAY
            now = offset(zone, day)
            if now != before:
                at = change_between(zone, day - 7 * DAY, day)
                found.setdefault((now - before, at.astimezone(zone).time()), (name, at))
            before = now
    return tuple(found.values())


def around(zone: ZoneInfo, change: datetime) -> Iterator[datetime]:
    """Each minute around the change and what it skips or repeats, and each hour of the days."""
    shift = abs(offset(zone, change - MINUTE) - offset(zone, change)) // MINUTE + 10
    shift = min(shift, 200)
    yield from (change + MINUTE * i for i in range(-shift, shift))
    yield from (change + HOUR * i + MINUTE for i in range(-30, 30))


def awkward_hours(zone: ZoneInfo, change: datetime) -> tuple[time, ...]:
    """The usual hour, and those that clocks show twice or leave out."""
    shifted = change + (offset(zone, change - MINUTE) - offset(zone, change)) / 2
    return time(9), shifted.astimezone(zone).time().replace(second=0), change.astimezone(zone).time()


def test_there_are_many_changes() -> None:
    assert len(changes()) > 30
    assert {"Pacific/Apia", "Australia/Lord_Howe"} & {name for name, _ in changes()}


def test_a_digest_comes_once_a_day_and_never_in_the_past() -> None:
    for name, change in changes():
        zone = ZoneInfo(name)
        for hour in awkward_hours(zone, change):
            schedule = Schedule(Rhythm.DAILY, hour, time_zone=name)
            told = set()
            for moment in around(zone, change):
                due = due_at(schedule, moment)
                assert moment <= due <= moment + 2 * DAY + HOUR, (name, hour, moment)
                assert due_at(schedule, due) == due, (name, hour, moment)
                told.add(due)
            days = [each.astimezone(zone).date() for each in told]
            assert len(days) == len(set(days)), (name, hour, sorted(told))


def test_quiet_hours_are_kept_and_end() -> None:
    for name, change in changes():
        zone = ZoneInfo(name)
        usual, between, at = awkward_hours(zone, change)
        for quiet in (
            (time(22), time(7)),
            (time(22), between),
            (between, usual),
            (at, usual),
            (time(21), at),
        ):
            if quiet[0] == quiet[1]:
                continue
            schedule = Schedule(quiet=quiet, time_zone=name)
            for moment in around(zone, change):
                end = end_of_quiet(schedule, moment)
                shown = end.astimezone(zone).time()
                start, stop = quiet
                inside = start <= shown < stop if start < stop else shown >= start or shown < stop
                assert not inside, (name, quiet, moment)
                assert moment <= end <= moment + DAY + 2 * HOUR, (name, quiet, moment)


@pytest.mark.parametrize("weekday", range(7))
def test_a_weekly_digest_comes_on_its_day(weekday: int) -> None:
    for name, change in changes():
        zone = ZoneInfo(name)
        schedule = Schedule(Rhythm.WEEKLY, time(2, 30), weekday, time_zone=name)
        for moment in (change + HOUR * i for i in range(-30, 30, 5)):
            due = due_at(schedule, moment)
            assert due >= moment
            assert due.astimezone(zone).weekday() == weekday, (name, moment)


def test_a_day_that_is_left_out_has_no_digest() -> None:
    schedule = Schedule(Rhythm.DAILY, time(9), time_zone="Pacific/Apia")
    due = due_at(schedule, datetime(2011, 12, 29, 20, tzinfo=UTC))
    assert due.astimezone(ZoneInfo("Pacific/Apia")).isoformat() == "2011-12-31T09:00:00+14:00"
