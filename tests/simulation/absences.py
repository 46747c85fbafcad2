"""Who takes no messages for long: somebody has blocked the bot, or a place refuses what nobody keeps."""

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from tests.simulation import corpus
from tests.simulation.outages import Refusing
from tests.simulation.troubles import Spell

if TYPE_CHECKING:
    from tests.simulation.story import Story


@dataclass(frozen=True)
class Absence:
    """Somebody had blocked the bot from `begin` to `end`."""

    person_id: int
    begin: float
    end: float


@dataclass
class Blocking(Spell):
    """Somebody blocks the bot, and changes their mind later."""

    person_id: int = 0

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Blocking":
        seconds = chance.choice((1, 5, 30, 60, 300))
        return cls(chance.uniform(1, length), seconds, chance.choice((101, 102, 104, 105, 106)))

    def begin(self, story: "Story") -> None:
        person_id, end = self.person_id, self.at + self.seconds
        if story.is_refused(person_id, self.at, end):
            return
        story.absences.append(Absence(person_id, self.at, end))
        story.refused.append((person_id, None, self.at, end))
        story.at(self.at, f"{person_id} blocks the bot", lambda: self._turn(story, is_blocked=True))
        story.at(end, f"{person_id} unblocks the bot", lambda: self._turn(story, is_blocked=False))

    def _turn(self, story: "Story", *, is_blocked: bool) -> None:
        story.telegram.turn_away(self.person_id, is_blocked=is_blocked)


@dataclass
class RefusedForLong(Refusing):
    """A place takes no message for longer than the bot keeps one."""

    hours_kept: float = 1.0

    @classmethod
    def draw(cls, chance: Random, length: float) -> "RefusedForLong":
        hours = chance.choice((0.05, 0.1, 0.5))
        drawn = Refusing.draw(chance, length)
        seconds = hours * 3600 * chance.uniform(0.8, 4)
        return cls(drawn.at, seconds, chance.choice((104, 105, corpus.FORUM)), drawn.refusal, hours)

    def begin(self, story: "Story") -> None:
        if story.is_refused(self.chat_id, self.at, self.at + self.seconds):
            return
        super().begin(story)
        story.keep_for(self.hours_kept)
        story.wait_for(self.at + self.seconds + 120)  # until somebody has been told
