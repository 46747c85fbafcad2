"""Which words are names is told by how the sources write them."""

import pytest

from index.questions.parsing import parse_question
from index.questions.truecasing import truecased


def names(question: str, *passages: str, language: str = "en") -> list[str]:
    read = truecased(parse_question(question), [(language, text) for text in passages])
    return [word.text for word in read.words if word.exact]


def test_what_the_sources_write_small_is_no_name_however_it_was_typed() -> None:
    assert names("Who Heads The Central Bank Of Ardell?", "The head of the central bank of Ardell left.") == [
        "Ardell"
    ]


def test_a_name_typed_small_is_one() -> None:
    assert names("who is putin", "In May Putin spoke, and later Putin left.") == ["putin"]


def test_numbers_and_words_that_no_source_has_stay_what_they_are() -> None:
    assert names("Did Orrin pay 300 crowns?", "a text about glass") == ["Orrin", "300"]


@pytest.mark.parametrize("passages", [[], ["Der Turm steht. Im Turm wohnt ein Mann, der den Turm liebt."]])
def test_capitals_of_german_nouns_tell_nothing(passages: list[str]) -> None:
    assert names("Wie hoch ist der Turm?", *passages, language="de") == []


def test_a_name_of_several_words_is_one_though_a_part_is_written_small_elsewhere() -> None:
    text = "Three states met. He moved to the United States, and the United States let him in."
    assert names("who came to the united states", text) == ["united", "states"]
    assert names("which states met", text) == []
