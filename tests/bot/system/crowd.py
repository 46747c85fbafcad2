"""Many people who ask at once, and what became of their questions."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.telegram import Room, Telegram

SOURCE = """\
# The lighthouse of Norderney

The lighthouse was built in 1874. It is 54 metres high, and 253 steps lead to its top.
Its light reaches 23 nautical miles. Visitors may climb it every afternoon from April to October.
"""
NO_LIMITS = {"QUESTIONS_PER_MINUTE": "0", "SENDS_PER_SECOND": "0"}


def settings(folder: Path, **more: str) -> dict[str, str]:
    """The settings of a bot that keeps everything in `folder` and has one short source."""
    seeds = folder / "seeds"
    seeds.mkdir(exist_ok=True)
    (seeds / "lighthouse.md").write_text(SOURCE)
    return {"DATA_DIR": str(folder / "data"), "SEEDS_DIR": str(seeds), "LOG_LEVEL": "debug", **more}


class Crowd:
    """People in their private chats; remembers who asked what, and finds the answers to it."""

    def __init__(self, telegram: Telegram, size: int) -> None:
        self._telegram = telegram
        self.rooms = [telegram.private(telegram.user(f"Person {number}")) for number in range(size)]
        self.asked: list[tuple[int, int]] = []

    def ask(self, room: Room, text: str = "how high is the lighthouse?") -> None:
        """Ask one question."""
        message = room.say(text)
        self.asked.append((room.id, message.id))

    def ask_all(self) -> None:
        """Everybody asks a question."""
        for room in self.rooms:
            self.ask(room)

    def answers(self) -> Counter[tuple[int, int]]:
        """How many answers each question (chat and message) has got."""
        return Counter(
            (room.id, reply.reply_to.id) for room in self.rooms for reply in room.from_bot() if reply.reply_to
        )

    def missing(self) -> set[tuple[int, int]]:
        """The questions without an answer."""
        return set(self.asked) - self.answers().keys()

    async def all_answered(self, *, seconds: float = 60) -> None:
        """Wait until every question has an answer."""
        await self._telegram.until(lambda: not self.missing(), seconds=seconds, what="all answers")

    async def answered(self, count: int) -> None:
        """Wait until so many answers have come."""
        await self._telegram.until(lambda: self.answers().total() >= count, what=f"{count} answers")

    def in_order(self) -> bool:
        """Whether everybody got the first answer to each question in the order of asking."""
        return all(questions == sorted(questions) for questions in self._first_answers())

    def _first_answers(self) -> Iterator[list[int]]:
        for room in self.rooms:
            replies = [reply.reply_to.id for reply in room.from_bot() if reply.reply_to]
            yield list(dict.fromkeys(replies))
