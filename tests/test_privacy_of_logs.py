"""No question is in any log of this test run."""

import pytest

from tests.overheard import LOGGED, SAID


@pytest.mark.at_the_end
def test_nobody_can_read_in_a_log_what_was_asked() -> None:
    if not SAID or not LOGGED:
        pytest.skip("in this run nobody has said anything, or nothing was logged")
    log = "\n".join(LOGGED).casefold()
    assert [text for text in SAID if text.casefold() in log] == []
