"""The report counts what it says, and writes between the marks of a page only."""

from pathlib import Path

import pytest

from tests.evaluation.excerpt import FOLDERS
from tests.evaluation.measuring import measure, refused_while_kept
from tests.evaluation.report import (
    BEGIN,
    END,
    auroc_error,
    order_table,
    refusal_table,
    sentence_table,
    write_between_marks,
)


def test_a_set_is_measured_beside_the_baselines() -> None:
    measured = measure(FOLDERS[1:])
    assert (measured.passages, measured.answerable, measured.unanswerable) == (40, 43, 37)
    assert measured.words.recall[1].value < measured.stems.recall[1].value <= 1.0
    for table in (order_table, sentence_table, refusal_table):
        header, _, row = table([measured])
        assert row.startswith("| tydi-ru | ")
        assert header.count("|") == row.count("|")


def test_refused_while_nine_tenths_of_the_answerable_are_kept() -> None:
    answerable = [0.1 * number for number in range(1, 11)]
    assert refused_while_kept(answerable, [0.05, 0.15, 0.25, 0.95]) == 0.5
    assert refused_while_kept([], [0.1]) == 0.0


def test_the_error_of_an_auroc() -> None:
    assert auroc_error(1.0, 10, 10) == 0.0
    assert auroc_error(0.5, 1, 1) == pytest.approx(0.5)
    assert auroc_error(0.9, 1000, 1000) < auroc_error(0.9, 10, 10)


def test_what_stands_around_the_marks_is_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    for _ in range(2):
        write_between_marks(page, "new")
        assert page.read_text(encoding="utf-8") == f"before\n\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit):
        write_between_marks(page, "new")
