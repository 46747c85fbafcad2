"""Sitemaps: one source whose documents are the pages that a site lists, and robots.txt allows."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources.extract import read_sitemap
from index.sources.sandbox import Sandbox
from tests.index.sources.extract.made_files import pdf
from tests.index.sources.web.site import Site
from tests.index.sources.web.test_refreshing import CRANE, FERRY, World, world_at


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox()
    yield opened
    opened.close()


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    with world_at(tmp_path, sandbox) as world:
        yield world


def put_sitemap(site: Site, *pages: tuple[str, str], path: str = "/sitemap.xml") -> None:
    listed = ""
    for page, day in pages:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        listed += f"<url><loc>{site.url(page)}</loc>{changed}</url>"
    xml = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    site.put(path, xml.encode(), "application/xml")


def test_the_pages_of_a_sitemap_are_the_texts_of_one_source(world: World) -> None:
    put_sitemap(world.site, ("/ferry", "2024-01-01"), ("/crane", "2024-01-01"))
    world.site.page("/ferry", FERRY, title="The ferry")
    world.site.page("/crane", CRANE, title="The crane")
    assert world.add("/sitemap.xml") == []
    source = world.source()
    assert (source.kind, source.documents, source.title) == ("sitemap", 2, "site.test")
    assert "forty metres" in world.says("How high is the crane?")
    assert [change.first for change in world.library.changes(0, 9)] == [True, True]


def test_only_pages_that_say_they_have_changed_are_asked_for_again(world: World) -> None:
    put_sitemap(world.site, ("/ferry", "2024-01-01"), ("/crane", "2024-01-01"))
    world.site.page("/ferry", FERRY)
    world.site.page("/crane", CRANE)
    world.add("/sitemap.xml")
    world.site.asked.clear()
    put_sitemap(world.site, ("/ferry", "2024-01-01"), ("/crane", "2024-02-02"))
    world.site.page("/crane", CRANE.replace("forty", "fifty"))
    world.look()
    assert [path for path, _ in world.site.asked] == ["/sitemap.xml", "/robots.txt", "/crane"]
    assert any("fifty metres" in text for text in world.texts())


def test_a_page_that_is_listed_no_more_goes_and_one_that_fails_stays(world: World) -> None:
    put_sitemap(world.site, ("/ferry", "1"), ("/crane", "1"))
    world.site.page("/ferry", FERRY)
    world.site.page("/crane", CRANE)
    world.add("/sitemap.xml")
    put_sitemap(world.site, ("/crane", "2"))
    del world.site.answers["/crane"]
    world.look()
    assert [text.split()[2] for text in world.texts()] == ["crane"]


def test_what_robots_txt_forbids_is_not_asked_for(world: World) -> None:
    world.site.put("/robots.txt", b"User-agent: *\nDisallow: /private/\n", "text/plain")
    put_sitemap(world.site, ("/ferry", ""), ("/private/crane", ""))
    world.site.page("/ferry", FERRY)
    world.site.page("/private/crane", CRANE)
    world.add("/sitemap.xml")
    assert "/private/crane" not in [path for path, _ in world.site.asked]
    assert world.source().documents == 1


def test_a_list_of_sitemaps_is_followed_packed_or_not(world: World) -> None:
    listed = "".join(
        f"<sitemap><loc>{world.site.url(path)}</loc></sitemap>" for path in ("/a.xml.gz", "/b.xml")
    )
    world.site.put("/sitemap.xml", f"<sitemapindex>{listed}</sitemapindex>".encode(), "text/xml")
    put_sitemap(world.site, ("/ferry", ""), path="/a.xml.gz")
    world.site.answers["/a.xml.gz"].body = gzip.compress(world.site.answers["/a.xml.gz"].body)
    put_sitemap(world.site, ("/crane", ""), path="/b.xml")
    world.site.page("/ferry", FERRY)
    world.site.page("/crane", CRANE)
    assert world.add("/sitemap.xml") == []
    assert world.source().documents == 2


def test_a_sitemap_is_read_up_to_a_number_of_pages_with_progress(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.sources.web.sitemaps.MOST_PAGES", 2)
    put_sitemap(world.site, *((f"/{number}", "") for number in range(5)))
    for number in range(5):
        world.site.page(f"/{number}", f"{FERRY} Number {number}.")
    seen: list[tuple[int, int]] = []
    report = world.web.add([world.site.url("/sitemap.xml")], lambda done, total: seen.append((done, total)))
    assert world.source().documents == 2
    assert report.notices == (f"{world.site.url('/sitemap.xml')}: 3 pages are beyond the 2 that are read.",)
    assert seen[:2] == [(1, 2), (2, 2)]


def test_a_sitemap_without_a_page_to_read_is_refused_plainly(world: World) -> None:
    put_sitemap(world.site, ("/gone", ""))
    [reason] = world.add("/sitemap.xml")
    assert reason == "lists no page that can be read: the first is not there (the site answers 404)"
    assert world.library.sources() == ()


def test_pages_of_other_sites_and_other_things_are_no_pages() -> None:
    xml = b"""<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://a.test/one</loc></url>
    <url><loc>https://b.test/two</loc></url><url><loc>file:///etc/passwd</loc></url><url><loc>&e;</loc></url>
    <url><loc>javascript:alert(1)</loc></url><url/><url><loc>https://www.a.test/three</loc></url></urlset>"""
    found = read_sitemap(xml, "https://a.test/sitemap.xml")
    assert [each.url for each in found.pages] == [
        "https://a.test/one", "https://www.a.test/three",
    ]  # fmt: skip
    with pytest.raises(SourceError, match="is no sitemap"):
        read_sitemap(b"<html/>", "https://a.test/sitemap.xml")


def test_a_pdf_on_the_web_is_read_and_its_link_opens_the_page(world: World) -> None:
    words = [FERRY[start : start + 60] for start in range(0, 180, 60)]
    first = [(60.0, 700.0 - 12 * number, 10.0, line) for number, line in enumerate(words)]
    second = [(60.0, 700.0, 10.0, "The crane of the harbour is forty metres high.")]
    world.site.put("/manual.pdf", pdf([first, second]), "application/pdf")
    assert world.add("/manual.pdf") == []
    answer = world.library.answer("How high is the crane of the harbour?")
    assert answer.quotes[0].link == world.site.url("/manual.pdf#page=2")
