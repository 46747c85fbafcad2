"""Who has just been an admin of which chat: rights change rarely, and each look costs a request."""

from collections import OrderedDict
from typing import Final

KEPT_SECONDS: Final = 60.0
"""So long somebody who is an admin no more may still act as one."""

MOST_KEPT: Final = 10_000


class Admins:
    """Admins seen a short while ago; never that somebody is none, so that new ones need not wait.

    `now` is a monotonic time in seconds, that of `time.monotonic`.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[int, int], float] = OrderedDict()

    def note(self, chat_id: int, person_id: int, now: float) -> None:
        """Telegram says that the person is an admin of the chat."""
        self._seen[chat_id, person_id] = now
        self._seen.move_to_end((chat_id, person_id))
        while len(self._seen) > MOST_KEPT:
            self._seen.popitem(last=False)

    def is_known(self, chat_id: int, person_id: int, now: float) -> bool:
        """Whether Telegram has just said that the person is an admin of the chat."""
        return now - self._seen.get((chat_id, person_id), float("-inf")) < KEPT_SECONDS

    def forget_chat(self, chat_id: int) -> None:
        """Something about the rights in this chat has changed."""
        for key in [key for key in self._seen if key[0] == chat_id]:
            del self._seen[key]
