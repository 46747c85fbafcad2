"""Whoever waits for many files is told how long, as soon as that can be told."""

import pytest

from index.command.opened import left


@pytest.mark.parametrize(
    ("done", "total", "seconds", "told"),
    [
        (10, 100, 2.0, ""),
        (0, 100, 60.0, ""),
        (100, 100, 60.0, ""),
        (90, 100, 60.0, ", about a minute left"),
        (1_000, 100_000, 10.0, ", about 17 min left"),
        (50_000, 100_000, 170.0, ", about 3 min left"),
    ],
)
def test_the_rest_takes_as_long_as_what_is_done(done: int, total: int, seconds: float, told: str) -> None:
    assert left(done, total, seconds) == told
