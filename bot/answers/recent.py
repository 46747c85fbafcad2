"""What each private chat, or topic of one, has just asked, for "and when was that?". In memory only."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cachetools import TTLCache

KEPT_SECONDS: Final = 600.0
"""So long after a question, the next one may take it up."""

EDITED_SECONDS: Final = 48 * 3600.0
"""So long what came before a question is known, in case that is edited or kept."""

MOST_CHATS: Final = 2_000
MOST_ANSWERS: Final = 2_000

Talk = tuple[int, int | None]
"""A chat, and the topic of it in which one talks."""


@dataclass(frozen=True, slots=True)
class _Asked:
    question: str
    answer_id: str


@dataclass(frozen=True, slots=True)
class _Before:
    chat_id: int
    question: str
    is_taken_up: bool


class RecentQuestions:
    """The last question of a chat, and the earlier question that an answer's own could take up, or did.

    `timer` tells seconds and never goes back.
    """

    def __init__(self, timer: Callable[[], float]) -> None:
        self._asked: TTLCache[Talk, _Asked] = TTLCache(MOST_CHATS, KEPT_SECONDS, timer)
        self._before: TTLCache[str, _Before] = TTLCache(MOST_ANSWERS, EDITED_SECONDS, timer)

    def remember(self, talk: Talk, question: str, *, answer_id: str, instead_of: str | None = None) -> None:
        """This, answered by that answer, is what is talked about now.

        An edited question is that only when the answer that it had, `instead_of`, was the last one.
        """
        last = self._asked.get(talk)
        if instead_of is not None and (last is None or last.answer_id != instead_of):
            return
        self._asked[talk] = _Asked(question, answer_id)

    def previous(self, talk: Talk) -> str | None:
        """The question asked before, if that was a short while ago."""
        last = self._asked.get(talk)
        return last.question if last is not None else None

    def note(self, chat_id: int, answer_id: str, before: str, *, is_taken_up: bool) -> None:
        """That question was asked before the one of this answer, which takes it up or not."""
        self._before[answer_id] = _Before(chat_id, before, is_taken_up)

    def before(self, answer_id: str) -> str | None:
        """The question asked before the one of this answer, while that is remembered."""
        found = self._before.get(answer_id)
        return found.question if found else None

    def taken_up_by(self, answer_id: str) -> str | None:
        """The earlier question that the question of this answer took up, while that is remembered."""
        found = self._before.get(answer_id)
        return found.question if found and found.is_taken_up else None

    def forget(self, chat_id: int) -> None:
        """Forget what was asked in the chat."""
        for talk in [talk for talk in self._asked if talk[0] == chat_id]:
            self._asked.pop(talk, None)
        for answer_id in [id_ for id_, before in self._before.items() if before.chat_id == chat_id]:
            self._before.pop(answer_id, None)

    def forget_old(self) -> None:
        """Let go of what will not be asked for any more, though nobody looks here."""
        self._asked.expire()
        self._before.expire()
