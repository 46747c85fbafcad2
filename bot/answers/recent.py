"""What each private chat, or topic of one, has just asked, for "and when was that?". In memory only."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

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
    at: float
    question: str
    answer_id: str


@dataclass(frozen=True, slots=True)
class _Before:
    at: float
    question: str
    is_taken_up: bool


class RecentQuestions:
    """The last question of a chat, and the earlier question that an answer's own could take up, or did.

    `now` is a monotonic time in seconds, that of `time.monotonic`.
    """

    def __init__(self) -> None:
        self._asked: OrderedDict[Talk, _Asked] = OrderedDict()
        self._before: OrderedDict[str, _Before] = OrderedDict()

    def remember(
        self, talk: Talk, question: str, now: float, *, answer_id: str, instead_of: str | None = None
    ) -> None:
        """This, answered by that answer, is what is talked about now.

        An edited question is that only when the answer that it had, `instead_of`, was the last one.
        """
        last = self._asked.get(talk)
        if instead_of is not None and (last is None or last.answer_id != instead_of):
            return
        self._asked[talk] = _Asked(now, question, answer_id)
        self._asked.move_to_end(talk)
        while len(self._asked) > MOST_CHATS:
            self._asked.popitem(last=False)

    def previous(self, talk: Talk, now: float) -> str | None:
        """The question asked before, if that was a short while ago."""
        last = self._asked.get(talk)
        return last.question if last is not None and now - last.at <= KEPT_SECONDS else None

    def note(self, answer_id: str, before: str, now: float, *, is_taken_up: bool) -> None:
        """That question was asked before the one of this answer, which takes it up or not."""
        self._before[answer_id] = _Before(now, before, is_taken_up)
        while len(self._before) > MOST_ANSWERS:
            self._before.popitem(last=False)

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
            self._before.pop(self._asked.pop(talk).answer_id, None)

    def forget_old(self, now: float) -> None:
        """Forget what will not be asked for any more."""
        while self._asked and now - next(iter(self._asked.values())).at > KEPT_SECONDS:
            self._asked.popitem(last=False)
        while self._before and now - next(iter(self._before.values())).at > EDITED_SECONDS:
            self._before.popitem(last=False)
