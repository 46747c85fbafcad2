"""Judged questions may be added to, never changed or removed: a figure must not rise by its measure."""

import hashlib
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


@pytest.mark.parametrize("name", ["seeds-questions", "talk"])
def test_every_pinned_question_stands_as_it_was_written(name: str) -> None:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("  ") for line in (FOLDER / f"{name}.sha256").read_text().splitlines())
    present = {hashlib.sha256(line.encode()).hexdigest() for line in lines}

    assert pinned
    assert [name for digest, name in pinned.items() if digest not in present] == []
    assert len(lines) == len(pinned), "new questions are pinned in the change that adds them"
