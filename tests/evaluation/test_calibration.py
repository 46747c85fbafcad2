"""The calibration error is what stated confidence is off by."""

import pytest

from tests.evaluation.calibration import calibration_error, reliability


def test_what_is_right_as_often_as_stated_has_no_error() -> None:
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0.0)
    assert calibration_error([(1.0, True), (0.0, False)]) == 0.0


def test_the_error_is_weighed_by_the_questions_of_a_bin() -> None:
    stated = [(0.95, False)] * 1 + [(0.05, False)] * 3
    assert calibration_error(stated) == pytest.approx((0.95 + 3 * 0.05) / 4)
    assert [one.count for one in reliability(stated)] == [3, 1]
    assert calibration_error([]) == 0.0
