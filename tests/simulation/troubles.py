"""What can go wrong, as a kind of kinds: at the n-th occasion, or for a while.

A new kind overrides what it disturbs, and is added to the list in `plan`.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.simulation.requests import Fate, Request

if TYPE_CHECKING:
    from tests.simulation.story import Story


class Trouble:
    """Goes well in every way: what a kind of trouble does not override."""

    def begin(self, story: "Story") -> None:
        """Put on the story's agenda what happens at its time."""

    def fate_of(self, request: Request, story: "Story") -> Fate | None:
        """What becomes of a request; None when this is no affair of this trouble."""

    def check_poll(self, story: "Story") -> None:
        """Raise what a poll for updates meets."""

    def check_commit(self, story: "Story") -> None:
        """Raise what a commit meets."""

    def dies_at_commit(self, story: "Story", *, before: bool) -> bool:
        """Whether the process dies just before, or just after, this commit."""
        return False


@dataclass
class Counted(Trouble):
    """Strikes at the `nth` occasion from `at` on, `times` times."""

    at: float
    nth: int
    times: int = 1
    _seen: int = field(default=0, init=False, repr=False)

    def strikes(self, story: "Story") -> bool:
        if story.clock.now < self.at:
            return False
        self._seen += 1
        return self.nth < self._seen <= self.nth + self.times


@dataclass
class Spell(Trouble):
    """Something that lasts from `at` for `seconds`."""

    at: float
    seconds: float

    def lasts(self, story: "Story") -> bool:
        return self.at <= story.clock.now < self.at + self.seconds

    def begin(self, story: "Story") -> None:
        story.at(self.at + self.seconds, f"the end of {self}", lambda: None)
