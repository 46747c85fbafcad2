"""Owners hear once, a week before, of texts that will be valid no more."""

from contextlib import closing
from datetime import date
from pathlib import Path

from bot.operations.reminders import remind
from bot.rendering.texts import Texts
from index import Settings, open_database, open_library

FEE = "The yearly fee of the library is 40 euros."


async def test_the_owner_is_reminded_a_week_before_and_once(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name, until in (("a", "2030-03-31"), ("b", "2030-03"), ("c", "2030-05-01"), ("d", "2030-02-01")):
        (seeds / f"{name}.md").write_text(f"---\ntitle: Text {name}\nvalid_until: {until}\n---\n{FEE} {name}")
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=seeds)
    told: list[tuple[str, str]] = []

    async def tell(title: str, day: str) -> None:
        told.append((title, day))

    with (
        closing(open_database(settings.database_url)) as database,
        closing(open_library(settings, database)) as library,
    ):
        library.sync()
        phrases = Texts.load().phrases("en")
        await remind(database, phrases, tell, today=date(2030, 3, 20))
        assert told == []
        await remind(database, phrases, tell, today=date(2030, 3, 24))
        assert sorted(told) == [("Text a", "31 March 2030"), ("Text b", "March 2030")]
        await remind(database, phrases, tell, today=date(2030, 3, 25))
        assert len(told) == 2

        (seeds / "a.md").write_text(f"---\ntitle: Text a\nvalid_until: 2030-04-15\n---\n{FEE} a")
        library.sync()
        await remind(database, phrases, tell, today=date(2030, 4, 10))
        assert told[2:] == [("Text a", "15 April 2030")]
