"""The answers about an invented town do not get worse."""

from pathlib import Path

import pytest

from tests.evaluation import news
from tests.evaluation.floors import fallen

VARNHOLM = Path(__file__).parent / "varnholm"
JUDGED = ("latest and asof", "all but followup, ru-over-en", "de-over-en", "ru-over-en")
"""The kinds together, as a single one has few questions."""


def figures() -> dict[str, float]:
    """How often the right text is first and its sentence answers, and F1 of refusing."""
    reached = news.reached(list(news.ask_all(VARNHOLM)))
    names = [f"{kind}: {figure}" for kind in JUDGED for figure in ("article first", "sentence")]
    return {name: round(reached[name], 3) for name in (*names, "F1 of refusing")}


@pytest.mark.system
def test_no_figure_about_the_town_falls_below_its_floor() -> None:
    assert fallen("varnholm", figures()) == {}
