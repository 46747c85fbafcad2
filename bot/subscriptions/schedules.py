"""When a chat wants to hear: at once or as a digest, never in its quiet hours. Pure."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.settings import time_zone_named

_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?", re.ASCII)
_ONE_DAY = timedelta(days=1)


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
    zone = ZoneInfo(schedule.time_zone)
    moment = now.astimezone(zone)
    if schedule.rhythm is not Rhythm.INSTANT:
        moment = _next_digest(schedule, moment)
    return _after_quiet(schedule.quiet, moment).astimezone(UTC)


def end_of_quiet(schedule: Schedule, now: datetime) -> datetime:
    """When the quiet hours end in which `now` lies; outside of them `now` itself."""
    moment = now.astimezone(ZoneInfo(schedule.time_zone))
    return _after_quiet(schedule.quiet, moment).astimezone(UTC)


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


def _next_digest(schedule: Schedule, moment: datetime) -> datetime:
    digest = datetime.combine(moment.date(), schedule.hour, moment.tzinfo)
    if schedule.rhythm is Rhythm.WEEKLY:
        digest += _ONE_DAY * ((schedule.weekday - digest.weekday()) % 7)
    if digest < moment:
        digest += _ONE_DAY * (7 if schedule.rhythm is Rhythm.WEEKLY else 1)
    return digest


def _after_quiet(quiet: tuple[time, time] | None, moment: datetime) -> datetime:
    if quiet is None:
        return moment
    start, end = quiet
    hour = moment.time()
    inside = start <= hour < end if start < end else hour >= start or hour < end
    if not inside:
        return moment
    day = moment.date() + (_ONE_DAY if hour >= end else timedelta())
    return datetime.combine(day, end, moment.tzinfo)
