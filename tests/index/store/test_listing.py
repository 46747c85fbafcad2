"""Lists of sources, page by page, and the numbers that are kept for them."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, delete, func, select

from index.model import (
    Document,
    DocumentId,
    Filter,
    Listing,
    ReadingNotes,
    Source,
    SourceId,
    SourcePage,
)
from index.sources.ingest import analyse_document
from index.store.corpus import documents, sources, tables
from index.store.corpus.listing import pages, seen
from index.store.corpus.sources import Stamp
from index.store.database import Database, open_database

AT = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ("Harbour law", "Tax law", "ГАВАНЬ", "Windmills", "Lighthouse", "Straße", "Harbour")
TAGS = (("law", "sea"), ("law",), ("sea",), (), ("sea",), (), ("it's",))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as database:
        yield database


def put(database: Database, number: int, text: str) -> None:
    """A source with that name and those tags, and so much text."""
    one = Document(
        DocumentId(f"d{number}"),
        SourceId(f"s{number}"),
        NAMES[number],
        text,
        language="en",
        tags=TAGS[number],
    )
    read = partial(sources.put_read, locator=f"{number}.md", stamp=Stamp(1, 2), digest=text, head=one.head)
    database.write(partial(read, read=[(one, analyse_document(one))], notes=ReadingNotes(), at=AT))


def fail(database: Database, locator: str) -> None:
    put_failed = partial(sources.put_failed, source_id=SourceId(locator), locator=locator, stamp=None)
    database.write(partial(put_failed, error="it is empty", at=AT))


@pytest.fixture
def library(database: Database) -> Database:
    """Seven sources, and two without texts that fail."""
    for number in range(len(NAMES)):
        put(database, number, "\n\n".join(["Ships come and go. " * 40] * (number % 3 + 1)))
    fail(database, "0-empty.md")
    fail(database, "9-empty.md")
    return database


def page(
    database: Database, listing: Listing, *, limit: int = 99, offset: int = 0, within: Filter = Filter()
) -> SourcePage:
    find = partial(pages.find_page, listing=listing, within=within, limit=limit, offset=offset)
    return database.read(find)


@pytest.mark.parametrize(
    ("listing", "within", "admits"),
    [
        (Listing(), Filter(), lambda one: True),
        (Listing(with_texts=True), Filter(), lambda one: one.documents > 0),
        (Listing(failing=True), Filter(), lambda one: one.error is not None),
        (Listing(tag="law"), Filter(), lambda one: "law" in one.tags),
        (Listing(tag="law"), Filter(tags=frozenset({"sea"})), lambda one: {"law", "sea"} <= {*one.tags}),
        (Listing(words="HARBOUR"), Filter(), lambda one: "Harbour" in one.title),
        (Listing(words="гавань sea"), Filter(), lambda one: one.title == "ГАВАНЬ"),
        (Listing(words="strasse", with_texts=True), Filter(), lambda one: one.title == "Straße"),
        (Listing(words="no such thing"), Filter(), lambda one: False),
    ],
)
def test_pages_together_are_the_whole_list(
    library: Database, listing: Listing, within: Filter, admits: Callable[[Source], bool]
) -> None:
    expected = [one for one in library.read(partial(seen.list_all, within=within)) if admits(one)]
    found: list[Source] = []
    for offset in range(0, len(expected) + 1, 2):
        part = page(library, listing, limit=2, offset=offset, within=within)
        assert part.sources == len(expected)
        assert listing.words or part.passages == sum(one.passages for one in expected)
        found += part.shown
    assert found == expected
    assert page(library, listing, limit=0, within=within).shown == ()


def test_tags_are_told_with_how_many_sources_have_them(library: Database) -> None:
    known = library.read(seen.list_all)
    counted = library.read(pages.count_tags)
    assert counted == Counter(tag for one in known for tag in one.tags)
    assert list(counted)[:2] == ["sea", "law"]
    only = Filter(sources=frozenset({SourceId("s1")}))
    assert library.read(partial(pages.count_tags, within=only)) == {"law": 1}
    with_texts = partial(pages.count_tags, with_texts=True)
    assert library.read(with_texts) == counted
    texts = delete(tables.documents).where(tables.documents.c.source_id == "s1")
    library.write(lambda connection: connection.execute(texts))
    assert Counter(library.read(with_texts)) == Counter(counted) - Counter(law=1)


def test_ids_are_those_of_the_whole_list(library: Database) -> None:
    assert library.read(seen.list_ids) == [one.id for one in library.read(seen.list_all)]


def test_the_number_of_passages_follows_whatever_becomes_of_a_text(library: Database) -> None:
    def is_right() -> bool:
        told = {one.id: one.passages for one in library.read(seen.list_all)}
        counted = {id_: count_passages(library, id_) for id_ in told}
        return told == counted and library.read(seen.count_sources).passages == sum(counted.values())

    assert is_right()
    put(library, 1, "Now it is short.")
    assert is_right()
    put(library, 3, "\n\n".join(["Windmills turn. " * 60] * 5))
    assert is_right()
    library.write(partial(sources.remove, source_id=SourceId("s2"), at=AT, leave_mark=True))
    assert is_right()

    def renew(connection: Connection) -> None:
        one = documents.find(connection, DocumentId("d4"))
        assert one is not None
        connection.exec_driver_sql("UPDATE documents SET analysis_version = 0 WHERE id = 'd4'")
        (passage, statistics), *_ = analyse_document(one)
        cut = [(replace(passage, document_id=one.id), statistics)]
        documents.renew_passages(connection, one, cut, AT)

    library.write(renew)
    assert is_right()


def count_passages(database: Database, source_id: SourceId) -> int:
    own = select(tables.documents.c.id).where(tables.documents.c.source_id == source_id)
    counted = select(func.count()).where(tables.passages.c.document_id.in_(own))
    return int(database.read(lambda connection: connection.scalar(counted)) or 0)
