"""Time that jumps: one clock for the world, and event loops that move it instead of waiting."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from contextvars import Context
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any, Final

BEGINNING: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
_MOST_TURNS: Final = 2_000_000


class ProcessDeathError(SystemExit):
    """The process is no more. As a SystemExit it leaves the event loop at once, whoever catches errors."""


class Clock:
    """`now` are the seconds since the story began; the clock on the wall may be set wrong by `wrong_by`."""

    def __init__(self) -> None:
        self.now = 0.0
        self.wrong_by = 0.0

    def true(self) -> datetime:
        """The aware time that it is, as Telegram knows."""
        return BEGINNING + timedelta(seconds=self.now)

    def wall(self) -> datetime:
        """The aware time that a program reads."""
        return self.true() + timedelta(seconds=self.wrong_by)


class _JumpingSelector(selectors.SelectSelector):
    """Instead of waiting for the next timer, moves the clock to it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.clock = clock
        self.is_dead = False
        self._turns = 0

    def select(self, timeout: float | None = None) -> Any:
        if self.is_dead:
            raise ProcessDeathError
        self._turns += 1
        assert self._turns < _MOST_TURNS, "the process spins"
        if timeout is None:
            raise RuntimeError("nothing will ever happen again")
        self.clock.now += timeout
        return []


class _Task(asyncio.Task[Any]):
    """Sets of tasks are gone through in the order of their making, in every run."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any], serial: int, **how: Any) -> None:
        self._serial = serial
        super().__init__(coroutine, **how)

    def __hash__(self) -> int:
        return self._serial


class ProcessLoop(asyncio.SelectorEventLoop):
    """The event loop of one process: single-threaded, and with pauses that the seed chooses.

    What the program gives to a thread is done in the loop, a little later, and its result known a little
    later again.
    """

    def __init__(self, clock: Clock, chance: Random) -> None:
        self._jumping = _JumpingSelector(clock)
        super().__init__(self._jumping)
        self._chance = chance
        self._serials = count()
        self._on_signal: dict[int, Callable[[], object]] = {}
        self.set_task_factory(self._make_task)  # type: ignore[arg-type]

    def die(self) -> None:
        """Run nothing any more."""
        self._jumping.is_dead = True

    def outlive(self) -> None:
        """Let what is left of a dead process unwind, where it moves nobody's clock."""
        self._jumping.is_dead = False
        self._jumping.clock = Clock()

    def pause(self) -> float:
        """How long the disk or a thread takes this time: mostly next to nothing."""
        return self._chance.choice((0.0, 0.0005, 0.001, 0.002, 0.005, 0.02, 0.1))

    def time(self) -> float:
        return self._jumping.clock.now

    def terminate(self) -> None:
        """Send SIGTERM."""
        from signal import SIGTERM

        if handler := self._on_signal.get(SIGTERM):
            handler()

    def call_soon_threadsafe(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        return self.call_soon(callback, *args, context=context)

    def add_signal_handler(  # type: ignore[override]
        self, sig: int, callback: Callable[..., object], *args: Any
    ) -> None:
        self._on_signal[sig] = lambda: callback(*args)

    def remove_signal_handler(self, sig: int) -> bool:
        return self._on_signal.pop(sig, None) is not None

    def run_in_executor(  # type: ignore[override]
        self, executor: object, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        future = self.create_future()
        seconds = _seconds_of_waiting(func)
        if seconds is None:
            self.call_later(self.pause(), self._run, future, func, args)
        else:
            self.call_later(seconds, self._run, future, lambda: None, ())
        return future

    def _run(self, future: asyncio.Future[Any], func: Callable[..., Any], args: tuple[Any, ...]) -> None:
        try:
            result, error = func(*args), None
        except Exception as raised:  # noqa: BLE001 - it is the caller's
            result, error = None, raised

        def tell() -> None:
            if not future.done():
                future.set_result(result) if error is None else future.set_exception(error)

        self.call_later(self.pause(), tell)

    def _make_task(
        self, loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, Any], **how: Any
    ) -> _Task:
        return _Task(coroutine, next(self._serials), loop=loop, **how)


def _seconds_of_waiting(func: object) -> float | None:
    """How long the library would wait for a change of its folder, by real clocks: here by the story's."""
    if isinstance(func, partial) and getattr(func.func, "__name__", "") == "wait_for_change":
        return float(func.args[0])
    return None
