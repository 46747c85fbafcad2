"""Telegram's sending limits, as far as they are known: a message a second in a chat with short bursts,
twenty a minute in a group or channel, thirty a second in all. Edits and chat actions do not count.
"""

import math
from collections import deque
from dataclasses import dataclass, field

from bot.playground.server.refusals import too_many_requests


@dataclass
class Limits:
    """Switchable; tokens and windows are counted on the clock that each call brings (seconds, monotonic).

    `early` counts the calls that came before the wait they had been told was over.
    """

    enabled: bool = False
    chat_burst: int = 3
    chat_per_second: float = 1.0
    group_per_minute: int = 20
    overall_per_second: int = 30
    refused: int = 0
    early: int = 0
    _tokens: dict[int, tuple[float, float]] = field(default_factory=dict)
    _minutes: dict[int, deque[float]] = field(default_factory=dict)
    _second: deque[float] = field(default_factory=deque)
    _wait_until: dict[int, float] = field(default_factory=dict)

    def spend(self, chat_id: int, *, is_group: bool, now: float) -> None:
        """Count one message to the chat; raise 429 with retry_after when it is too early."""
        if not self.enabled:
            return
        if now < self._wait_until.get(chat_id, now):
            self.early += 1
        wait = max(
            self._chat_wait(chat_id, now),
            self._overall_wait(now),
            self._group_wait(chat_id, now) if is_group else 0.0,
        )
        if wait > 0:
            seconds = max(1, math.ceil(wait))
            self._wait_until[chat_id] = now + wait
            self.refused += 1
            raise too_many_requests(seconds)
        tokens, _ = self._tokens[chat_id]
        self._tokens[chat_id] = (tokens - 1, now)
        self._second.append(now)
        self._minutes.setdefault(chat_id, deque()).append(now)

    def _chat_wait(self, chat_id: int, now: float) -> float:
        tokens, at = self._tokens.get(chat_id, (float(self.chat_burst), now))
        tokens = min(float(self.chat_burst), tokens + (now - at) * self.chat_per_second)
        self._tokens[chat_id] = (tokens, now)
        return max(0.0, (1 - tokens) / self.chat_per_second)

    def _group_wait(self, chat_id: int, now: float) -> float:
        sent = self._minutes.setdefault(chat_id, deque())
        while sent and now - sent[0] >= 60:
            sent.popleft()
        too_many = len(sent) >= self.group_per_minute
        return 60 - (now - sent[0]) if too_many else 0.0

    def _overall_wait(self, now: float) -> float:
        while self._second and now - self._second[0] >= 1:
            self._second.popleft()
        too_many = len(self._second) >= self.overall_per_second
        return 1 - (now - self._second[0]) if too_many else 0.0
