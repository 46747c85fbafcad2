"""How fast may be sent: to one chat, to a group, overall, and not before Telegram allows it again."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from enum import IntEnum

# Telegram publishes no exact limits: about one message a second in a chat with short bursts, 20 a minute in a
# group. Periods are a little longer than that, since messages sent evenly do not arrive evenly.
CHAT_LIMIT = (3, 3.3)
GROUP_LIMIT = (20, 61.0)
OVERALL_PERIOD = 1.05
_REMEMBERED_CHATS = 10_000


class Lane(IntEnum):
    """Who goes first when not everybody may: somebody waits for an answer, nobody for an announcement."""

    ANSWER = 0
    BULK = 1


class Window:
    """At most `count` events in any `period` (seconds)."""

    def __init__(self, count: int, period: float) -> None:
        self._period = period
        self._times: deque[float] = deque(maxlen=count)

    def due(self) -> float:
        """The earliest time at which another event fits."""
        full = len(self._times) == self._times.maxlen
        return self._times[0] + self._period if full else float("-inf")

    def take(self, now: float) -> None:
        """Count an event at `now`."""
        self._times.append(now)

    def resized(self, count: int, period: float) -> "Window":
        """The same events, of which so many are allowed in a period from now on."""
        window = Window(count, period)
        window._times.extend(self._times)
        return window

    def idle(self, now: float) -> bool:
        """Whether no event of the last period is left to remember."""
        return not self._times or self._times[-1] + self._period <= now


class Chat:
    """What is known of one chat's pace; groups (negative ids) have a limit a minute, too."""

    def __init__(self, chat_id: int) -> None:
        limits = (CHAT_LIMIT, GROUP_LIMIT) if chat_id < 0 else (CHAT_LIMIT,)
        self._windows = tuple(Window(*limit) for limit in limits)
        self.paused_until = float("-inf")

    def due(self) -> float:
        """The earliest time at which this chat may get another message."""
        return max(self.paused_until, *(window.due() for window in self._windows))

    def take(self, now: float) -> None:
        """Count a message at `now`."""
        for window in self._windows:
            window.take(now)

    def idle(self, now: float) -> bool:
        """Whether this chat can be forgotten."""
        return self.paused_until <= now and all(window.idle(now) for window in self._windows)


@dataclass(eq=False, slots=True)
class _Waiter:
    chat_id: int
    counted: bool
    granted: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Limiter:
    """Hands out turns to send, answers first, otherwise in the order of asking.

    `per_second` is the overall limit; 0 switches off every limit of ours, but a pause that Telegram asked for
    is kept all the same. Belongs to one event loop.
    """

    def __init__(self, per_second: int) -> None:
        self._per_second = per_second
        self._limited = per_second > 0
        self._overall = Window(max(per_second, 1), OVERALL_PERIOD)
        self._chats: dict[int, Chat] = {}
        self._bulk_paused_until = float("-inf")
        self._waiting: dict[Lane, deque[_Waiter]] = {lane: deque() for lane in Lane}
        self._timer: asyncio.TimerHandle | None = None

    def share_with(self, count: int) -> None:
        """From now on so many send, this one among them: each gets its part of the overall limit."""
        if self._limited:
            own = max(self._per_second // count, 1)
            self._overall = self._overall.resized(own, OVERALL_PERIOD * own * count / self._per_second)

    def pause(self, chat_id: int, seconds: float) -> None:
        """Send nothing to this chat for so long; with a second chat paused, send nothing in bulk."""
        now = _now()
        others = any(chat.paused_until > now for id_, chat in self._chats.items() if id_ != chat_id)
        chat = self._chat(chat_id)
        chat.paused_until = max(chat.paused_until, now + seconds)
        if others:
            self._bulk_paused_until = max(self._bulk_paused_until, now + seconds)

    def paused_for(self, chat_id: int, lane: Lane) -> float:
        """Seconds until Telegram lets us send to this chat in this lane; 0 when it does now."""
        chat = self._chats.get(chat_id)
        until = chat.paused_until if chat else float("-inf")
        if lane is Lane.BULK:
            until = max(until, self._bulk_paused_until)
        return max(0.0, until - _now())

    def busy_for(self, chat_id: int) -> float:
        """Seconds until this chat may get one more message by our own limits; 0 when it may now."""
        chat = self._chats.get(chat_id)
        return max(0.0, chat.due() - _now()) if chat and self._limited else 0.0

    async def turn(self, chat_id: int, lane: Lane = Lane.ANSWER, *, counted: bool = True) -> None:
        """Return when a request to this chat may go out; edits are not `counted` and only obey pauses."""
        if not self._limited and self.paused_for(chat_id, lane) == 0:
            return
        waiter = _Waiter(chat_id, counted)
        self._waiting[lane].append(waiter)
        self._grant()
        try:
            await waiter.granted
        except asyncio.CancelledError:
            if waiter in self._waiting[lane]:
                self._waiting[lane].remove(waiter)
            raise

    def _chat(self, chat_id: int) -> Chat:
        if len(self._chats) >= _REMEMBERED_CHATS and chat_id not in self._chats:
            now = _now()
            self._chats = {id_: chat for id_, chat in self._chats.items() if not chat.idle(now)}
        return self._chats.setdefault(chat_id, Chat(chat_id))

    def _due(self, waiter: _Waiter, lane: Lane) -> float:
        chat = self._chat(waiter.chat_id)
        due = chat.due() if self._limited and waiter.counted else chat.paused_until
        if self._limited:
            due = max(due, self._overall.due())
        return max(due, self._bulk_paused_until) if lane is Lane.BULK else due

    def _grant(self) -> None:
        """Let go everyone who may, and come back when the next one may."""
        now = _now()
        next_due = float("inf")
        for lane, waiters in self._waiting.items():
            staying: deque[_Waiter] = deque()
            for waiter in waiters:
                due = self._due(waiter, lane)
                if waiter.granted.done():
                    continue
                if due > now:
                    staying.append(waiter)
                    next_due = min(next_due, due)
                    continue
                self._overall.take(now)
                if waiter.counted:
                    self._chat(waiter.chat_id).take(now)
                waiter.granted.set_result(None)
            self._waiting[lane] = staying
        self._wake_at(next_due, now)

    def _wake_at(self, due: float, now: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if due < float("inf"):
            self._timer = asyncio.get_running_loop().call_later(max(due - now, 0.001), self._grant)


def _now() -> float:
    return asyncio.get_running_loop().time()
