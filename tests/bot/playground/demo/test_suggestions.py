"""The chips of the demo: each is answered, but the last, which is not."""

from pathlib import Path

import pytest

from bot.playground.demo.suggestions import suggested_questions
from index import Settings, open_database, open_library
from tests.bot_process import ROOT

SHOP = """# The bike shop

A new inner tube costs 8 euros. On Mondays the shop is closed, but not the workshop.

The workshop was founded in 1987 by Anna Berg. Ask her about everything that has wheels.
"""


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("shipped", [True, False])
def test_all_chips_are_answered_but_the_last(tmp_path: Path, language: str, shipped: bool) -> None:
    (tmp_path / "shop.md").write_text(SHOP)
    folder = ROOT / "seeds" if shipped else tmp_path
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=folder)
    database = open_database(settings.database_url)
    library = open_library(settings, database)
    library.sync()

    *asked, refused = suggested_questions(library, language)

    assert len(asked) >= 2
    assert all(library.answer(question).answered for question in asked)
    assert not library.answer(refused).answered
    library.close()
    database.close()


def test_an_empty_folder_has_no_chip_but_the_refused_one(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=tmp_path)
    database = open_database(settings.database_url)
    library = open_library(settings, database)
    assert suggested_questions(library, "en") == ["How do I bake sourdough bread?"]
    library.close()
    database.close()
