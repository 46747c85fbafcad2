"""Processes that read files beside this one: many files are read as fast as there are processors.

A child takes orders on its standard input and ends with it. `python -m index.sources.readers` is one.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from typing import IO, Any, Final

from index.errors import SourceError
from index.model import SourceId
from index.sources.ingest import Understanding, Understood

logger = logging.getLogger(__name__)

MOST_CHILDREN: Final = 8
_SIZE_BYTES: Final = 8
_NICE: Final = 5
"""Questions come first."""

_Told = tuple[Understood | None, str]
"""What a file holds, or why it cannot be told."""


class Readers(AbstractContextManager["Readers"]):
    """Reads text files as `Understanding` does, several at once, in children that start when needed.

    A file that ends its child is read in this process, as it would be without children.
    """

    def __init__(self, site_url: str | None, children: int | None = None) -> None:
        """Begin relative permalinks at `site_url`; have as many `children` as processors, if not told."""
        self._site_url = site_url
        most = children or min(MOST_CHILDREN, os.cpu_count() or 1)
        self._threads = ThreadPoolExecutor(most, "reader")
        self._own = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []

    def read(
        self, source_id: SourceId, name: str, content: bytes, *, usual: Sequence[str] = ()
    ) -> Future[Understood]:
        """The texts of the file `name`; the future raises SourceError as `Understanding.read` does."""
        return self._threads.submit(self._read, source_id, name, content, usual)

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for child in self._started:
            with suppress(OSError):
                _stream(child.stdin).close()
            child.wait()
            _stream(child.stdout).close()

    def _read(self, source_id: SourceId, name: str, content: bytes, usual: Sequence[str]) -> Understood:
        told: _Told
        try:
            child = self._child()
            _send(_stream(child.stdin), (source_id, name, content, usual))
            told = _received(_stream(child.stdout))
        except (EOFError, OSError):
            self._own.child = None
            with Understanding(self._site_url) as here:
                return here.read(source_id, name, content, usual=usual)
        understood, reason = told
        if understood is None:
            raise SourceError(name, reason)
        for warning in understood.notes.warnings:
            logger.warning("%s: %s", name, warning)
        return understood

    def _child(self) -> subprocess.Popen[bytes]:
        child: subprocess.Popen[bytes] | None = getattr(self._own, "child", None)
        if child is None:
            child = self._own.child = _start()
            self._started.append(child)
            _send(_stream(child.stdin), self._site_url)
        return child


def _start() -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "index.sources.readers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def _send(stream: IO[bytes], told: Any) -> None:
    data = pickle.dumps(told, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_SIZE_BYTES) + data)
    stream.flush()


def _received(stream: IO[bytes]) -> Any:
    """What the other side sends; EOFError when it has ended."""
    size = int.from_bytes(stream.read(_SIZE_BYTES))
    data = stream.read(size)
    if not size or len(data) < size:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - from this program's own other half


def _serve() -> None:
    os.nice(_NICE)
    orders, results = sys.stdin.buffer, sys.stdout.buffer
    with Understanding(_received(orders)) as understanding:
        while True:
            try:
                source_id, name, content, usual = _received(orders)
            except EOFError:
                return
            _send(results, _understood(understanding, source_id, name, content, usual))


def _understood(
    understanding: Understanding, source_id: SourceId, name: str, content: bytes, usual: Sequence[str]
) -> _Told:
    try:
        return understanding.read(source_id, name, content, usual=usual), ""
    except SourceError as error:
        return None, error.reason


if __name__ == "__main__":
    _serve()
