"""Pages and feeds as sources: added, looked at again, changed, failed, gone."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from index.library import Library, open_library
from index.model import Source
from index.settings import Settings
from index.sources.fetch import Fetcher
from index.sources.fetch.turns import Turns
from index.sources.sandbox import Sandbox
from index.sources.web.refreshing import WebSources
from index.sources.web.schedule import MOST_FAILURES
from index.store.corpus.tables import sources
from index.store.database import Database, open_database
from tests.index.sources.web.site import Answer, Site, resolve_test_hosts, running_site

FERRY = (
    "The ferry to the island leaves at nine in the morning and comes back at six, every day but Sunday. " * 2
)
CRANE = "The new crane of the harbour is forty metres high and was built by Anna Berg in the spring of 2024. "


@dataclass
class World:
    """A library, a site, and the way from one to the other."""

    site: Site
    library: Library
    database: Database
    web: WebSources

    def add(self, path: str) -> list[str]:
        report = self.web.add([self.site.url(path)])
        return [failure.reason for failure in report.failed]

    def look(self) -> None:
        self.database.write(
            lambda c: c.execute(update(sources).values(next_check_at=datetime.now(UTC))).rowcount
        )
        self.web.refresh()

    def source(self) -> Source:
        [only] = self.library.sources()
        return only

    def texts(self) -> list[str]:
        found = self.library.documents(self.source().id)
        return sorted(document.text for document in found)

    def says(self, question: str) -> str:
        answer = self.library.answer(question)
        quote = answer.quotes[0]
        return quote.highlight.of(quote.text) if answer.answered else ""

    def changes(self) -> int:
        return len(self.library.changes(0, 1000))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox()
    yield opened
    opened.close()


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    with world_at(tmp_path, sandbox) as world:
        yield world


@contextmanager
def world_at(place: Path, sandbox: Sandbox) -> Iterator[World]:
    database = open_database(f"sqlite:///{place}/footnote.db")
    fetcher = Fetcher(["site.test"], resolve=resolve_test_hosts, turns=Turns(0))
    (place / "seeds").mkdir()
    settings = Settings(data_dir=place, seeds_dir=place / "seeds")
    with running_site() as site, closing(open_library(settings, database)) as library:
        yield World(site, library, database, WebSources(database, fetcher, sandbox, timedelta(minutes=15)))
    fetcher.close()
    database.close()


def item(number: int, text: str) -> str:
    whole = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"
    return f"<title>News {number}</title><link>/n/{number}</link><guid>g{number}</guid>{whole}"


def test_a_page_is_added_asked_and_linked(world: World) -> None:
    canonical = f'<link rel="canonical" href="{world.site.url("/ferry")}">'
    world.site.page("/ferry?utm_source=x", FERRY, title="The ferry", head=canonical)
    assert world.add("/ferry?utm_source=x") == []
    source = world.source()
    assert (source.kind, source.title, source.url) == ("page", "The ferry", world.site.url("/ferry"))
    assert source.next_check_at is not None
    assert "nine" in world.says("When does the ferry to the island leave?")


def test_a_page_that_did_not_change_costs_nothing_and_one_that_did_is_read(world: World) -> None:
    world.site.page("/ferry", FERRY, ETag='"1"')
    world.add("/ferry")
    before = world.changes()
    world.look()
    assert (world.site.asked[-1], world.changes()) == (("/ferry", 304), before)
    world.site.page("/ferry", FERRY.replace("nine", "ten"), ETag='"2"')
    world.look()
    assert "ten" in world.says("When does the ferry to the island leave?")
    world.look()
    assert world.site.asked[-1] == ("/ferry", 304)


def test_the_folder_never_takes_a_page_for_a_file_that_is_gone(world: World) -> None:
    world.site.page("/ferry", FERRY)
    world.add("/ferry")
    world.library.sync()
    assert world.source().title == "Page"
    world.library.remove([world.source().id])
    assert world.library.sources() == ()
    assert world.add("/ferry") == []


def test_a_page_that_fails_stays_and_says_why(world: World) -> None:
    world.site.page("/ferry", FERRY)
    world.add("/ferry")
    world.site.answers["/ferry"] = Answer(status=503, headers={"Retry-After": "7200"})
    world.look()
    source = world.source()
    assert source.error is not None
    assert "503" in source.error
    assert source.next_check_at is not None
    assert source.next_check_at > datetime.now(UTC) + timedelta(hours=1, minutes=55)
    assert "nine" in world.says("When does the ferry to the island leave?")
    world.site.page("/ferry", FERRY)
    world.look()
    assert world.source().error is None


def test_a_page_that_always_fails_is_left_alone_in_the_end(world: World) -> None:
    world.site.page("/ferry", FERRY)
    world.add("/ferry")
    del world.site.answers["/ferry"]
    for _ in range(MOST_FAILURES):
        world.look()
    assert world.source().next_check_at is None
    assert world.texts() != []


def test_a_page_gone_for_good_is_not_asked_for_again(world: World) -> None:
    world.site.page("/ferry", FERRY)
    world.add("/ferry")
    world.site.answers["/ferry"] = Answer(status=410)
    world.look()
    assert world.source().next_check_at is None


def test_a_page_that_has_moved_for_good_is_asked_for_where_it_is(world: World) -> None:
    world.site.page("/old", FERRY)
    world.add("/old")
    world.site.page("/new", FERRY)
    world.site.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    world.look()
    assert world.source().locator == world.site.url("/old")
    world.look()
    assert world.source().locator == world.site.url("/new")


@pytest.mark.parametrize(
    ("path", "told"),
    [("/missing", "is not there"), ("/picture", "image/png"), ("/short", "holds only"), ("/wall", "log in")],
)
def test_what_is_no_page_is_said_plainly_and_nothing_is_stored(world: World, path: str, told: str) -> None:
    world.site.put("/picture", b"\x89PNG", "image/png")
    world.site.page("/short", "Two words.")
    world.site.page("/wall", "Please log in.", head="<script>x()</script>")
    [reason] = world.add(path)
    assert told in reason
    assert world.library.sources() == ()


def test_a_feed_is_a_source_whose_entries_are_its_texts(world: World) -> None:
    world.site.feed("/feed.xml", item(1, CRANE), item(2, FERRY))
    assert world.add("/feed.xml") == []
    source = world.source()
    assert (source.kind, source.title, source.documents) == ("feed", "Harbour", 2)
    assert "forty metres" in world.says("How high is the new crane of the harbour?")
    first = world.library.changes(0, 10)
    assert [change.first for change in first] == [True, True]
    world.site.feed("/feed.xml", item(3, CRANE.replace("crane", "bridge")), item(2, FERRY))
    world.look()
    assert world.source().documents == 3
    assert [change.first for change in world.library.changes(first[-1].id, 10)] == [False]


def test_a_front_page_stands_for_its_feed(world: World) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed.xml">'
    world.site.page("/", FERRY, head=link)
    world.site.feed("/feed.xml", item(1, CRANE))
    world.add("/")
    assert (world.source().kind, world.source().locator) == ("feed", world.site.url("/feed.xml"))


def test_the_pages_of_a_feed_that_only_sums_up_are_fetched_once(world: World) -> None:
    world.site.page("/n/1", CRANE)
    summed_up = "<title>News 1</title><link>/n/1</link><guid>g1</guid><description>A new crane.</description>"
    world.site.feed("/feed.xml", summed_up)
    world.add("/feed.xml")
    assert "forty metres" in world.texts()[0]
    world.look()
    assert [path for path, _ in world.site.asked].count("/n/1") == 1


def test_a_feed_that_is_a_page_today_keeps_what_it_had(world: World) -> None:
    world.site.feed("/feed.xml", item(1, CRANE))
    world.add("/feed.xml")
    world.site.page("/feed.xml", "Our site is being repaired. Please come back later.")
    world.look()
    assert "forty metres" in world.texts()[0]
    assert world.source().error == "is no feed"


def test_validators_are_those_of_the_texts_that_are_here(world: World) -> None:
    world.site.feed("/feed.xml", item(1, CRANE), ETag='"1"')
    world.add("/feed.xml")
    world.site.feed("/feed.xml", item(1, CRANE), item(2, FERRY), ETag='"2"')

    def fail(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("killed before it was kept")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.store.corpus.documents.put", fail)
        world.look()
    world.look()
    assert world.site.asked[-1] == ("/feed.xml", 200)
    assert world.source().documents == 2


def test_one_dead_source_delays_no_other(world: World) -> None:
    world.site.page("/ferry", FERRY)
    report = world.web.add([world.site.url("/dead"), "http://nowhere.example/", world.site.url("/ferry")])
    assert (len(report.added), len(report.failed)) == (1, 2)
