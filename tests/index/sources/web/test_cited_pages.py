"""Cards say when their page is gone, or says it no longer; the text stays."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from index.model import Lost, Quote
from index.sources.sandbox import Sandbox
from index.sources.web import opening
from index.sources.web.cited_pages import look_at_cited
from index.store.corpus.tables import documents, page_states
from tests.index.sources.web.site import Answer
from tests.index.sources.web.test_refreshing import CRANE, FERRY, World, world_at

QUESTION = "How high is the new crane of the harbour?"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox()
    yield opened
    opened.close()


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    with world_at(tmp_path, sandbox) as world:
        yield world


def write(place: Path, world: World, text: str = CRANE, *, more: str = "") -> None:
    head = f"---\nurl: {world.site.url('/crane')}\n{more}---\n"
    (place / "seeds" / "crane.md").write_text(f"{head}{text}\n\n{FERRY}")
    world.library.sync()


def looked(world: World) -> Quote:
    """The best quote after the pages were looked at a day later."""
    world.database.write(lambda c: c.execute(page_states.delete()).rowcount)
    look_at_cited(world.web, world.database, 40)
    return world.library.answer(QUESTION).quotes[0]


def test_a_page_that_still_says_it_is_opened(world: World, tmp_path: Path) -> None:
    write(tmp_path, world)
    world.site.page("/crane", f"{CRANE.replace('forty metres', '<b>forty</b> metres')} {FERRY}")
    quote = looked(world)
    assert quote.lost is None
    assert quote.link is not None


def test_a_sentence_that_the_page_no_longer_has_is_told(world: World, tmp_path: Path) -> None:
    write(tmp_path, world)
    world.site.page("/crane", f"{CRANE.replace('forty', 'fifty')} {FERRY}")
    quote = looked(world)
    assert (quote.lost, quote.link) == (Lost.CHANGED, None)
    assert "forty metres" in quote.text
    assert world.library.answer("When does the ferry to the island leave?").quotes[0].lost is None


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_told_until_it_is_back(world: World, tmp_path: Path, status: int) -> None:
    write(tmp_path, world)
    world.site.answers["/crane"] = Answer(status=status)
    assert (looked(world).lost, looked(world).link) == (Lost.GONE, None)
    world.site.page("/crane", f"{CRANE} {FERRY}")
    assert looked(world).lost is None


@pytest.mark.parametrize("answer", [Answer(status=500), Answer(status=403), Answer(b"<p>Please log in</p>")])
def test_what_tells_nothing_of_the_page_is_no_news(world: World, tmp_path: Path, answer: Answer) -> None:
    write(tmp_path, world)
    world.site.answers["/crane"] = answer
    assert looked(world).lost is None


def test_a_digest_is_lost_where_its_mark_is(world: World, tmp_path: Path) -> None:
    write(tmp_path, world, f"{CRANE} <!-- at: crane of forty metres -->", more="retells: true\n")
    world.site.page("/crane", f"Everybody saw the crane of forty metres. {FERRY}")
    assert looked(world).lost is None
    world.site.page("/crane", f"Everybody saw the crane of fifty metres. {FERRY}")
    assert looked(world).lost is Lost.CHANGED


def test_a_page_is_looked_at_once_a_day(world: World, tmp_path: Path) -> None:
    write(tmp_path, world)
    world.site.page("/crane", f"{CRANE} {FERRY}")
    for _ in range(3):
        look_at_cited(world.web, world.database, 40)
    assert [path for path, _ in world.site.asked] == ["/crane"]
    ago = timedelta(days=2)
    moved = update(page_states).values(looked_at=world.source().checked_at - ago)  # type: ignore[operator]
    world.database.write(lambda c: c.execute(moved).rowcount)
    look_at_cited(world.web, world.database, 40)
    assert len(world.site.asked) == 2


def cite(place: Path, *urls: str) -> None:
    """A file of each of these pages."""
    for number, url in enumerate(urls):
        (place / "seeds" / f"{number}.md").write_text(f"---\nurl: {url}\n---\n{CRANE}\n\nNumber {number}.")


def test_a_page_that_cannot_be_reached_keeps_no_other_waiting(world: World, tmp_path: Path) -> None:
    dead = [f"http://site.test:1/{number}" for number in range(4)]
    cite(tmp_path, *dead, world.site.url("/crane"))
    world.library.sync()
    for _ in range(5):
        look_at_cited(world.web, world.database, 1)
    assert [path for path, _ in world.site.asked] == ["/crane"]


def test_what_is_known_of_a_page_outlives_that_it_cannot_be_reached(world: World, tmp_path: Path) -> None:
    write(tmp_path, world)
    assert looked(world).lost is Lost.GONE
    world.database.write(lambda c: c.execute(update(documents).values(url="http://site.test:1/")).rowcount)
    long_ago = update(page_states).values(looked_at=datetime(2020, 1, 1, tzinfo=UTC))
    world.database.write(lambda c: c.execute(long_ago).rowcount)
    look_at_cited(world.web, world.database, 40)
    assert world.library.answer(QUESTION).quotes[0].lost is Lost.GONE


class Time:
    """A clock that is set by hand."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now


def test_a_round_looks_at_a_few_pages_now_and_then(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Time()
    monkeypatch.setattr(opening, "time", clock)
    web = opening.Web(world.database, 900)
    monkeypatch.setattr(web, "_sources", world.web)
    cite(tmp_path, *(world.site.url(f"/{number}") for number in range(opening.CITED_AT_A_ROUND + 2)))
    world.library.sync()
    web.refresh()
    assert world.site.asked == []  # who has just begun has other things to do
    seen = []
    for _ in range(3):
        clock.now += opening.CITED_SECONDS
        for _ in range(2):
            web.refresh()
            seen.append(len(world.site.asked))
    few = opening.CITED_AT_A_ROUND
    assert seen == [few, few, few + 2, few + 2, few + 2, few + 2]
    assert world.library.answer(QUESTION).quotes[0].lost is Lost.GONE


def test_a_source_whose_page_is_gone_says_so_and_keeps_its_text(world: World) -> None:
    world.site.page("/crane", CRANE)
    world.add("/crane")
    del world.site.answers["/crane"]
    world.look()
    quote = world.library.answer(QUESTION).quotes[0]
    assert (quote.lost, quote.link) == (Lost.GONE, None)
    world.site.page("/crane", CRANE)
    world.look()
    assert world.library.answer(QUESTION).quotes[0].lost is None
