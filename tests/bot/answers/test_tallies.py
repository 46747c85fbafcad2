"""Questions counted by day and by source."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.answers import tallies
from bot.answers.tallies import SourceTally
from index import Answer, Database, SourceId
from tests.bot.samples import NOON, answer, quote
from tests.databases import open_current


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    opened.close()


def of(*sources: str, confidence: float = 0.9) -> Answer:
    """An answer with a quote of each of the sources, all of which would do."""
    quotes = [
        replace(quote(number), source_id=SourceId(source), confidence=confidence)
        for number, source in enumerate(sources, 1)
    ]
    return replace(answer(*quotes), confidence=confidence)


def test_days_and_sources_are_counted(database: Database) -> None:
    tomorrow = NOON + timedelta(days=1)
    for told, at in ((of("a", "b"), NOON), (of("a"), NOON), (of("b", confidence=0.1), tomorrow)):
        database.write(lambda c: tallies.note(c, told, at=at))  # noqa: B023
    by_day = database.read(lambda c: tallies.by_day(c, NOON.date()))
    assert by_day == {NOON.date(): (2, 0), tomorrow.date(): (0, 1)}
    assert database.read(tallies.by_source) == {SourceId("a"): SourceTally(answered=2, alone=1)}


def test_a_weak_quote_of_another_source_carries_nothing() -> None:
    both = of("a", "b")
    weak = replace(both.quotes[1], confidence=0.2)
    assert not tallies.hangs_on_one(both)
    assert tallies.hangs_on_one(replace(both, quotes=(both.quotes[0], weak)))


def test_old_days_are_forgotten(database: Database) -> None:
    database.write(lambda c: tallies.note(c, of("a"), at=NOON))
    database.write(lambda c: tallies.prune(c, before=NOON + timedelta(days=1)))
    assert database.read(lambda c: tallies.by_day(c, NOON.date())) == {}
    assert database.read(tallies.by_source) != {}
