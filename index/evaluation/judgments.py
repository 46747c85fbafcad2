"""Judged questions in folders: passages.jsonl and questions.jsonl."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import EvaluationError


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A passage that is indexed as it stands."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class JudgedQuestion:
    """A question with the passages that answer it, and texts of which one stands in an answering sentence.

    `sentences` are whole answering sentences, for sets that judge sentences instead of answers.
    """

    id: str
    text: str
    passage_ids: frozenset[str]
    answers: tuple[str, ...]
    sentences: tuple[str, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """The content of one folder."""

    name: str
    passages: tuple[JudgedPassage, ...]
    questions: tuple[JudgedQuestion, ...]


def read_judgments(folder: Path, *, questions_needed: bool = True) -> JudgedSet:
    """Read a folder; raise EvaluationError when it has no questions or a line is not as expected."""
    passages = tuple(
        JudgedPassage(_text(row, "id", where), _text(row, "title", where, ""), _text(row, "text", where))
        for where, row in _rows(folder / "passages.jsonl")
    )
    questions = tuple(question_of(row, where) for where, row in _rows(folder / "questions.jsonl"))
    if questions_needed and not questions:
        raise EvaluationError(f"{folder} has no questions")
    return JudgedSet(folder.resolve().name, passages, questions)


def question_of(row: dict[str, Any], where: str) -> JudgedQuestion:
    """A line of questions.jsonl; raise EvaluationError, naming `where`, when it is not as expected."""
    return JudgedQuestion(
        id=_text(row, "id", where),
        text=_text(row, "text", where),
        passage_ids=frozenset(_texts(row, "passage_ids", where)),
        answers=_texts(row, "answers", where),
        sentences=_texts(row, "gold_sentences", where),
        answerable=bool(row.get("answerable", True)),
    )


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise EvaluationError(f"{where} is no JSON: {error}") from error
        if not isinstance(row, dict):
            raise EvaluationError(f"{where} is no JSON object")
        yield where, row


def _text(row: dict[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if not isinstance(value, str):
        raise EvaluationError(f"{where}: {key} is missing or no text")
    return value


def _texts(row: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    values: Sequence[Any] = row.get(key) or ()
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise EvaluationError(f"{where}: {key} is no list of texts")
    return tuple(values)
