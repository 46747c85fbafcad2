"""Which replica serves a chat: the same for all who know the same replicas. Pure."""

from collections.abc import Sequence
from typing import Any, Final

_PLACES: Final = 1_000_003
_STEP: Final = 618_034
"""Places that follow each other, or at any even distance, come to lie evenly: this is the golden section."""


def keeper_of(chat_id: int, replicas: Sequence[int]) -> int:
    """The replica that serves the chat, of all that live, in their order; chats are spread evenly."""
    number: int = share_of(chat_id, len(replicas))
    return replicas[number]


def share_of(chat_id: Any, count: int) -> Any:
    """The number of the share, of `count`, in which the chat is: from 0 to count - 1.

    A column of a table makes an expression of SQL, which finds the same.
    """
    place = (chat_id % _PLACES + _PLACES) % _PLACES  # in SQL a remainder has its number's sign
    return place * _STEP % _PLACES * count // _PLACES
