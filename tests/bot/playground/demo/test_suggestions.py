from pathlib import Path

from bot.playground.demo.suggestions import suggested_questions
from tests.bot_process import ROOT


def test_our_sources_come_with_questions() -> None:
    questions = suggested_questions(ROOT / "seeds", ["a title"])
    assert len(questions) == 5
    assert "mining law" in questions[0]


def test_other_sources_are_asked_for_by_title(tmp_path: Path) -> None:
    titles = [f"Title {n}" for n in range(9)]
    *asked, unanswered = suggested_questions(tmp_path, titles)
    assert asked == titles[:4]
    assert "bread" in unanswered
