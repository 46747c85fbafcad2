"""Who has just been an admin of which chat: rights change rarely, and each look costs a request."""

from collections.abc import Callable
from typing import Final

from cachetools import TTLCache

KEPT_SECONDS: Final = 60.0
"""So long somebody who is an admin no more may still act as one."""

MOST_KEPT: Final = 10_000


class Admins:
    """Admins seen a short while ago; never that somebody is none, so that new ones need not wait.

    `timer` tells seconds and never goes back.
    """

    def __init__(self, timer: Callable[[], float]) -> None:
        self._seen: TTLCache[tuple[int, int], None] = TTLCache(MOST_KEPT, KEPT_SECONDS, timer)

    def note(self, chat_id: int, person_id: int) -> None:
        """Telegram says that the person is an admin of the chat."""
        self._seen[chat_id, person_id] = None

    def is_known(self, chat_id: int, person_id: int) -> bool:
        """Whether Telegram has just said that the person is an admin of the chat."""
        return (chat_id, person_id) in self._seen

    def forget_chat(self, chat_id: int) -> None:
        """Something about the rights in this chat has changed."""
        for key in [key for key in self._seen if key[0] == chat_id]:
            self._seen.pop(key, None)
