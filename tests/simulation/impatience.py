"""Somebody asks the same question twice, and the bot dies between the two answers, which read alike."""

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Final

from tests.simulation import corpus, people
from tests.simulation.requests import Fate, Request
from tests.simulation.troubles import Trouble

if TYPE_CHECKING:
    from tests.simulation.corpus import Question
    from tests.simulation.story import Story

_PERSON: Final = 101
_FATES: Final = (None, Fate(dies="before"), Fate(arrives=False, error=500))
"""Of the sends to them: the first answer arrives; then the bot dies, and its next word is lost."""


@dataclass
class Impatience(Trouble):
    """The same question twice at `at`."""

    at: float
    question: "Question"
    _sends: int = field(default=0, init=False, repr=False)

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Impatience":
        return cls(chance.uniform(1, length), chance.choice(corpus.QUESTIONS))

    def begin(self, story: "Story") -> None:
        for seconds in (0.0, 0.2):
            story.at(self.at + seconds, "", lambda: people.ask(story, _PERSON, self.question))

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        if not request.is_send or request.chat_id != _PERSON or story.clock.now < self.at:
            return None
        self._sends += 1
        return _FATES[self._sends - 1] if self._sends <= len(_FATES) else None
