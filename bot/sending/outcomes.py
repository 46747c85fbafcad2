"""What became of one attempt to send: the words in which messenger, handlers and outbox talk about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it; `message_id` is the message's id in that chat."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Certainly not sent; it may be tried again after this many seconds, and not earlier.

    `is_busy` says that Telegram was not even asked: the chat has had its share of messages for a while, or
    Telegram is away. `is_away` says that it could not be asked.
    """

    seconds: float
    is_busy: bool = False
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """Not sent: the group became a supergroup with this id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Not sent and never will be, unless they come back: blocked, kicked, deactivated, deleted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Barred:
    """Not sent: we may not write there now, and nobody can say for how long.

    `is_topic` says that it is the topic that cannot be written to (without a thread, a forum's General), and
    not the whole chat; `is_deleted` that Telegram knows no such topic any more.
    """

    reason: str
    is_topic: bool = False
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """The connection broke after the request was under way: it may have been sent, or not.

    `counts` says that it has to do with this message: others got through meanwhile.
    """

    reason: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Failed:
    """Not sent because Telegram refuses the message itself; the same message will fail again."""

    reason: str


class DeliveryUnknownError(Exception):
    """The connection broke while sending: the message may have arrived or not."""


class PostponedError(Exception):
    """Telegram does not take it now, and this counts as no try; after `seconds` it can be done again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"may be tried again in {seconds:.0f} s")
        self.seconds = seconds


Outcome = Sent | RetryAfter | Moved | Gone | Barred | Unknown | Failed
