"""A short soak; SOAK_SECONDS makes it longer, `python -m tests.soak` an hour."""

import os
from pathlib import Path

import pytest

from tests.soak import MOST_GROWTH, soak

SECONDS = float(os.environ.get("SOAK_SECONDS", "12"))
WARM_SECONDS = 120
"""A shorter day tells nothing of how memory grows."""


@pytest.mark.system
@pytest.mark.timeout(SECONDS + 300)
async def test_a_day_of_faults_and_kills_loses_nothing(tmp_path: Path) -> None:
    found = await soak(tmp_path, SECONDS)
    assert found.is_well, found
    assert found.asked > 0
    assert found.news > 0
    assert SECONDS < WARM_SECONDS or found.growth < MOST_GROWTH, found
