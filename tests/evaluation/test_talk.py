"""What people type first, over the five digests: talk, lists and questions told apart."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Library, Settings, open_database, open_library

LINES = (Path(__file__).parent / "talk.jsonl").read_text(encoding="utf-8").splitlines()
SEEDS = Path(__file__).parents[2] / "seeds"
LEAST_RIGHT = 0.95


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    settings = Settings(data_dir=tmp_path, seeds_dir=SEEDS)
    database = open_database(settings.database_url)
    library = open_library(settings, database)
    library.sync()
    yield library
    library.close()
    database.close()


def test_what_people_type_first_is_told_apart(library: Library) -> None:
    wrong = []
    for judged in map(json.loads, LINES):
        answer = library.answer(judged["text"])
        if (answer.kind, answer.answered) != (judged["kind"], judged["answered"]):
            wrong.append(f"{judged['id']} {judged['text']}: {answer.kind}, answered {answer.answered}")

    assert len(wrong) <= (1 - LEAST_RIGHT) * len(LINES), wrong


def test_talk_quotes_nothing(library: Library) -> None:
    talk = [
        library.answer(judged["text"]) for judged in map(json.loads, LINES) if judged["kind"] != "question"
    ]

    assert not any(answer.quotes or answer.unknown_terms or answer.confidence for answer in talk)
