"""`python -m bot demo` as a process of its own."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[1]
END_SECONDS = 20


class DemoProcess:
    """Runs the demo without a browser; `address` is what it printed."""

    def __init__(self, *arguments: str, cwd: Path = ROOT, temporary: Path | None = None) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        folder = {"TMPDIR": str(temporary)} if temporary else {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--no-browser", *arguments],
            env={**kept, **folder, "PYTHONPATH": str(ROOT)},
            cwd=cwd,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        first = self._process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", first)
        if found is None:
            raise AssertionError(f"no address: {first}{self._process.communicate()[0]}")
        self.address = found[0]

    def __enter__(self) -> "DemoProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            self.interrupt()

    def interrupt(self, by: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """Ctrl-C; the exit code and what it wrote after the address."""
        self._process.send_signal(by)
        output, _ = self._process.communicate(timeout=END_SECONDS)
        return self._process.returncode, output
