"""Texts that are the same speak with one voice, the newest copy's; texts that differ in a word do not."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from index.library import Library, open_library
from index.model import Filter, SourceId
from index.settings import Settings
from index.store.corpus.copies import fingerprint
from index.store.database import open_database

FEE = "# The fee\n\nThe yearly fee is 40 euros. It is not paid by students.\n"
QUESTION = "How much is the yearly fee?"


class House:
    """A folder of sources, and the library over it."""

    def __init__(self, place: Path) -> None:
        self.folder, self.data = place / "seeds", place / "data"
        self.folder.mkdir()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def open(self, stack: ExitStack) -> Library:
        settings = Settings(data_dir=self.data, seeds_dir=self.folder)
        database = stack.enter_context(closing(open_database(settings.database_url)))
        return stack.enter_context(closing(open_library(settings, database)))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def library(house: House) -> Iterator[Library]:
    with ExitStack() as stack:
        yield house.open(stack)


def quoted(library: Library, within: Filter = Filter()) -> list[str]:
    """Where the quotes come from."""
    places = {source.id: source.locator for source in library.sources()}
    answer = library.answer(QUESTION, within=within)
    documents = [library.document(quote.document_id) for quote in answer.quotes]
    return [places[document.source_id] for document in documents if document is not None]


def copies(library: Library) -> dict[str, str | None]:
    """The place of each source and of the one that speaks for it."""
    sources = library.sources()
    places: dict[SourceId | None, str | None] = {source.id: source.locator for source in sources}
    return {source.locator: places.get(source.same_as) for source in sources}


def test_the_newest_copy_speaks(house: House, library: Library) -> None:
    house.write("old.md", f"---\npublished: 2019\n---\n{FEE}")
    house.write("new.md", f"---\npublished: 2022\n---\n{FEE}")
    house.write("undated.md", FEE)
    library.sync()
    assert quoted(library) == ["new.md"]
    assert copies(library) == {"new.md": None, "old.md": "new.md", "undated.md": "new.md"}


def test_furniture_and_white_space_make_no_difference(house: House, library: Library) -> None:
    page = "<title>The fee</title><nav><a href='/'>Home</a> <a href='/all'>All fees</a></nav><h1>The fee</h1>"
    house.write("page.html", f"{page}<p>The yearly fee is\n 40&nbsp;euros. It is not paid by students.</p>")
    house.write("note.md", FEE.replace(" is", "  is"))
    library.sync()
    assert len(quoted(library)) == 1
    assert len([place for place in copies(library).values() if place is None]) == 1


@pytest.mark.parametrize(
    "changed",
    [
        FEE.replace("40", "45"),
        FEE.replace("not ", ""),
        FEE.replace("students", "Maria"),
        FEE.replace("40", "4.0"),
    ],
)
def test_texts_that_differ_in_a_word_both_stay(house: House, library: Library, changed: str) -> None:
    house.write("one.md", FEE)
    house.write("other.md", changed)
    library.sync()
    assert set(copies(library).values()) == {None}
    assert sorted(quoted(library)) == ["one.md", "other.md"]


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Boiler notes.md", "Heating.md", True),
        ("Fees of 2019.md", "Fees of 2022.md", False),
        ("Fees of 2019.txt", "Fees of 2022.txt", False),
        ("a.txt", "b.txt", True),
    ],
)
def test_the_name_of_a_copy_counts_only_by_its_figures(
    house: House, library: Library, one: str, other: str, are_same: bool
) -> None:
    house.write(one, "The yearly fee is 40 euros. It is not paid by students, nor by children.")
    house.write(other, "The yearly fee is  40 euros. It is not paid by students,\nnor by children.\n")
    library.sync()
    assert (set(copies(library).values()) == {None}) != are_same


def test_texts_that_differ_in_the_title_are_not_the_same(house: House, library: Library) -> None:
    house.write("one.md", FEE.replace("The fee", "The fee of 2019"))
    house.write("other.md", FEE.replace("The fee", "The fee of 2022"))
    library.sync()
    assert set(copies(library).values()) == {None}


def test_a_copy_speaks_where_only_it_may_be_seen_and_when_the_newest_is_gone(
    house: House, library: Library
) -> None:
    house.write("old.md", f"---\npublished: 2019\ntags: [ours]\n---\n{FEE}")
    house.write("new.md", f"---\npublished: 2022\n---\n{FEE}")
    library.sync()
    assert quoted(library, Filter(tags=frozenset({"ours"}))) == ["old.md"]
    (house.folder / "new.md").unlink()
    library.sync()
    assert (quoted(library), copies(library)) == (["old.md"], {"old.md": None})


@pytest.mark.sqlite
def test_texts_that_were_stored_before_fingerprints_have_one(house: House) -> None:
    house.write("one.md", FEE)
    with ExitStack() as stack:
        house.open(stack).sync()
    with closing(sqlite3.connect(house.data / "footnote.db")) as connection, connection:
        connection.execute("DROP INDEX ix_documents_fingerprint")
        connection.execute("ALTER TABLE documents DROP COLUMN fingerprint")
        connection.execute("ALTER TABLE documents DROP COLUMN by_owner")
        connection.execute("ALTER TABLE documents DROP COLUMN places")
        for table in ("removed_sources", "vocabulary", "validity", "supersessions", "page_states", "terms"):
            connection.execute(f"DROP TABLE {table}")
        for index in ("ix_documents_language", "ix_passages_language"):
            connection.execute(f"DROP INDEX {index}")
        for index in ("ix_documents_newest", "ix_sources_published", "ix_documents_source_id"):
            connection.execute(f"DROP INDEX {index}")
        connection.execute("CREATE INDEX ix_documents_source_id ON documents (source_id)")
        connection.execute("ALTER TABLE documents DROP COLUMN passages")
        connection.execute("ALTER TABLE documents DROP COLUMN shared_lines")
        connection.execute("UPDATE index_version SET version_num = '0007'")
    with ExitStack() as stack:
        (document,) = house.open(stack).latest(limit=2)
    with closing(sqlite3.connect(house.data / "footnote.db")) as connection:
        (stored,) = connection.execute("SELECT fingerprint FROM documents").fetchone()
    assert stored == fingerprint(document.title, document.text)
