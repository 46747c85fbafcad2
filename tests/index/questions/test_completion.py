from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Answer, Library, Settings, open_database, open_library

SOURCES = {
    "law.md": "# The mining law\n\nPutin signed the law that makes the mining of cryptocurrencies legal.",
    "visit.md": "# A visit\n\nPutin received the minister of energy. They spoke of regulations.",
    "river.md": "# A river\n\nThe banks of the river are mined with stones.",
    "ru.md": "# Закон о майнинге\n\nПутин подписал закон о майнинге криптовалют. Он вступил в силу в ноябре.",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, text in SOURCES.items():
        (seeds / name).write_text(text, encoding="utf-8")
    settings = Settings(data_dir=tmp_path, seeds_dir=seeds)
    database = open_database(settings.database_url)
    library = open_library(settings, database)
    library.sync()
    yield library
    library.close()
    database.close()


def first(answer: Answer) -> str:
    return answer.quotes[0].title


@pytest.mark.parametrize("typed", ["putin mini", "putin minin", "putin mining", "cryptocurrenci", "legali"])
def test_a_word_that_is_being_typed_finds_what_the_finished_one_would(library: Library, typed: str) -> None:
    assert first(library.answer(typed, unfinished=True)) == "The mining law"


@pytest.mark.parametrize("typed", ["майни", "путин майнин", "криптовал"])
def test_in_russian_too(library: Library, typed: str) -> None:
    assert first(library.answer(typed, unfinished=True)) == "Закон о майнинге"


def test_only_words_that_begin_so_count(library: Library) -> None:
    matches = [
        match.found for quote in library.answer("minis", unfinished=True).quotes for match in quote.matches
    ]
    assert set(matches) == {"minister"}


def test_a_word_followed_by_a_space_is_finished(library: Library) -> None:
    assert library.answer("regul ", unfinished=True) == library.answer("regul ")


@pytest.mark.parametrize("typed", ["", " ", "m", "?", "zzzz", "(", "putin [", "\\", "a*"])
def test_anything_can_be_typed(library: Library, typed: str) -> None:
    library.answer(typed, unfinished=True)
