"""Waiting for the next look at a folder: longer where looking takes long, shorter when something changes."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.sources.watch.waiting import LOOKS_APART, Watching

LONG_LOOK = 600.0 / LOOKS_APART


def waited(wait: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    return thread


def test_a_folder_that_is_quickly_looked_at_is_looked_at_as_often_as_asked(tmp_path: Path) -> None:
    began = time.monotonic()
    Watching(tmp_path).wait(0.2, look_seconds=0.001)
    assert time.monotonic() - began >= 0.2


def test_a_change_ends_a_long_wait(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    thread = waited(lambda: watching.wait(2, LONG_LOOK))
    for number in range(200):  # until the system watches, it may miss some
        (tmp_path / f"{number}.md").write_text("new")
        thread.join(0.2)
        if not thread.is_alive():
            break
    assert not thread.is_alive()


def test_what_changed_between_two_waits_ends_the_second(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    (tmp_path / "sub").mkdir()
    for _ in range(2):
        thread = waited(lambda: watching.wait(2, LONG_LOOK))
        for number in range(200):
            (tmp_path / "sub" / f"{number}.md").write_text("new")
            thread.join(0.2)
            if not thread.is_alive():
                break
        assert not thread.is_alive()


def test_stopping_ends_a_wait_at_once(tmp_path: Path) -> None:
    for look_seconds in (0.0, LONG_LOOK):
        watching = Watching(tmp_path)
        thread = waited(lambda watching=watching, look=look_seconds: watching.wait(60, look))  # type: ignore[misc]
        watching.stop()
        thread.join(30)
        assert not thread.is_alive()


def test_a_folder_that_cannot_be_watched_is_waited_for_by_time(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watching = Watching(tmp_path / "missing")
    thread = waited(lambda: watching.wait(1, LONG_LOOK))
    thread.join(0.5)
    assert thread.is_alive()
    watching.stop()
    thread.join(30)
    assert "does not tell of changes" in caplog.text
