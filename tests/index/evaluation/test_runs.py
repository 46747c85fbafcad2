"""Evaluation of judged questions: figures, run file, misses, pool, and folders that are not as expected."""

import json
import math
from pathlib import Path

import pytest

from index.command.terminal import markdown_table
from index.errors import EvaluationError
from index.evaluation.metrics import auroc, ndcg, precision_recall_f1, reciprocal_rank
from index.evaluation.runs import evaluate

PASSAGES = [
    {
        "id": "p1",
        "title": "Glass garden",
        "text": "The glass garden stands on a hill. It was opened in 1931.",
    },
    {
        "id": "p2",
        "title": "Orrin bridge",
        "text": "The Orrin bridge carries trams. Its keeper is Hanna Brell.",
    },
]
QUESTIONS = [
    {"id": "q1", "text": "When was the glass garden opened?", "passage_ids": ["p1"], "answers": ["1931"]},
    {
        "id": "q2",
        "text": "Who is the keeper of the Orrin bridge?",
        "passage_ids": ["p2"],
        "answers": ["Hanna Brell"],
    },
    {"id": "q3", "text": "Who discovered penicillin?", "passage_ids": [], "answers": [], "answerable": False},
]


def write(folder: Path, passages: list[dict[str, object]], questions: list[dict[str, object]]) -> Path:
    folder.mkdir()
    for name, rows in (("passages", passages), ("questions", questions)):
        lines = "".join(f"{json.dumps(row)}\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "small", PASSAGES, QUESTIONS)  # type: ignore[arg-type]


def test_figures_of_a_small_set(folder: Path) -> None:
    figures = evaluate([folder]).figures()["sets"][0]
    assert (figures["set"], figures["passages"], figures["questions"]) == ("small", 2, 3)
    assert figures["recall@1"] == figures["mrr@10"] == figures["ndcg@10"] == figures["sentence@1"] == 1.0
    assert figures["auroc"] == figures["f1"] == 1.0


def test_the_table_has_a_row_a_set(folder: Path) -> None:
    header, rule, row = markdown_table(evaluate([folder]).rows()).splitlines()
    assert "recall@1" in header
    assert set(rule) <= {"|", "-", " "}
    assert "small" in row


def test_the_run_has_a_line_a_question(folder: Path) -> None:
    lines = [json.loads(line) for line in evaluate([folder]).run_lines()]
    assert [line["id"] for line in lines] == ["q1", "q2", "q3"]
    assert lines[0]["passages"][0]["id"] == "p1"
    assert lines[0]["passages"][0]["highlight"] == "It was opened in 1931."
    assert lines[2]["answered"] is False


def test_the_same_figures_each_time(folder: Path) -> None:
    assert evaluate([folder]).figures() == evaluate([folder]).figures()


def test_a_pool_is_one_index(folder: Path, tmp_path: Path) -> None:
    more = write(tmp_path / "more", [{"id": "p3", "title": "Market", "text": "Fish is sold here."}], [])
    assert [one.passages for one in evaluate([folder, more], pool=True).sets] == [3]


def test_misses_name_what_went_wrong(tmp_path: Path) -> None:
    wrong = [{"id": "q1", "text": "When was the glass garden opened?", "passage_ids": ["p2"], "answers": []}]
    misses = evaluate([write(tmp_path / "wrong", PASSAGES, wrong)]).misses()  # type: ignore[arg-type]
    assert len(misses) == 1
    assert "When was the glass garden opened?" in misses[0]


def test_progress_is_told(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    evaluate([folder], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_folder_without_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="has no questions"):
        evaluate([write(tmp_path / "none", PASSAGES, [])])  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"id": "q", "text": "x", "answers": "no list"}'])
def test_a_bad_line_is_named(folder: Path, line: str) -> None:
    (folder / "questions.jsonl").write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"questions\.jsonl:2"):
        evaluate([folder])


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        evaluate([tmp_path / "nothing"])


def test_metrics() -> None:
    assert reciprocal_rank([False, True, True]) == 0.5
    assert ndcg([False, True], 1) == pytest.approx(1 / math.log2(3))
    assert auroc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(0.875)
    assert precision_recall_f1([True, True, False], [True, False, True]) == (0.5, 0.5, 0.5)
