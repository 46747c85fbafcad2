"""Words that no source has: the nearest that one has, across typing errors and scripts."""

import pytest

from index.engines import Entry, PassageFacts
from index.engines.memory import MemoryEngine
from index.model import PassageId, SourceId
from index.questions import parse_question
from index.spelling import edits, with_spelling
from index.transliteration import sound, to_latin


def taken_for(word: str, *terms: str) -> tuple[str, ...]:
    engine = MemoryEngine()
    engine.apply([Entry(PassageId("p"), terms, PassageFacts(SourceId("s")))], [], 1)
    return with_spelling(parse_question(word), engine).words[0].taken


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("tokns", "token"),
        ("curency", "currenc"),
        ("Khaskin", "haskin"),
        ("Haskyn", "haskin"),
        ("Набиуллина", "nabiullina"),
        ("Putin", "путин"),
        ("Tarskaja", "tarskaya"),
        ("Lindkvein", "lindqvane"),
    ],
)
def test_the_nearest_word_is_found(typed: str, held: str) -> None:
    assert taken_for(typed, held, "bridge", "harbour", "рынок") == (held,)


@pytest.mark.parametrize("typed", ["penicillin", "cat", "2021", "пицца"])
def test_a_word_that_is_like_none_stays_unknown(typed: str) -> None:
    assert taken_for(typed, "bridge", "harbour", "рынок", "cut", "2020") == ()


def test_a_word_that_occurs_is_left_alone() -> None:
    assert taken_for("bridge", "bridg", "fridg") == ()


def test_sounds() -> None:
    assert sound("хаскин") == sound("khaskyn") == sound("haskin")
    assert to_latin("щука") == "schuka"


@pytest.mark.parametrize(
    ("some", "other", "away"),
    [("token", "token", 0), ("tokne", "token", 1), ("tkn", "token", 2), ("a", "token", 3)],
)
def test_edits(some: str, other: str, away: int) -> None:
    assert edits(some, other, 2) == away
