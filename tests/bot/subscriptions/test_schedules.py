"""When a chat is told: in its own time zone, as a digest or at once, and never in its quiet hours."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.subscriptions.schedules import Problem, Rhythm, Schedule, ScheduleError, change, due_at

SUNDAY_NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NIGHT = (time(22), time(7))


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_at_once_by_default() -> None:
    assert due_at(Schedule(), SUNDAY_NOON) == SUNDAY_NOON


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (moment(22, 21, 59), moment(22, 21, 59)),
        (moment(22, 22), moment(23, 7)),
        (moment(23, 3), moment(23, 7)),
        (moment(23, 7), moment(23, 7)),
    ],
)
def test_quiet_hours_over_midnight(now: datetime, due: datetime) -> None:
    assert due_at(Schedule(quiet=NIGHT), now) == due


def test_quiet_hours_within_a_day() -> None:
    schedule = Schedule(quiet=(time(12), time(14)))
    assert due_at(schedule, SUNDAY_NOON) == moment(22, 14)
    assert due_at(schedule, moment(22, 14)) == moment(22, 14)


def test_a_daily_digest_comes_at_the_next_such_hour_of_the_chat() -> None:
    schedule = Schedule(Rhythm.DAILY, hour=time(18, 30), time_zone="Europe/Moscow")
    assert due_at(schedule, SUNDAY_NOON) == moment(22, 15, 30)
    assert due_at(schedule, moment(22, 15, 31)) == moment(23, 15, 30)


def test_a_weekly_digest_comes_on_its_day() -> None:
    schedule = Schedule(Rhythm.WEEKLY, hour=time(9), weekday=0)
    assert due_at(schedule, SUNDAY_NOON) == moment(23, 9)
    assert due_at(schedule, moment(23, 9, 1)) == moment(30, 9)


def test_a_digest_that_falls_into_quiet_hours_waits_for_their_end() -> None:
    assert due_at(Schedule(Rhythm.DAILY, hour=time(23), quiet=NIGHT), SUNDAY_NOON) == moment(23, 7)


def test_a_digest_keeps_its_hour_when_the_clocks_change() -> None:
    schedule = Schedule(Rhythm.DAILY, hour=time(9), time_zone="Europe/Berlin")
    assert due_at(schedule, datetime(2026, 10, 24, 8, tzinfo=UTC)) == datetime(2026, 10, 25, 8, tzinfo=UTC)


hours = st.builds(time, st.integers(0, 23), st.integers(0, 59))
schedules = st.builds(
    Schedule,
    st.sampled_from(Rhythm),
    hours,
    st.integers(0, 6),
    st.none() | st.tuples(hours, hours).filter(lambda pair: pair[0] != pair[1]),
    time_zone=st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York"]),
)
moments = st.integers(0, 365 * 24 * 60).map(lambda minutes: moment(1, 0) + timedelta(minutes=minutes))


@given(schedules, moments)
def test_never_before_now_and_never_much_later_than_wished(schedule: Schedule, now: datetime) -> None:
    due = due_at(schedule, now)
    assert now <= due <= now + timedelta(days=8, hours=26)
    assert due_at(schedule, due) >= due


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("instant", Schedule()),
        ("daily", Schedule(Rhythm.DAILY)),
        ("Daily  18.05", Schedule(Rhythm.DAILY, hour=time(18, 5))),
        ("weekly", Schedule(Rhythm.WEEKLY)),
        ("weekly fri", Schedule(Rhythm.WEEKLY, weekday=4)),
        ("weekly Friday 17:00", Schedule(Rhythm.WEEKLY, weekday=4, hour=time(17))),
        ("weekly пт 7", Schedule(Rhythm.WEEKLY, weekday=4, hour=time(7))),
        ("quiet 22-7", Schedule(quiet=NIGHT)),
        ("quiet 22:00 – 07:30", Schedule(quiet=(time(22), time(7, 30)))),
        ("quiet off", Schedule()),
        ("silent on", Schedule(silent=True)),
        ("zone europe/moscow", Schedule(time_zone="Europe/Moscow")),
        ("zone New York", Schedule(time_zone="America/New_York")),
        ("zone utc", Schedule(time_zone="UTC")),
    ],
)
def test_schedules_as_people_write_them(words: str, changed: Schedule) -> None:
    assert change(Schedule(), words) == changed


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("daily 25:70", Problem.HOUR),
        ("daily 24", Problem.HOUR),
        ("daily nine", Problem.HOUR),
        ("weekly someday 9", Problem.HOUR),
        ("daily " + "9" * 5000, Problem.HOUR),
        ("daily ٩:٩٩", Problem.HOUR),
        ("quiet 22-25", Problem.HOUR),
        ("quiet 7-7", Problem.QUIET),
        ("quiet 22", Problem.QUIET),
        ("quiet", Problem.QUIET),
        ("zone Mars", Problem.ZONE),
        ("zone ../../etc/passwd", Problem.ZONE),
        ("zone", Problem.ZONE),
        ("zone \0", Problem.ZONE),
        ("silent", Problem.WORDS),
        ("hourly", Problem.WORDS),
        ("", Problem.WORDS),
    ],
)
def test_what_is_not_understood_is_named(words: str, problem: Problem) -> None:
    with pytest.raises(ScheduleError) as caught:
        change(Schedule(), words)
    assert caught.value.problem is problem
