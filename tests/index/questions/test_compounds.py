"""Words written as one, or apart, other than in the sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines import Batch, Entry, PassageFacts
from index.engines.memory import MemoryEngine
from index.model import PassageId, SourceId
from index.questions.compounds import split, with_wholes
from index.questions.parsing import parse_question

TELLING = {"crypto", "mining", "coin", "base", "cryptocoin", "майнинг"}
CONNECTING = {"what", "is", "the", "что", "такое", "in"}


def parts(word: str) -> tuple[str, ...]:
    return split(word, TELLING.__contains__, CONNECTING.__contains__)


@pytest.mark.parametrize(
    ("word", "telling"),
    [
        ("cryptomining", ("crypto", "mining")),
        ("whatiscryptomining", ("crypto", "mining")),
        ("чтотакоемайнинг", ("майнинг",)),
        ("cryptocoinbase", ("cryptocoin", "base")),
        ("incoin", ()),
        ("coin", ()),
        ("coinx", ()),
        ("", ()),
    ],
)
def test_the_parts_that_tell(word: str, telling: tuple[str, ...]) -> None:
    assert parts(word) == telling


@given(st.text("abinst", max_size=64))
def test_parts_stand_in_the_word_in_order(word: str) -> None:
    position = 0
    for part in split(word, lambda part: len(part) == 3, lambda part: len(part) == 2):
        position = word.index(part, position) + len(part)


@pytest.mark.parametrize(
    ("text", "others"),
    [("coin base price", [("coinbas",), ("coinbas",), ()]), ("e velt", [("evelt",), ("evelt",)])],
)
def test_neighbours_are_found_as_one_word_too(text: str, others: list[tuple[str, ...]]) -> None:
    engine = MemoryEngine()
    entry = Entry(PassageId("p"), "", " coinbas evelt price ", PassageFacts(SourceId("s")))
    engine.apply(Batch([entry]), 1)
    question = with_wholes(parse_question(text, ["en"]), engine)
    assert [word.others for word in question.words] == others
    assert with_wholes(parse_question("price of bread"), engine) == parse_question("price of bread")
