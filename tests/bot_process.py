"""The real bot as a process of its own."""

import asyncio
import os
import signal
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
STOP_SECONDS = 20.0


class BotProcess:
    """`python -m bot` with these settings and no others of the test's own; its output goes to a file."""

    def __init__(
        self, settings: Mapping[str, str], *, cwd: Path | None = None, arguments: Sequence[str] = ("run",)
    ) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self._environment = {**kept, "PYTHONPATH": str(ROOT), "HTTP_PORT": "0", **settings}
        self._cwd = cwd or ROOT
        self._command = (sys.executable, "-W", "error", "-m", "bot", *arguments)
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 closed with the process
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; does not wait until it answers."""
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._environment,
            cwd=self._cwd,
            stdout=self._output,
            stderr=asyncio.subprocess.STDOUT,
        )

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self._process is not None
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs; minus the signal's number when a signal ended it."""
        return None if self._process is None else self._process.returncode

    def ended(self) -> bool:
        """Whether it is over."""
        return self.exit_code is not None

    def log(self) -> str:
        """All that it has written so far, standard output and error together."""
        return os.pread(self._output.fileno(), os.fstat(self._output.fileno()).st_size, 0).decode(
            errors="replace"
        )

    async def kill(self) -> None:
        """SIGKILL, and wait."""
        await self._end(signal.SIGKILL)

    async def terminate(self) -> int:
        """SIGTERM, wait for the clean end; the exit code."""
        await self._end(signal.SIGTERM)
        assert self.exit_code is not None
        return self.exit_code

    async def restart(self) -> None:
        """SIGKILL and a new start."""
        await self.kill()
        await self.start()

    async def close(self) -> None:
        """End it if it still runs."""
        if not self.ended():
            await self._end(signal.SIGTERM)
        self._output.close()

    async def _end(self, by: signal.Signals) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(by)
        try:
            await asyncio.wait_for(self._process.wait(), STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
            raise AssertionError(f"the bot did not end within {STOP_SECONDS} s:\n{self.log()}") from None
