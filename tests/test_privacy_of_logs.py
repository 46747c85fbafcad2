"""No question is in any log of this test run: looked at when the run is over, see conftest.py."""

import logging

from tests.overheard import LOGGED, quoted


def test_a_question_in_a_log_would_be_found() -> None:
    said = ["Where is the ferry now?"]
    assert quoted(said, ["12:00:00 error bot.x: cannot answer WHERE IS THE FERRY NOW?"]) == said
    assert quoted(said, ["12:00:00 error bot.x: cannot answer update 7"]) == []


def test_what_the_bot_logs_is_heard() -> None:
    logging.getLogger("bot.test").warning("The ferry is late")
    assert any("The ferry is late" in line for line in LOGGED)
