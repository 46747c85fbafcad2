"""The answers about the excerpts of public sets do not get worse."""

from tests.evaluation.excerpt import measure
from tests.evaluation.floors import fallen


def test_no_figure_about_the_excerpts_falls_below_its_floor() -> None:
    assert fallen("excerpt", measure()) == {}
