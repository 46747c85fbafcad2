"""What an owner hands over: looked at, taken in once, changed by its name, removed and brought back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from index.errors import SourceError
from index.library import Library, open_library
from index.model import Given, PartialDate, SourceId, SourceKind
from index.settings import Settings
from index.sources.given.desk import Desk
from index.store.corpus.tables import removed_sources
from index.store.database import Database
from tests.databases import open_current
from tests.index.sources.web.site import Site, running_site

pytestmark = pytest.mark.usefixtures("warm_sandbox")

LIGHTHOUSE = (
    b"# The lighthouse\n\nThe lighthouse of the island was painted red in 1911 by the keeper Ole Berg.\n"
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(f"sqlite:///{tmp_path}/f.db")
    yield opened
    opened.close()


@pytest.fixture
def library(tmp_path: Path, database: Database) -> Iterator[Library]:
    (tmp_path / "seeds").mkdir()
    settings = Settings(
        data_dir=tmp_path, seeds_dir=tmp_path / "seeds", fetch_allow_private=frozenset({"127.0.0.1"})
    )
    opened = open_library(settings, database)
    yield opened
    opened.close()


@pytest.fixture
def desk(library: Library) -> Desk:
    return library.desk


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def upload(content: bytes = LIGHTHOUSE, name: str = "lighthouse.md") -> Given:
    return Given(SourceKind.UPLOAD, f"upload:{name}", name, content)


def sentence(library: Library, question: str) -> str:
    answer = library.answer(question)
    return answer.quotes[0].highlight.of(answer.quotes[0].text) if answer.answered else ""


def test_a_text_is_looked_at_and_nothing_is_stored(library: Library, desk: Desk) -> None:
    preview = desk.look_at(upload())
    assert (preview.title, preview.language, preview.documents) == ("The lighthouse", "en", 1)
    assert (preview.words, preview.passages, preview.replaces) == (15, 1, False)
    assert preview.samples[0].startswith("The lighthouse of the island")
    assert library.sources() == ()


def test_a_text_is_taken_in_and_asked_about(library: Library, desk: Desk) -> None:
    report = desk.take(upload())
    assert report.added == (library.sources()[0].id,)
    assert library.sources()[0].kind is SourceKind.UPLOAD
    assert "painted red in 1911" in sentence(library, "Who painted the lighthouse of the island?")
    assert desk.take(upload()) == desk.take(upload())
    assert len(library.sources()) == 1


def test_another_text_of_the_same_name_takes_its_place(library: Library, desk: Desk) -> None:
    desk.take(upload())
    changed = upload(LIGHTHOUSE.replace(b"1911", b"1922"))
    assert desk.look_at(changed).replaces
    assert len(desk.take(changed).changed) == 1
    assert "1922" in sentence(library, "Who painted the lighthouse of the island?")
    assert len(library.sources()) == 1


@pytest.mark.parametrize("content", [b"", b"Too short.", b"\x00\x01\xff\xfe\x00\x02"])
def test_what_holds_no_text_is_refused_with_its_reason(library: Library, desk: Desk, content: bytes) -> None:
    with pytest.raises(SourceError) as refused:
        desk.look_at(upload(content))
    assert refused.value.reason
    assert [failure.reason for failure in desk.take(upload(content)).failed] == [refused.value.reason]
    assert library.sources() == ()


def test_what_is_told_of_a_text_goes_before_what_it_says(library: Library, desk: Desk) -> None:
    note = Given(
        SourceKind.NOTE,
        "note:abc",
        "note.txt",
        b"Nobody does.",
        title="Who owns zorbium?",
        publisher="Footnote",
        published=PartialDate(2026, 11, 29),
    )
    desk.take(note)
    quote = library.answer("Who owns zorbium?").quotes[0]
    assert (quote.title, quote.publisher, str(quote.published)) == (
        "Who owns zorbium?", "Footnote", "2026-11-29",
    )  # fmt: skip
    assert quote.by_owner


def test_a_channel_has_a_document_a_post(library: Library, desk: Desk) -> None:
    channel = desk.open_channel("channel:-100", "Harbour news", "https://t.me/harbour")
    for number, words in ((7, "crane"), (8, "ferry"), (7, "lock")):
        desk.take(
            Given(
                SourceKind.CHANNEL,
                "channel:-100",
                "post.txt",
                f"The {words} of the harbour was opened to everybody in the spring.".encode(),
                key=str(number),
                source_title="Harbour news",
                url=f"https://t.me/harbour/{number}",
            )
        )
    (source,) = library.sources()
    assert (source.id, source.title, source.url) == (channel, "Harbour news", "https://t.me/harbour")
    assert sorted(each.text[:9] for each in library.documents(channel)) == ["The ferry", "The lock "]


def test_what_was_removed_can_be_brought_back_as_it_was(library: Library, desk: Desk) -> None:
    (source_id,) = desk.take(upload()).added
    before = library.source(source_id), library.documents(source_id)
    seen = library.changes(0, 100)
    assert desk.withdraw(source_id)
    assert not desk.withdraw(source_id)
    assert sentence(library, "Who painted the lighthouse of the island?") == ""
    assert desk.restore(source_id)
    assert not desk.restore(source_id)
    assert (library.source(source_id), library.documents(source_id)) == before
    assert "1911" in sentence(library, "Who painted the lighthouse of the island?")
    kinds = [change.kind for change in library.changes(seen[-1].id, 100)]
    assert kinds == ["removed"]  # that it is back is no news


def test_a_file_of_the_folder_is_brought_back_and_stays(library: Library, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "lighthouse.md").write_bytes(LIGHTHOUSE)
    (source_id,) = library.sync().added
    desk.withdraw(source_id)
    assert library.sync().added == ()
    assert desk.restore(source_id)
    library.refresh()
    assert [source.id for source in library.sources()] == [source_id]


def test_after_a_while_nothing_can_be_brought_back(library: Library, desk: Desk, database: Database) -> None:
    (source_id,) = desk.take(upload()).added
    desk.withdraw(source_id)
    long_ago = datetime.now(UTC) - timedelta(minutes=11)
    database.write(lambda c: c.execute(update(removed_sources).values(removed_at=long_ago)).rowcount)
    assert not desk.restore(source_id)
    assert library.sources() == ()
    assert not desk.withdraw(SourceId("nosuchsource"))


def test_a_page_and_a_feed_are_looked_at(library: Library, desk: Desk, site: Site) -> None:
    ferry = "The ferry to the island leaves at nine in the morning and comes back at six in the evening. " * 3
    site.page("/ferry", ferry, title="The ferry")
    site.feed("/feed", *(f"<title>Item {i}</title><description>{ferry}</description>" for i in range(4)))
    page = desk.look_at_page(f"http://127.0.0.1:{site.port}/ferry")
    assert (page.kind, page.title, page.documents, page.language) == (SourceKind.PAGE, "The ferry", 1, "en")
    feed = desk.look_at_page(f"http://127.0.0.1:{site.port}/feed")
    assert (feed.kind, feed.title, feed.documents, len(feed.samples)) == (SourceKind.FEED, "Harbour", 4, 3)
    added = library.add([f"http://127.0.0.1:{site.port}/ferry"]).added
    assert added == (page.source_id,)
    assert desk.look_at_page(f"http://127.0.0.1:{site.port}/ferry").replaces


def test_a_private_address_is_refused_in_one_sentence(desk: Desk) -> None:
    with pytest.raises(SourceError) as refused:
        desk.look_at_page("http://10.0.0.1/")
    assert refused.value.reason == "10.0.0.1 is a private address; see FETCH_ALLOW_PRIVATE"
