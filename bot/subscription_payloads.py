"""What the buttons of announcements and subscriptions carry: short, with a version, and read strictly."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.destinations import Destination
from index import SourceId

_VERSION: Final = "1"
_ID: Final = "([a-z0-9]{1,40})"
_NUMBER: Final = "([0-9]{1,15})"
_PAGE: Final = "([0-9]{1,4})"
_PLACE: Final = "(-?[0-9]{1,15}):([0-9]{1,10})"

START_FOLLOW: Final = re.compile("f_([a-z0-9]{1,40})")
"""The payload of a link that opens the private chat and follows an answer's question there."""


class Act(StrEnum):
    """What is to become of a subscription."""

    PAUSE = "p"
    RESUME = "r"
    REMOVE = "x"


@dataclass(frozen=True, slots=True)
class FollowQuestion:
    """Tell me of new answers to the question of this answer, or of the first one when there was none."""

    answer_id: str


@dataclass(frozen=True, slots=True)
class AskAbout:
    """My next question is about this source alone."""

    source_id: SourceId


@dataclass(frozen=True, slots=True)
class MuteSource:
    """Tell nothing of this source here any more, or tell again."""

    source_id: SourceId
    muted: bool


@dataclass(frozen=True, slots=True)
class Unfollow:
    """End this subscription, from an announcement that came because of it."""

    subscription_id: int


@dataclass(frozen=True, slots=True)
class TurnNews:
    """Show that page of the announcement, from 0."""

    page: int


@dataclass(frozen=True, slots=True)
class ShowSubscriptions:
    """Show that page of the subscriptions of a destination, from 0."""

    destination: Destination
    page: int = 0


@dataclass(frozen=True, slots=True)
class ChangeSubscription:
    """Pause, resume or end a subscription of the list."""

    subscription_id: int
    act: Act
    page: int = 0


@dataclass(frozen=True, slots=True)
class ShowSchedule:
    """Show when the destination hears."""

    destination: Destination


@dataclass(frozen=True, slots=True)
class ChangeSchedule:
    """Change when the destination hears, by words as one would write them."""

    destination: Destination
    words: str


SubscriptionPress = (
    FollowQuestion
    | AskAbout
    | MuteSource
    | Unfollow
    | TurnNews
    | ShowSubscriptions
    | ChangeSubscription
    | ShowSchedule
    | ChangeSchedule
)

_READERS: Final[dict[str, Callable[..., SubscriptionPress]]] = {
    f"nf:{_ID}": FollowQuestion,
    f"na:{_ID}": AskAbout,
    f"nm:{_ID}:([01])": lambda id_, muted: MuteSource(id_, muted == "1"),
    f"nu:{_NUMBER}": lambda id_: Unfollow(int(id_)),
    f"np:{_PAGE}": lambda page: TurnNews(int(page)),
    f"nl:{_PLACE}:{_PAGE}": lambda chat, thread, page: ShowSubscriptions(_place(chat, thread), int(page)),
    f"nc:{_NUMBER}:([prx]):{_PAGE}": lambda id_, act, page: ChangeSubscription(int(id_), Act(act), int(page)),
    f"nw:{_PLACE}": lambda chat, thread: ShowSchedule(_place(chat, thread)),
    f"ns:{_PLACE}:([a-z0-9: -]{{1,24}})": lambda chat, thread, words: ChangeSchedule(
        _place(chat, thread), words
    ),
}
_PATTERNS: Final = {re.compile(f"{_VERSION}{form}", re.ASCII): reader for form, reader in _READERS.items()}


def write_press(press: SubscriptionPress) -> str:
    """The callback data of a button: at most 64 bytes."""
    match press:
        case FollowQuestion(id_):
            body = f"nf:{id_}"
        case AskAbout(id_):
            body = f"na:{id_}"
        case MuteSource(id_, muted):
            body = f"nm:{id_}:{muted:d}"
        case Unfollow(id_):
            body = f"nu:{id_}"
        case TurnNews(page):
            body = f"np:{page}"
        case ShowSubscriptions(at, page):
            body = f"nl:{at.chat_id}:{at.thread_id}:{page}"
        case ChangeSubscription(id_, act, page):
            body = f"nc:{id_}:{act}:{page}"
        case ShowSchedule(at):
            body = f"nw:{at.chat_id}:{at.thread_id}"
        case ChangeSchedule(at, words):
            body = f"ns:{at.chat_id}:{at.thread_id}:{words}"
    return _VERSION + body


def read_press(data: object) -> SubscriptionPress | None:
    """What a button asks for; None for anything that `write_press` cannot have written."""
    if isinstance(data, str):
        for pattern, reader in _PATTERNS.items():
            if match := pattern.fullmatch(data):
                return reader(*match.groups())
    return None


def carries(*kinds: type[SubscriptionPress]) -> Callable[[object], bool]:
    """A test for callback data that asks for one of these kinds of things."""
    return lambda data: isinstance(read_press(data), kinds)


def follow_link(username: str, answer_id: str) -> str:
    """The address that opens the bot's private chat and follows the question of that answer there."""
    return f"https://t.me/{username}?start=f_{answer_id}"


def _place(chat_id: str, thread_id: str) -> Destination:
    return Destination(int(chat_id), int(thread_id))
