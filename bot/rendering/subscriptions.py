"""What a chat follows and when it hears, as messages whose buttons change it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.payloads import (
    Act,
    ChangeSchedule,
    ChangeSubscription,
    MuteSource,
    ShowSchedule,
    ShowSubscriptions,
    TryAgain,
    write_press,
)
from bot.rendering.announcements import wish_text
from bot.rendering.lists import PAGE_LENGTH, page_buttons
from bot.rendering.markup import Html, bold, clip, isolated, join
from bot.rendering.message import Button, Message, choice
from bot.rendering.texts import Phrases
from bot.subscriptions import Destination, Kind, Rhythm, Schedule, Subscription
from index import SourceId

_LONGEST_LABEL: Final = 30
_HOURS: Final = (time(7), time(9), time(12), time(18), time(21))
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NIGHTS: Final = ((time(22), time(7)), (time(23), time(8)))

_Choice = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Wishes:
    """All that one destination wants; `muted` are sources and their titles.

    `barred_since` is since when nothing can be sent there, if so. `elsewhere` are other places, with their
    names, that the person of a private chat has subscribed.
    """

    destination: Destination
    subscriptions: tuple[Subscription, ...]
    schedule: Schedule
    muted: tuple[tuple[SourceId, str], ...] = ()
    barred_since: datetime | None = None
    elsewhere: tuple[tuple[Destination, str], ...] = ()


def subscriptions_message(wishes: Wishes, page: int, phrases: Phrases) -> Message:
    """That page of the subscriptions, from 0; the last one when there are fewer. Each has its buttons."""
    page = min(page, max(0, (len(wishes.subscriptions) - 1) // PAGE_LENGTH))
    first = page * PAGE_LENGTH
    shown = wishes.subscriptions[first : first + PAGE_LENGTH]
    html = join(
        "\n",
        [
            bold(phrases.html("subscriptions-title" if shown else "subscriptions-none")),
            *(_line(first + i + 1, each, phrases) for i, each in enumerate(shown)),
            _barred(wishes, phrases),
            schedule_line(wishes.schedule, phrases) if shown else phrases.html("subscribe-help"),
        ],
    )
    retry = Button(phrases.text("button-try-again"), write_press(TryAgain(wishes.destination)))
    more = first + len(shown) < len(wishes.subscriptions)
    rows = (
        *([(retry,)] if wishes.barred_since else []),
        *(_subscription_row(first + i + 1, each, page, phrases) for i, each in enumerate(shown)),
        *(_muted_row(source_id, title, phrases) for source_id, title in wishes.muted[:PAGE_LENGTH]),
        *page_buttons(
            lambda i: write_press(ShowSubscriptions(wishes.destination, i)), page, phrases, more=more
        ),
        (Button(phrases.text("button-schedule"), write_press(ShowSchedule(wishes.destination))),),
        *(_elsewhere_row(place, name, phrases) for place, name in wishes.elsewhere),
    )
    return Message(html, rows)


def schedule_message(destination: Destination, schedule: Schedule, phrases: Phrases) -> Message:
    """When the destination hears, with buttons for what most people choose."""
    html = join(
        "\n",
        [
            bold(phrases.html("schedule-title")),
            schedule_line(schedule, phrases),
            phrases.html("schedule-zone", zone=schedule.time_zone),
            phrases.html("schedule-help"),
        ],
    )
    rows = [
        tuple(
            choice(text, write_press(ChangeSchedule(destination, words)), chosen=chosen)
            for text, words, chosen in row
        )
        for row in _schedule_choices(schedule, phrases)
    ]
    back = Button(phrases.text("button-back"), write_press(ShowSubscriptions(destination)))
    return Message(html, (*rows, (back,)))


def schedule_line(schedule: Schedule, phrases: Phrases) -> Html:
    """The schedule in one line."""
    rhythm = [phrases.text(f"schedule-{schedule.rhythm}")]
    if schedule.rhythm is Rhythm.WEEKLY:
        rhythm.append(phrases.text("schedule-on", weekday=schedule.weekday))
    if schedule.rhythm is not Rhythm.INSTANT:
        rhythm.append(phrases.text("schedule-at", hour=_hour(schedule.hour)))
    quiet = ""
    if schedule.quiet is not None:
        start, end = map(_hour, schedule.quiet)
        quiet = phrases.text("schedule-quiet", **{"from": start, "to": end})
    silent = phrases.text("schedule-silent") if schedule.silent else ""
    return join(" · ", [" ".join(rhythm), quiet, silent])


def barred_since(since: datetime, zone: str) -> str:
    """The moment since when a place cannot be written to, on the clocks of that place."""
    return f"{since.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def _barred(wishes: Wishes, phrases: Phrases) -> Html | str:
    if wishes.barred_since is None:
        return ""
    since = barred_since(wishes.barred_since, wishes.schedule.time_zone)
    return phrases.html("subscriptions-barred", since=since)


def _line(number: int, subscription: Subscription, phrases: Phrases) -> Html:
    state = ""
    if subscription.paused:
        state = phrases.text("subscriptions-paused")
    elif subscription.kind is Kind.STANDING:
        state = phrases.text("subscriptions-standing")
    return Html(f"{number}. {join(' · ', [isolated(wish_text(subscription, phrases)), state])}")


def _subscription_row(
    number: int, subscription: Subscription, page: int, phrases: Phrases
) -> tuple[Button, Button]:
    label = clip(wish_text(subscription, phrases), _LONGEST_LABEL)
    sign, act = ("▶", Act.RESUME) if subscription.paused else ("⏸", Act.PAUSE)
    return (
        Button(f"{sign} {number}. {label}", write_press(ChangeSubscription(subscription.id, act, page))),
        Button(f"✖ {number}", write_press(ChangeSubscription(subscription.id, Act.REMOVE, page))),
    )


def _muted_row(source_id: SourceId, title: str, phrases: Phrases) -> tuple[Button, ...]:
    text = phrases.text("button-unmute-source", title=clip(title, _LONGEST_LABEL))
    return (Button(text, write_press(MuteSource(source_id, False))),)


def _elsewhere_row(place: Destination, name: str, phrases: Phrases) -> tuple[Button, ...]:
    text = phrases.text("button-elsewhere", name=clip(name, _LONGEST_LABEL))
    return (Button(text, write_press(ShowSubscriptions(place))),)


def _schedule_choices(schedule: Schedule, phrases: Phrases) -> Iterator[list[_Choice]]:
    """Rows of what can be chosen: a label, words for `schedules.change`, and whether it is so already."""
    rhythm = schedule.rhythm
    yield [(phrases.text(f"schedule-{each}"), each.value, each is rhythm) for each in Rhythm]
    if rhythm is Rhythm.WEEKLY:
        names = [phrases.text("weekday-short", weekday=i) for i in range(7)]
        yield [(names[i], f"weekly {day}", schedule.weekday == i) for i, day in enumerate(_WEEKDAYS)]
    if rhythm is not Rhythm.INSTANT:
        yield [(_hour(each), f"{rhythm} {_hour(each)}", schedule.hour == each) for each in _HOURS]
    nights = [(start, end, f"{_hour(start)}-{_hour(end)}") for start, end in _NIGHTS]
    yield [
        *((f"🌙 {text}", f"quiet {text}", schedule.quiet == (start, end)) for start, end, text in nights),
        (phrases.text("button-no-quiet"), "quiet off", schedule.quiet is None),
    ]
    silent = "silent off" if schedule.silent else "silent on"
    yield [(phrases.text("button-silent"), silent, schedule.silent)]


def _hour(hour: time) -> str:
    return f"{hour:%H:%M}"
