"""The site of the demo: what stands on it can be added, and it is nowhere but on its own address."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.playground.site.pages import PAGES
from bot.playground.site.serving import HOST, open_site
from index import Library, Settings, open_library
from tests.databases import open_current


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "seeds").mkdir()
    settings = Settings(
        data_dir=tmp_path, seeds_dir=tmp_path / "seeds", fetch_allow_private=frozenset({HOST})
    )
    database = open_current(settings.database_url)
    opened = open_library(settings, database)
    yield opened
    opened.close()
    database.close()


@pytest.mark.system
async def test_its_pages_and_its_feed_are_added_and_asked_about(library: Library) -> None:
    site = open_site()
    if site is None:
        pytest.skip("this machine has no second loopback address")
    await site.start()
    try:
        addresses = [f"{site.address}{path}" for path in (*(page.path for page in PAGES), "/")]
        report = await asyncio.to_thread(library.add, addresses)
    finally:
        await site.stop()
    assert report.failed == ()
    assert sorted(source.kind for source in library.sources()) == ["feed", "page", "page"]
    assert {source.publisher for source in library.sources()} == {"The Harbour Post"}
    for question, said in (
        ("How much is a ticket for the ferry to the island?", "four euros"),
        ("Какая высота у башни маяка?", "тридцать два метра"),
        ("How high is the new crane of the east quay?", "forty metres"),
    ):
        answer = library.answer(question)
        assert answer.answered
        assert said in answer.quotes[0].text
