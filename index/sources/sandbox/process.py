"""One warm process that reads what came from outside, replaced when it has to be killed."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any, Final

from index.errors import SourceError
from index.sources.sandbox.jobs import adapter

MOST_SECONDS: Final = 10.0
_AT_ONCE: Final = 1 << 16
_START_SECONDS: Final = 20.0
"""A process that has just been started imports its parsers first."""


class _GoneError(Exception):
    """The process has ended."""


class _LateError(Exception):
    """The process has not answered in time."""


class Sandbox:
    """Does jobs in a process of its own, one at a time. May be used from any thread."""

    def __init__(self, *, most_seconds: float = MOST_SECONDS) -> None:
        self._most_seconds = most_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._alone = threading.Lock()

    def do(self, job: str, content: bytes, name: str, *, seconds: float | None = None) -> Any:
        """The result of the job on the content; raises SourceError, with `name`, when there is none.

        It may take so many `seconds`, or as many as are usual here.
        """
        most = self._most_seconds if seconds is None else seconds
        with self._alone:
            try:
                failed, told = self._ask(job, content, name, most)
            except _LateError:
                raise SourceError(name, f"cannot be read within {most:.0f} seconds") from None
            except _GoneError:
                raise SourceError(name, "cannot be read: its reader came to an end") from None
        if failed:
            raise SourceError(name, told.decode(errors="replace"))
        return adapter(job).validate_json(told)

    def _ask(self, job: str, content: bytes, name: str, most_seconds: float) -> tuple[bool, bytes]:
        """Ask the process that is there; if that has ended, perhaps long ago, ask a new one."""
        for process in (self._process, None):
            seconds = most_seconds + (0 if process else _START_SECONDS)
            try:
                return _ask(process or self._start(), job, content, name, time.monotonic() + seconds)
            except _LateError:
                self._kill()
                raise
            except (_GoneError, OSError, ValueError):
                self._kill()
        raise _GoneError

    def close(self) -> None:
        """End the process; the next job starts another one."""
        with self._alone:
            self._kill()

    def _start(self) -> subprocess.Popen[bytes]:
        found_here = os.pathsep.join(filter(None, sys.path))
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "index.sources.sandbox.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={**kept, "PYTHONPATH": found_here, "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
        return self._process

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                assert stream is not None
                stream.close()
        process.wait()


def _ask(
    process: subprocess.Popen[bytes], job: str, content: bytes, name: str, over_at: float
) -> tuple[bool, bytes]:
    """Give the order and take the answer, both in time: neither side may block the other for ever."""
    assert process.stdin is not None
    assert process.stdout is not None
    order = json.dumps({"job": job, "name": name, "size": len(content)}).encode() + b"\n" + content
    sink, source = process.stdin.fileno(), process.stdout.fileno()
    os.set_blocking(sink, False)
    received = bytearray()
    while True:
        left = over_at - time.monotonic()
        if left <= 0:
            raise _LateError
        readable, writable, _ = select.select([source], [sink] if order else [], [], left)
        if writable:
            order = order[os.write(sink, order[:_AT_ONCE]) :]
        if readable:
            piece = os.read(source, _AT_ONCE)
            if not piece:
                raise _GoneError
            received += piece
            head, newline, rest = received.partition(b"\n")
            if newline and len(rest) >= (told := json.loads(head))["size"]:
                return told["failed"], bytes(rest[: told["size"]])
