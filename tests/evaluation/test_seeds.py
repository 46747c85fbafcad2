"""The answers about the seeds do not get worse."""

from tests.evaluation.floors import fallen
from tests.evaluation.seeds import SEEDS, ask_all, figures


def test_no_figure_about_the_seeds_falls_below_its_floor() -> None:
    assert fallen("seeds", figures(ask_all(SEEDS))) == {}
