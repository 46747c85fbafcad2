"""What goes wrong in a process, on its line, on its disk: deaths, deploys, 429, locks, clocks."""

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import httpx
from telegram.error import NetworkError

from tests.simulation.disk import lock_error
from tests.simulation.requests import Fate, Request
from tests.simulation.telegram import RefusedError
from tests.simulation.troubles import Counted, Spell, Trouble

if TYPE_CHECKING:
    from tests.simulation.story import Story


@dataclass
class DeathAtCommit(Counted):
    """kill -9 around a commit."""

    before: bool = True

    @classmethod
    def draw(cls, chance: Random, length: float) -> "DeathAtCommit":
        return cls(chance.uniform(1, length), chance.randrange(6), before=chance.random() < 0.5)

    def dies_at_commit(self, story: "Story", *, before: bool) -> bool:
        return before == self.before and self.strikes(story)


@dataclass
class DeathAtSend(Counted):
    """kill -9 around a send: before it leaves, when it has arrived, when that is heard."""

    point: str = "arrived"

    @classmethod
    def draw(cls, chance: Random, length: float) -> "DeathAtSend":
        point = chance.choice(("before", "arrived", "heard"))
        return cls(chance.uniform(1, length), chance.randrange(4), point=point)

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        return Fate(dies=self.point) if request.is_send and self.strikes(story) else None


@dataclass
class Deploy(Counted):
    """SIGTERM while something is being sent, and a new process."""

    soon: float = 0.0

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Deploy":
        soon = chance.choice((0.0, 0.01, 0.05, 0.1, 0.3))
        return cls(chance.uniform(1, length), chance.randrange(5), soon=soon)

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        if request.is_send and self.strikes(story):
            story.stop_process(after=self.soon)
        return None


@dataclass
class TooMany(Counted):
    """429: sends are refused for a while, to one chat or to all."""

    seconds: int = 5

    @classmethod
    def draw(cls, chance: Random, length: float) -> "TooMany":
        seconds = chance.choice((1, 3, 8, 30, 120, 200))
        return cls(chance.uniform(1, length), chance.randrange(4), chance.choice((1, 1, 2, 4)), seconds)

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        if not (request.is_send and self.strikes(story)):
            return None
        story.wait_for(self.seconds)
        text = f"Too Many Requests: retry after {self.seconds}"
        return Fate(RefusedError(429, text, retry_after=self.seconds))


@dataclass
class ServerError(Counted):
    """500: the message has arrived, or it has not."""

    arrives: bool = False
    any_method: bool = False

    @classmethod
    def draw(cls, chance: Random, length: float) -> "ServerError":
        return cls(
            chance.uniform(1, length),
            chance.randrange(5),
            arrives=chance.random() < 0.5,
            any_method=chance.random() < 0.5,
        )

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        if not (request.is_send or self.any_method) or not self.strikes(story):
            return None
        return Fate(arrives=self.arrives, error=500)


@dataclass
class Timeout(Counted):
    """Telegram's word does not come: the message has arrived, or it has not, or the line is dead."""

    connected: bool = True
    arrives: bool = True

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Timeout":
        arrives, connected = chance.random() < 0.5, chance.random() < 0.7
        return cls(chance.uniform(1, length), chance.randrange(5), 1, connected, arrives)

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        if not request.is_send or not self.strikes(story):
            return None
        return Fate(connected=self.connected, arrives=self.arrives, returns=False)


@dataclass
class Slow(Spell):
    """Every request takes long, but arrives."""

    delay: float = 5.0

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Slow":
        return cls(chance.uniform(1, length), chance.choice((2, 10, 40)), chance.choice((1, 5, 15)))

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        return Fate(slow=self.delay) if self.lasts(story) else None


@dataclass
class Locked(Spell):
    """Another program holds the database: nothing can be written."""

    @classmethod
    def draw(cls, chance: Random, length: float) -> "Locked":
        return cls(chance.uniform(1, length), chance.choice((0.2, 1, 4, 15)))

    def check_commit(self, story: "Story") -> None:
        if self.lasts(story):
            raise lock_error()


@dataclass
class PollFails(Spell):
    """getUpdates meets a dead line."""

    @classmethod
    def draw(cls, chance: Random, length: float) -> "PollFails":
        return cls(chance.uniform(1, length), chance.choice((1, 5, 20)))

    def check_poll(self, story: "Story") -> None:
        if self.lasts(story):
            raise NetworkError("httpx.ReadError") from httpx.ReadError("")


@dataclass
class ClockJump(Trouble):
    """Somebody sets the clock, and later sets it right."""

    at: float
    by: float
    back_after: float

    @classmethod
    def draw(cls, chance: Random, length: float) -> "ClockJump":
        by = chance.choice((-3600.0, -600.0, 600.0, 3600.0))
        return cls(chance.uniform(1, length), by, chance.uniform(5, 60))

    def begin(self, story: "Story") -> None:
        def turn(by: float) -> None:
            story.clock.wrong_by += by
            if by < 0:  # what was due by the wrong clock is due that much later
                story.wait_for(-by, only_if_needed=True)

        story.at(self.at, f"the clock is set by {self.by:+.0f} s", lambda: turn(self.by))
        story.at(self.at + self.back_after, "the clock is set right", lambda: turn(-self.by))
