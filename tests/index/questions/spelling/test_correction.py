"""Words that no source has: the nearest that one has, across typing errors, scripts and missing spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines import Batch, Entry, PassageFacts
from index.engines.memory import MemoryEngine
from index.model import PassageId, Question, SourceId, Word
from index.questions.parsing import parse_question
from index.questions.spelling.correction import MOST_WORDS, is_common, with_other_scripts, with_spelling
from index.text.analysis import stem

OTHERS = ("bridge", "harbour", "рынок")


def engine_of(*terms: str) -> MemoryEngine:
    engine = MemoryEngine()
    engine.apply(Batch([Entry(PassageId("p"), "", " ".join(terms), PassageFacts(SourceId("s")))]), 1)
    return engine


def understood(text: str, *terms: str) -> Question:
    return with_spelling(parse_question(text), engine_of(*terms))


def taken_for(word: str, *terms: str) -> tuple[str, ...]:
    return understood(word, *terms).words[0].taken


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("tokns", "token"),
        ("tokenn", "token"),
        ("totken", "token"),
        ("otken", "token"),
        ("legak", "legal"),
        ("legl", "legal"),
        ("curency", "currenc"),
        ("governmwnt", "govern"),
        ("frst", "first"),
        ("кошелков", "кошельк"),
        ("энергитики", "энергетик"),
        ("дерктором", "директор"),
        ("καλημέρψ", "καλημερα"),
        ("ירושלין", "ירושלים"),
    ],
)
def test_a_typing_error_is_understood(typed: str, held: str) -> None:
    assert taken_for(typed, held, *OTHERS) == (held,)


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("Khaskin", "haskin"),
        ("Haskyn", "haskin"),
        ("Набиуллина", "nabiullina"),
        ("Nabiullina", "набиуллин"),
        ("Putin", "путин"),
        ("Tarskaja", "tarskaya"),
        ("Lindkvein", "lindqvane"),
        ("Kaspar", "caspar"),
        ("Otilia", "ottili"),
        ("Oristow", "oristov"),
        ("Ористовым", "oristov"),
        ("Theodor", "teodor"),
        ("Тедор", "teodor"),
        ("Shekht", "шехт"),
        ("Brand", "brandt"),
        ("VCIOM", "vtsiom"),
    ],
)
def test_a_name_is_known_by_its_sound(typed: str, held: str) -> None:
    assert taken_for(typed, held, *OTHERS) == (held,)


@pytest.mark.parametrize("typed", ["penicillin", "cat", "2021", "пицца", "2021a"])
def test_a_word_that_is_like_none_stays_unknown(typed: str) -> None:
    assert taken_for(typed, "bridge", "harbour", "рынок", "cut", "2020") == ()


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("ceiling", "sail"),
        ("small", "stall"),
        ("place", "pace"),
        ("deadline", "declin"),
        ("Susan", "sudan"),
        ("planets", "plant"),
        ("завтра", "завтрак"),
        ("слон", "сложн"),
        ("переехал", "переда"),
    ],
)
def test_a_common_word_is_no_typing_error(typed: str, held: str) -> None:
    assert taken_for(typed, held, *OTHERS) == ()


def test_a_common_word_has_its_other_forms_and_scripts() -> None:
    assert taken_for("inspector", "inspect", *OTHERS) == ("inspect",)
    assert taken_for("комплекс", "complex", *OTHERS) == ("complex",)


def test_a_stop_word_is_meant_only_where_letters_were_swapped() -> None:
    assert taken_for("waht", "what", *OTHERS) == ("what",)
    assert taken_for("wxat", "what", *OTHERS) == ()


def test_both_scripts_of_a_mistyped_name_are_found() -> None:
    assert set(taken_for("Хаскиин", "хаскин", "haskin")) == {"хаскин", "haskin"}


def test_a_word_that_occurs_is_left_alone() -> None:
    assert taken_for("bridge", "bridg", "fridg") == ()


def test_words_without_a_space_are_taken_apart() -> None:
    words = understood("whatiscryptomining", "crypto", "mine", "law").words
    assert [word.taken for word in words] == [("crypto",), ("mine",)]
    assert {word.text for word in words} == {"whatiscryptomining"}
    assert [word.taken for word in understood("закономайнинге", "закон", "майнинг").words] == [
        ("закон",),
        ("майнинг",),
    ]


@pytest.mark.parametrize("typed", ["goldfish", "incapable", "протестовать", "penicillin"])
def test_a_word_with_words_in_it_is_one(typed: str) -> None:
    terms = ("gold", "fish", "capabl", "тест", "pen", "про", "ill")
    assert all(not word.taken for word in understood(typed, *terms).words)


def test_no_more_than_a_few_words_are_looked_up() -> None:
    question = understood(" ".join(f"tokns{letter}" for letter in "abcdefghijkl"), "token", "toknsz")
    assert sum(bool(word.taken) for word in question.words) <= MOST_WORDS


def test_a_name_of_the_other_script_counts_as_it() -> None:
    question = parse_question("Who runs Tessaro?")
    engine = engine_of("tessaro", "тессар", "рынок")
    name = with_other_scripts(question, engine).words[-1]
    assert (name.others, name.taken) == (("тессар",), ())


def test_only_names_are_sought_in_the_other_script() -> None:
    question = parse_question("who runs the market")
    assert with_other_scripts(question, engine_of("market", "маркет")) is question


@pytest.mark.parametrize(("word", "expected"), [("houses", True), ("городами", True), ("quillon", False)])
def test_common_words_are_known_in_every_form(word: str, expected: bool) -> None:
    assert is_common(word, None) == expected


@given(st.text(max_size=80), st.lists(st.text("абвaeklmnst", min_size=1, max_size=9), max_size=30))
def test_any_word_over_any_words(text: str, terms: list[str]) -> None:
    word = Word(text, stem(text, None)) if text else Word("x", "x")
    vocabulary = engine_of(*terms)
    for read in with_spelling(Question(text, None, (word,)), vocabulary).words:
        assert all(vocabulary.frequencies(read.taken).values())


class Compared(MemoryEngine):
    """Remembers for how many beginnings of words it was asked."""

    beginnings = 0

    def words(self, prefix: str, limit: int) -> list[str]:
        self.beginnings += len(prefix) == 2
        return super().words(prefix, limit)


def compared(*names: str) -> int:
    engine = Compared()
    with_spelling(parse_question(" and ".join(names)), engine)
    return engine.beginnings


def test_more_unknown_names_are_not_compared_with_more_terms() -> None:
    names = ("Zavarkin", "Gulbenko", "Pratarov", "Tolmigan", "Bukharel", "Kendazor")
    assert 0 < compared(*names[:1]) < compared(*names[:3]) == compared(*names)


def test_of_many_unknown_names_each_is_known_by_its_sound() -> None:
    names = ["Zavarkin", "Gulbenko", "Pratarov", "Tolmigan", "Набиулина"]
    question = with_spelling(parse_question(" and ".join(names), ["en", "ru"]), engine_of("nabiullina"))
    assert question.words[-1].taken == ("nabiullina",)
