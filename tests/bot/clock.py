"""A clock that stands until it is moved."""

from dataclasses import dataclass


@dataclass
class Clock:
    """Tells `now` (seconds) whenever it is asked."""

    now: float = 0.0

    def __call__(self) -> float:
        """The time that the clock shows."""
        return self.now
