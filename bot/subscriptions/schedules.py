"""When a chat wants to hear: at once or as a digest, never in its quiet hours. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.settings import time_zone_named
from bot.subscriptions import clocks

_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?", re.ASCII)
_ONE_DAY: Final = timedelta(days=1)
_ONE_MINUTE: Final = timedelta(minutes=1)
_DAYS_LOOKED_AT: Final = 16  # a week and the next one, in case the day is left out

_WEEKDAYS: Final = (
    ("mon", "пн"), ("tue", "вт"), ("wed", "ср"), ("thu", "чт"), ("fri", "пт"), ("sat", "сб"), ("sun", "вс"),
)  # fmt: skip


class Problem(StrEnum):
    """What of some words about a schedule is not understood."""

    HOUR = "hour"
    QUIET = "quiet"
    ZONE = "zone"
    WORDS = "words"


class ScheduleError(ValueError):
    """Words that name no schedule: `text` is what is not understood, `problem` what it should have been."""

    def __init__(self, problem: Problem, text: str) -> None:
        super().__init__(f"{text!r} is no {problem}")
        self.problem = problem
        self.text = text


class Rhythm(StrEnum):
    """How often a chat hears of what is new."""

    INSTANT = "instant"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A chat's wishes, in its own time zone (an IANA name).

    A digest comes at `hour`, a weekly one on `weekday` (0 is Monday). `quiet` is from when to when nothing
    may come, over midnight when it ends earlier than it begins. `silent` messages make no sound.
    """

    rhythm: Rhythm = Rhythm.INSTANT
    hour: time = time(9)
    weekday: int = 0
    quiet: tuple[time, time] | None = None
    silent: bool = False
    time_zone: str = "UTC"


def due_at(schedule: Schedule, now: datetime) -> datetime:
    """The first moment, `now` or later, at which something new may be told."""
    zone, moment = ZoneInfo(schedule.time_zone), now.astimezone(UTC)
    if schedule.rhythm is not Rhythm.INSTANT:
        moment = _next_digest(schedule, moment, zone)
    return _after_quiet(schedule.quiet, moment, zone)


def end_of_quiet(schedule: Schedule, now: datetime) -> datetime:
    """When the quiet hours end in which `now` lies; outside of them `now` itself."""
    return _after_quiet(schedule.quiet, now.astimezone(UTC), ZoneInfo(schedule.time_zone))


def change(schedule: Schedule, words: str) -> Schedule:
    """The schedule as the words want it; raise ScheduleError when they are not understood.

    `instant`, `daily 18:30`, `weekly fri 9`, `quiet 22-7`, `quiet off`, `silent on`, `zone Europe/Berlin`.
    """
    verb, _, rest = " ".join(words.split()).partition(" ")
    match verb.lower(), rest.lower():
        case "instant", "":
            return replace(schedule, rhythm=Rhythm.INSTANT)
        case "daily", _:
            return replace(schedule, rhythm=Rhythm.DAILY, hour=_hour(rest) if rest else schedule.hour)
        case "weekly", _:
            return _weekly(schedule, rest)
        case "quiet", "off":
            return replace(schedule, quiet=None)
        case "quiet", _:
            return replace(schedule, quiet=_quiet(rest))
        case "silent", "on" | "off" as switch:
            return replace(schedule, silent=switch == "on")
        case "zone", _:
            return replace(schedule, time_zone=find_time_zone(rest))
    raise ScheduleError(Problem.WORDS, words)


def _weekly(schedule: Schedule, rest: str) -> Schedule:
    first, _, others = rest.partition(" ")
    weekday = _weekday(first)
    if weekday is None:
        weekday, others = schedule.weekday, rest
    hour = _hour(others) if others else schedule.hour
    return replace(schedule, rhythm=Rhythm.WEEKLY, weekday=weekday, hour=hour)


def _weekday(word: str) -> int | None:
    word = word.casefold()
    return next((day for day, names in enumerate(_WEEKDAYS) if word.startswith(names)), None)


def _hour(text: str) -> time:
    match = _HOUR.fullmatch(text.strip())
    if match is None:
        raise ScheduleError(Problem.HOUR, text)
    return time(int(match[1]), int(match[2] or 0))


def _quiet(text: str) -> tuple[time, time]:
    parts = re.split(r"\s*[-–—]\s*", text.strip())
    if len(parts) != 2:
        raise ScheduleError(Problem.QUIET, text)
    start, end = (_hour(part) for part in parts)
    if start == end:
        raise ScheduleError(Problem.QUIET, text)
    return start, end


def find_time_zone(text: str) -> str:
    """The IANA name for `Europe/Moscow` or just `moscow`; raise ScheduleError for an unknown one."""
    name = time_zone_named(text)
    if name is None:
        raise ScheduleError(Problem.ZONE, text)
    return name


def _next_digest(schedule: Schedule, now: datetime, zone: ZoneInfo) -> datetime:
    """The digest's first moment on its next day; a day that a zone leaves out has none."""
    today = now.astimezone(zone).date()
    for day in (today + _ONE_DAY * i for i in range(_DAYS_LOOKED_AT)):
        if schedule.rhythm is Rhythm.WEEKLY and day.weekday() != schedule.weekday:
            continue
        digest = min(clocks.moments(day, schedule.hour, zone))
        if digest.astimezone(zone).date() > day:  # the clocks jump over it and over midnight
            digest -= _ONE_MINUTE
        if digest.astimezone(zone).date() == day and digest >= now:
            return digest
    raise AssertionError("no zone leaves out two weeks")


def _after_quiet(quiet: tuple[time, time] | None, now: datetime, zone: ZoneInfo) -> datetime:
    if quiet is None or not _is_within(quiet, now, zone):
        return now
    today = now.astimezone(zone).date()
    ends = (end for i in range(3) for end in clocks.moments(today + _ONE_DAY * i, quiet[1], zone))
    return min(end for end in ends if end > now and not _is_within(quiet, end, zone))


def _is_within(quiet: tuple[time, time], moment: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks on the wall then show a time of the quiet hours."""
    start, end = quiet
    hour = moment.astimezone(zone).time()
    return start <= hour < end if start < end else hour >= start or hour < end
