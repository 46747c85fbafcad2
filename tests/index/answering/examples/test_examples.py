"""Questions to begin with: made from the texts, and taken only if these answer them."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.answering.examples.statements import questions_of
from index.library import Library, open_library
from index.settings import Settings
from index.store.database import open_database

SHOP = """# Handbook of the bike shop

We are open from Tuesday to Saturday. On Mondays the shop is closed, but not the workshop.

## How do I return a bike?

Bring it back within 30 days with the receipt. We refund the full price when the bike is undamaged.

A new inner tube costs 8 euros. The workshop was founded in 1987 by Anna Berg.
"""
READING_ROOM = """# Правила библиотеки

Читательский билет — это карта, по которой выдают книги. Он стоит 200 рублей в год.

Городская библиотека была основана в 1934 году учителем Петровым. За просрочку берут 5 рублей.
"""
SEED = "2024-mexc-from-rejecting-to-embracing.md"

Open = Callable[[Path], Library]


@pytest.fixture
def library_of(tmp_path: Path) -> Iterator[Open]:
    with ExitStack() as stack:

        def open_it(folder: Path) -> Library:
            settings = Settings(data_dir=tmp_path, seeds_dir=folder)
            database = open_database(settings.database_url)
            stack.callback(database.close)
            library = open_library(settings, database)
            stack.callback(library.close)
            library.sync()
            return library

        yield open_it


def folder_of(tmp_path: Path, **texts: str) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_examples_are_questions_that_the_texts_answer(tmp_path: Path, library_of: Open) -> None:
    library = library_of(folder_of(tmp_path, shop=SHOP))

    examples = library.examples("en", limit=3)

    assert examples == (
        "How do I return a bike?",
        "How much does a new inner tube cost?",
        "When was the workshop founded?",
    )
    assert all(library.answer(example).answered for example in examples)


def test_those_in_the_language_of_the_asker_come_first(tmp_path: Path, library_of: Open) -> None:
    library = library_of(folder_of(tmp_path, shop=SHOP, room=READING_ROOM))

    assert library.examples("ru", limit=1) == ("Что такое читательский билет?",)
    assert library.examples("en", limit=1) == ("How do I return a bike?",)


def test_what_ships_is_asked_about_in_both_languages(library_of: Open) -> None:
    library = library_of(Path(__file__).parents[4] / "seeds")

    assert library.examples("en", limit=1) == ("When did Putin sign the mining law?",)
    assert library.examples("ru", limit=1) == ("Когда Путин подписал закон о майнинге?",)
    for language in ("en", "ru"):
        examples = library.examples(language, limit=3)
        assert len(examples) == 3
        assert all(library.answer(example).answered for example in examples)


def test_what_ships_is_not_asked_about_beside_the_owners_own(tmp_path: Path, library_of: Open) -> None:
    seed = (Path(__file__).parents[4] / "seeds" / SEED).read_text(encoding="utf-8")
    folder = folder_of(tmp_path, shop=SHOP)
    (folder / SEED).write_text(seed, encoding="utf-8")

    assert "When did Putin sign the mining law?" not in library_of(folder).examples("en", limit=9)


def test_a_source_that_is_gone_is_not_asked_about(tmp_path: Path, library_of: Open) -> None:
    folder = folder_of(tmp_path, shop=SHOP, room=READING_ROOM)
    library = library_of(folder)
    assert "How do I return a bike?" in library.examples("en")

    (folder / "shop.md").unlink()
    library.sync()

    assert "How do I return a bike?" not in library.examples("en")


def test_without_sources_there_are_none(tmp_path: Path, library_of: Open) -> None:
    assert library_of(folder_of(tmp_path)).examples("en") == ()


@pytest.mark.parametrize(
    ("sentence", "language", "question"),
    [
        ("The National Payment Card System (NPCS) was founded in 2014.", "en", "What is NPCS?"),
        ("Oxygen was discovered by Scheele in 1773.", "en", "When was Oxygen discovered?"),
        ("The abbreviation RACIB stands for Russian Association.", "en", "What does RACIB stand for?"),
        ("Рынок Грейнджера был открыт в 1835 году.", "ru", "Когда был открыт Рынок Грейнджера?"),
        ("Продление книги занимает минуту.", "ru", "Сколько занимает продление книги?"),
    ],
)
def test_a_statement_becomes_a_question(sentence: str, language: str, question: str) -> None:
    assert question in questions_of(sentence, language)


@pytest.mark.parametrize("sentence", ["It was founded in 2014.", "Three of them were published in 1520.", ""])
def test_what_names_nothing_becomes_none(sentence: str) -> None:
    assert [*questions_of(sentence, "en")] == []
