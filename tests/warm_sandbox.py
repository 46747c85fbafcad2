"""One process that reads what comes from outside, for many tests: to start one takes longer than a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import index.sources.sandbox
from index.sources.sandbox import Sandbox


class _Lent:
    """A sandbox that others use, too: whoever closes it lets go of it, and it stays."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.do = sandbox.do

    def close(self) -> None: ...


@contextmanager
def lent(sandbox: Sandbox) -> Iterator[None]:
    """While this lasts, whoever opens a sandbox is lent this one."""
    opened: Any = index.sources.sandbox
    own, opened.Sandbox = opened.Sandbox, lambda: _Lent(sandbox)
    try:
        yield
    finally:
        opened.Sandbox = own
