"""What people see on the command line is harmless and reads well."""

import pytest

from index.command.printing import spoken, visible
from index.model import PartialDate


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (PartialDate(2024), "2024"),
        (PartialDate(2024, 8), "August 2024"),
        (PartialDate(2024, 12, 1), "1 December 2024"),
    ],
)
def test_dates_are_said_as_far_as_they_are_known(date: PartialDate, said: str) -> None:
    assert spoken(date) == said


def test_a_source_cannot_command_the_terminal() -> None:
    assert visible("\x1b]0;title\x07 a\u202eb\x9bc\r\x00\n«é日»") == "]0;title abc\n«é日»"
