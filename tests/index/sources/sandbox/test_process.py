"""The sandbox: what reads foreign bytes may fail, hang or eat memory, and only that job is lost."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from index.errors import SourceError
from index.sources.sandbox import Sandbox

TEXT = (
    "The ferry to the island leaves at nine in the morning and comes back at six, but not on Sundays. " * 2
).strip()
PAGE = f"<html><head><title>Ferry</title></head><body><p>{TEXT}</p></body></html>".encode()
HOSTILE = b"<div>" * 300_000 + b"x"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox(most_seconds=3)
    yield opened
    opened.close()


def test_a_page_comes_back_as_it_was_read(sandbox: Sandbox) -> None:
    read = sandbox.do("page", PAGE, "ferry.html")
    assert (read.extracted.title, read.extracted.text) == ("Ferry", TEXT)


def test_a_reason_comes_back_with_the_name(sandbox: Sandbox) -> None:
    with pytest.raises(SourceError, match=r"^empty\.html: "):
        sandbox.do("page", b"", "empty.html")
    assert sandbox.do("page", PAGE, "ferry.html").extracted.title == "Ferry"


def test_a_reader_that_was_killed_is_replaced(sandbox: Sandbox) -> None:
    sandbox.do("page", PAGE, "ferry.html")
    assert sandbox._process is not None
    os.kill(sandbox._process.pid, signal.SIGKILL)
    assert sandbox.do("page", PAGE, "ferry.html").extracted.title == "Ferry"


@pytest.mark.system
def test_whatever_comes_in_is_over_in_time(sandbox: Sandbox) -> None:
    sandbox.do("page", PAGE, "ferry.html")
    for content in (HOSTILE, b"<table>" * 50_000, b"&" * 5_000_000, b"<p>" + b"a" * 10_000_000):
        begun = time.monotonic()
        with suppress(SourceError):
            sandbox.do("page", content, "hostile.html")
        assert time.monotonic() - begun < 30
    assert sandbox.do("page", PAGE, "ferry.html").extracted.title == "Ferry"
