"""What waits to be handled, as far as it is held in memory: the inbox keeps all of it."""

import asyncio
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from bot.inbox import Received

MOST_IN_MEMORY: Final = 50
"""So many updates of one queue are held in memory; the table keeps the rest."""

# What was put off before this start is tried after this long at the latest: the clock may have been turned.
_LONGEST_PUT_OFF_SECONDS: Final = 3600.0


class Queue:
    """What waits in a queue, as far as it is held in memory; `has_more` says that the table may have more.

    Its first update may not be begun before `due_at`, by the clock of the event loop. `drops` counts how
    often what was held was forgotten.
    """

    def __init__(self) -> None:
        self.updates: deque[Received] = deque()
        self.has_more = False
        self.is_loading = False
        self.due_at = 0.0
        self.drops = 0

    def put(self, received: Received) -> None:
        """Put an update at the end."""
        if any(each.update_id == received.update_id for each in self.updates):
            return  # it was read from the table as soon as it was written there
        if self.has_more or self.is_loading or len(self.updates) >= MOST_IN_MEMORY:
            self.has_more = True
            return
        self.updates.append(received)
        if len(self.updates) == 1:
            self._set_due(_seconds_until(received.not_before))

    def load(self, received: Iterable[Received]) -> None:
        """Put these, read from the table, where nothing is held."""
        self.updates.extend(received)
        if self.updates:
            self._set_due(_seconds_until(self.updates[0].not_before))

    def handled(self, received: Received, again: Received | None, seconds: float) -> None:
        """An update, the first, has been handled, or is to be tried again after so many seconds."""
        if not self.updates or self.updates[0] is not received:
            return  # it was dropped meanwhile
        if again is not None:
            self.updates[0] = again
            self._set_due(seconds)
            return
        self.updates.popleft()
        self.due_at = 0.0
        if self.updates:
            self._set_due(_seconds_until(self.updates[0].not_before))

    def drop(self) -> None:
        """Forget what is held: the table knows whose it is."""
        self.updates.clear()
        self.has_more = False
        self.due_at = 0.0
        self.drops += 1

    def _set_due(self, seconds: float) -> None:
        self.due_at = asyncio.get_running_loop().time() + seconds if seconds > 0 else 0.0


def _seconds_until(moment: datetime | None) -> float:
    left = 0.0 if moment is None else (moment - datetime.now(UTC)).total_seconds()
    return min(max(left, 0.0), _LONGEST_PUT_OFF_SECONDS)
