"""The bot as a child process, which can be killed and started again while the page stays."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping

from bot.playground.server.state import State

STOP_SECONDS = 8.0


class BotChild:
    """`python -m bot run` with these settings on top of our own; the state's watchers hear of it."""

    def __init__(self, state: State, settings: Mapping[str, str]) -> None:
        self._state = state
        self._settings = dict(settings)
        self._process: asyncio.subprocess.Process | None = None
        self._watching: asyncio.Task[None] | None = None
        self.standing = "stopped"

    async def start(self) -> None:
        """Start it unless it runs."""
        if self._process is not None and self._process.returncode is None:
            return
        self._stand("starting")
        # A session of its own: Ctrl-C in the terminal reaches us, and we end it in order.
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env={**os.environ, "HTTP_PORT": "0", **self._settings},
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        self._watching = asyncio.create_task(self._watch(self._process, self._state.updates.polls))

    async def stop(self, by: signal.Signals = signal.SIGTERM) -> None:
        """End it with a signal, and with SIGKILL when that takes too long."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(by)
        try:
            await asyncio.wait_for(process.wait(), STOP_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
        if self._watching is not None:
            await self._watching

    async def _watch(self, process: asyncio.subprocess.Process, polls_before: int) -> None:
        ended = asyncio.create_task(process.wait())
        while not ended.done():
            if self.standing == "starting" and self._state.updates.polls > polls_before:
                self._stand("running")
            await asyncio.wait([ended], timeout=0.05 if self.standing == "starting" else None)
        self._stand("stopped", exit_code=ended.result())

    def _stand(self, standing: str, *, exit_code: int | None = None) -> None:
        self.standing = standing
        self._state.tell("bot", standing=standing, exit_code=exit_code)
