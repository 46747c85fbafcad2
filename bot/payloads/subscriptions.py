"""What the buttons of announcements and subscriptions carry."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.payloads.wire import ID, NUMBER, PAGE, Field, Form, flag
from bot.subscriptions import Destination
from index import SourceId


class Act(StrEnum):
    """What is to become of a subscription."""

    PAUSE = "p"
    RESUME = "r"
    REMOVE = "x"


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


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Try to write there again, now."""

    destination: Destination


NewsPress = AskAbout | TurnNews
SubscriptionPress = (
    MuteSource | Unfollow | ShowSubscriptions | ChangeSubscription | ShowSchedule | ChangeSchedule | TryAgain
)


def _read_destination(text: str) -> Destination:
    chat_id, thread_id = text.split(":")
    return Destination(int(chat_id), int(thread_id))


_DESTINATION: Final = Field(
    "-?[0-9]{1,15}:[0-9]{1,10}", _read_destination, lambda at: f"{at.chat_id}:{at.thread_id}"
)
_ACT: Final = Field("[prx]", Act)
_WORDS: Final = Field("[a-z0-9: -]{1,24}")

FORMS: Final[tuple[Form[NewsPress | SubscriptionPress], ...]] = (
    Form("na", AskAbout, ID),
    Form("nm", MuteSource, ID, flag("1", "0")),
    Form("nu", Unfollow, NUMBER),
    Form("np", TurnNews, PAGE),
    Form("nl", ShowSubscriptions, _DESTINATION, PAGE),
    Form("nc", ChangeSubscription, NUMBER, _ACT, PAGE),
    Form("nw", ShowSchedule, _DESTINATION),
    Form("ns", ChangeSchedule, _DESTINATION, _WORDS),
    Form("nt", TryAgain, _DESTINATION),
)
