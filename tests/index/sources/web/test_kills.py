"""A look at feeds that is killed at any moment loses no entry and takes none twice. Slow: `-m system`."""

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from index.library import open_library
from index.settings import Settings
from index.store.corpus import webs
from index.store.database import open_database
from tests.index.sources.web.site import Site, running_site

ROOT = Path(__file__).parents[4]
FEEDS, ENTRIES, KILLS = 3, 8, 4


def entry(feed: int, number: int) -> str:
    text = f"The ferry number {feed}x{number} leaves at nine and comes back at six in the evening."
    named = f"<title>Entry {number} of {feed}</title><guid>{feed}-{number}</guid>"
    return f"{named}<description>{text}</description>"


def put_feeds(site: Site, entries: int) -> None:
    for feed in range(FEEDS):
        inside = [entry(feed, number) for number in range(entries)]
        site.feed(f"/{feed}.xml", *inside, ETag=f'"{feed}-{entries}"')


def run(place: Path, *arguments: str) -> subprocess.Popen[bytes]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = {"SEEDS_DIR": str(place / "seeds"), "FETCH_ALLOW_PRIVATE": "localhost"}
    return subprocess.Popen(
        [sys.executable, "-m", "index", *arguments],
        cwd=place,
        env={**kept, **settings, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.system
def test_looks_that_are_killed_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    chance = random.Random(16)
    with running_site() as site:
        put_feeds(site, 1)
        urls = [f"http://localhost:{site.port}/{feed}.xml" for feed in range(FEEDS)]
        assert run(tmp_path, "add", *urls).wait(60) == 0
        for kill in range(KILLS):
            put_feeds(site, 2 + kill)
            looking = run(tmp_path, "refresh")
            time.sleep(chance.uniform(0.3, 2.0))
            looking.kill()
            looking.wait(60)
            assert_consistent(tmp_path)
        put_feeds(site, ENTRIES)
        assert run(tmp_path, "refresh").wait(60) == 0
    database = open_database(f"sqlite:///{tmp_path}/data/footnote.db")
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=tmp_path / "seeds")
    with closing(database), closing(open_library(settings, database)) as library:
        titles = [document.title for document in library.latest(limit=1_000)]
        assert sorted(titles) == sorted(
            f"Entry {number} of {feed}" for feed in range(FEEDS) for number in range(ENTRIES)
        )
        changes = library.changes(0, 10_000)
        assert len(changes) == len({(change.kind, change.document_id) for change in changes}) == len(titles)


def assert_consistent(place: Path) -> None:
    """What makes the next request conditional is that of the entries that are here."""
    database = open_database(f"sqlite:///{place}/data/footnote.db")
    settings = Settings(data_dir=place / "data", seeds_dir=place / "seeds")
    with closing(database), closing(open_library(settings, database)) as library:
        states = {state.id: state for state in database.read(lambda connection: webs.due(connection, None))}
        for source in library.sources():
            entries = states[source.id].validators["etag"].strip('"').partition("-")[2]
            assert source.documents == int(entries)
