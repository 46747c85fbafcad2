"""The answers about the seeds do not get worse."""

import json

from tests.evaluation.seeds import BASELINE, SEEDS, ask_all, figures


def test_no_figure_about_the_seeds_falls_below_its_floor() -> None:
    floors = json.loads(BASELINE.read_text(encoding="utf-8"))["seeds"]
    measured = figures(ask_all(SEEDS))

    assert {name: value for name, value in measured.items() if value < floors[name]} == {}
