"""What each private chat has just asked, so that "and when was that?" is understood. In memory only."""

from collections import OrderedDict
from typing import Final

KEPT_SECONDS: Final = 600.0
"""So long after a question, the next one may take it up."""

MOST_CHATS: Final = 2_000
MOST_ANSWERS: Final = 2_000


class RecentQuestions:
    """The last question of a chat, and the earlier question that an answer's own took up.

    `now` is a monotonic time in seconds, that of `time.monotonic`.
    """

    def __init__(self) -> None:
        self._asked: OrderedDict[int, tuple[float, str]] = OrderedDict()
        self._taken_up: OrderedDict[str, str] = OrderedDict()

    def remember(self, chat_id: int, question: str, now: float) -> None:
        """This is what the chat talks about now."""
        self._asked[chat_id] = (now, question)
        self._asked.move_to_end(chat_id)
        while len(self._asked) > MOST_CHATS:
            self._asked.popitem(last=False)

    def previous(self, chat_id: int, now: float) -> str | None:
        """The question asked before in this chat, if that was a short while ago."""
        asked_at, question = self._asked.get(chat_id, (float("-inf"), ""))
        return question if now - asked_at <= KEPT_SECONDS else None

    def note(self, answer_id: str, taken_up: str) -> None:
        """The question of this answer took up that earlier one."""
        self._taken_up[answer_id] = taken_up
        while len(self._taken_up) > MOST_ANSWERS:
            self._taken_up.popitem(last=False)

    def taken_up_by(self, answer_id: str) -> str | None:
        """The earlier question that the question of this answer took up, while that is remembered."""
        return self._taken_up.get(answer_id)
