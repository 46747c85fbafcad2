"""The troubles of one story, drawn from its seed."""

from random import Random
from typing import TYPE_CHECKING, Final, Protocol

from tests.simulation.absences import Blocking, RefusedForLong
from tests.simulation.impatience import Impatience
from tests.simulation.mishaps import (
    ClockJump,
    DeathAtCommit,
    DeathAtSend,
    Deploy,
    Locked,
    PollFails,
    ServerError,
    Slow,
    Timeout,
    TooMany,
)
from tests.simulation.outages import Closed, Outage, PhantomEdit, Refusing
from tests.simulation.requests import Fate, Request
from tests.simulation.troubles import Trouble

if TYPE_CHECKING:
    from tests.simulation.story import Story

LOOKS_AGAIN: Final = 5.0
"""Seconds until the bot tries once more what the disk did not take."""


class Kind(Protocol):
    """A kind of trouble."""

    def draw(self, chance: Random, length: float) -> Trouble:
        """One of that kind, in the first `length` seconds."""
        ...


KINDS: Final[tuple[Kind, ...]] = (
    DeathAtCommit, DeathAtSend, Deploy, TooMany, ServerError, Timeout, Slow, Locked, PollFails, ClockJump,
    Outage, Refusing, Closed, PhantomEdit, Blocking, RefusedForLong,
    Impatience,
)  # fmt: skip


class Plan:
    """The troubles of a story."""

    def __init__(self, story: "Story", troubles: list[Trouble]) -> None:
        self._story = story
        self.troubles = troubles
        for trouble in troubles:
            trouble.begin(story)

    @classmethod
    def draw(cls, story: "Story", chance: Random, length: float) -> "Plan":
        """A few kinds, some of them several times: stories differ more than if each had a little of all."""
        kinds = chance.sample(KINDS, chance.randint(1, 4))
        troubles: list[Trouble] = [
            kind.draw(chance, length) for kind in kinds for _ in range(chance.choice((1, 1, 2, 3)))
        ]
        return cls(story, troubles)

    def fate_of(self, request: Request) -> Fate:
        """The first trouble that takes the request decides."""
        fates = [trouble.fate_of(request, self._story) for trouble in self.troubles]
        return next((fate for fate in fates if fate is not None), Fate())

    def check_poll(self) -> None:
        for trouble in self.troubles:
            trouble.check_poll(self._story)

    def check_commit(self) -> None:
        for trouble in self.troubles:
            trouble.check_commit(self._story)

    def unlocked_at(self, moment: float) -> float:
        """From when on the disk can be written to, from that moment on."""
        for trouble in self.troubles:
            if isinstance(trouble, Locked) and trouble.at <= moment < trouble.at + trouble.seconds:
                return self.unlocked_at(trouble.at + trouble.seconds + LOOKS_AGAIN)
        return moment

    def dies_at_commit(self, *, before: bool) -> bool:
        return any(trouble.dies_at_commit(self._story, before=before) for trouble in self.troubles)
