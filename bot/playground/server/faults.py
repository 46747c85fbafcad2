"""What can go wrong on the way to Telegram and back, for tests to order."""

import asyncio
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.playground.server.parameters import Parameters


class FaultKind(StrEnum):
    """What happens to a call."""

    LOSE_REQUEST = "lose_request"  # the connection breaks, nothing was done
    LOSE_ANSWER = "lose_answer"  # it was done, but the connection breaks before the answer is complete
    DELAY = "delay"  # it is done `seconds` later
    HANG = "hang"  # nothing is done and nothing answered for `seconds`, then the connection breaks
    STATUS = "status"  # this HTTP status, with `body` as it stands


@dataclass
class Fault:
    """One disturbance, for the next `times` calls of `method` (any, when None) of which `when` is true.

    `hit` is set when the first of these calls has come in.
    """

    kind: FaultKind
    method: str | None = None
    times: int = 1
    seconds: float = 3600.0
    status: int = 502
    body: str = "<html>Bad Gateway</html>"
    when: Callable[[Parameters], bool] = lambda _given: True
    hit: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass
class Faults:
    """The faults that are ordered."""

    ordered: list[Fault] = field(default_factory=list)

    def order(self, kind: str, method: str | None = None, **details: Any) -> Fault:
        """Order a fault; `details` are Fault's fields."""
        fault = Fault(FaultKind(kind), method, **details)
        self.ordered.append(fault)
        return fault

    def order_outage(self, seconds: float) -> Fault:
        """Answer nothing but errors of the server for so long."""
        until = time.monotonic() + seconds
        return self.order("status", times=sys.maxsize, when=lambda _given: time.monotonic() < until)

    def take(self, method: str, given: Parameters) -> Fault | None:
        """The fault that this call meets."""
        for fault in self.ordered:
            if fault.times > 0 and fault.method in (None, method) and fault.when(given):
                fault.times -= 1
                fault.hit.set()
                return fault
        return None
