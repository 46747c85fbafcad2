"""What a destination is told in one message. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.delivery.deliveries import Delivery
from bot.rendering.announcements import Item
from bot.subscriptions import Schedule


@dataclass(frozen=True, slots=True)
class Digest:
    """What a destination is told: items, answers first; none when nobody there wants any of it any more.

    `schedule` says when and how it may be told. `answered` are the standing questions that it ends,
    `reply_to` is the message that it replies to.
    """

    items: tuple[Item, ...]
    language: str
    schedule: Schedule
    reply_to: int | None = None
    answered: tuple[int, ...] = ()


NOTHING: Final = Digest((), "en", Schedule())

Compose = Callable[[Sequence[Delivery]], Digest]
"""Puts together what the deliveries of one destination say, as things are now. It blocks."""
