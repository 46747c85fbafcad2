"""Lines that most pages of a folder share are its furniture, however the pages came to be there."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from index.model import PassageId
from index.sources.watch.watched import Watched
from index.store.corpus import changes, documents
from index.store.corpus.candidates import find_candidates
from index.store.corpus.listing import seen
from index.store.corpus.tables import passages
from index.store.database import Database, open_database

FOOT = "The harbour office answers letters within nine working days."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as database:
        yield database


def page(name: str, text: str, *, tag: str = "Choose any three.", foot: str = FOOT) -> str:
    return (
        f"<html><head><title>{name}</title></head><body><div>Small. Bright.<br>{tag}</div><p>Home About</p>"
        f"<h2>{name}</h2><p>{text}</p><p>{foot}</p></body></html>"
    )


def sync(database: Database, folder: Path) -> None:
    Watched(database, folder).sync(None, settled_seconds=0)


def texts(database: Database) -> dict[str, str]:
    """The text of all passages of each document, by the locator of its source."""
    found = {}
    for source in database.read(seen.list_all):
        (document,) = database.read(partial(documents.of_source, source_id=source.id))
        ids = database.read(partial(_passages, document_id=document.id))
        found[source.locator] = "\n".join(
            one.passage.text for one in database.read(partial(find_candidates, ids=ids))
        )
    return found


def _passages(connection: Connection, document_id: str) -> Sequence[PassageId]:
    ours = passages.c.document_id == document_id
    return list(connection.scalars(select(passages.c.id).where(ours).order_by(passages.c.position)))


def test_menus_and_tag_lines_of_all_pages_are_no_text(folder: Path, database: Database) -> None:
    for letter in "abc":
        (folder / f"{letter}.html").write_text(page(f"Lamp {letter}", f"It burns for {letter} hours."))
    sync(database, folder)
    found = texts(database)
    assert found["b.html"] == "It burns for b hours."
    assert found["a.html"] == f"It burns for a hours.\n\n{FOOT}"
    told = {source.locator: source.dropped_words for source in database.read(seen.list_all)}
    assert (told["a.html"], told["b.html"]) == (7, 16)


def test_pages_that_come_later_make_furniture_of_what_was_text(folder: Path, database: Database) -> None:
    (folder / "a.html").write_text(page("Lamp a", "It burns for hours."))
    (folder / "b.html").write_text(page("Lamp b", "It burns for days."))
    sync(database, folder)
    assert "Choose any three." in texts(database)["b.html"]
    cursor = len(database.read(partial(changes.list_after, after=0, limit=9)))

    (folder / "c.html").write_text(page("Lamp c", "It burns for years."))
    sync(database, folder)
    assert texts(database)["b.html"] == "It burns for days."
    later = database.read(partial(changes.list_after, after=0, limit=99))[cursor:]
    assert [change.kind for change in later] == ["added"]  # the others did not become other texts

    (folder / "c.html").unlink()
    sync(database, folder)
    assert "Choose any three." in texts(database)["b.html"]


def test_the_count_is_the_same_in_whatever_order_pages_come(
    folder: Path, tmp_path: Path, database: Database
) -> None:
    with closing(open_database(f"sqlite:///{tmp_path}/other.db")) as one_by_one:
        for letter in "dbca":
            (folder / f"{letter}.html").write_text(page(f"Lamp {letter}", "It burns."))
            sync(one_by_one, folder)
        sync(database, folder)
        assert texts(one_by_one) == texts(database)


def test_a_page_that_changes_is_counted_again(folder: Path, database: Database) -> None:
    for letter in "abc":
        (folder / f"{letter}.html").write_text(page(f"Lamp {letter}", "It burns."))
    sync(database, folder)
    (folder / "b.html").write_text(page("Lamp b", "It burns all night."))
    sync(database, folder)
    assert texts(database)["b.html"] == "It burns all night."


@pytest.mark.parametrize("ending", ["md", "txt"])
def test_nothing_of_people_s_own_texts_is_counted(folder: Path, database: Database, ending: str) -> None:
    for letter in "abc":
        (folder / f"{letter}.{ending}").write_text(
            f"Lamp {letter}\n\nChoose any three.\n\nIt burns for hours.\n"
        )
    sync(database, folder)
    assert all("Choose any three." in text for text in texts(database).values())


def test_each_folder_is_counted_by_itself(folder: Path, database: Database) -> None:
    for name in ("a", "b", "c"):
        (folder / name).mkdir()
        for number in range(3):
            (folder / name / f"{number}.html").write_text(
                page(f"{name} {number}", f"Lit by {name} {number}.", tag=f"Tag {name}.")
            )
    (folder / "c" / "3.html").write_text(page("c 3", "Lit by c 3.", tag="Tag a."))
    sync(database, folder)
    told = texts(database)
    assert [locator for locator, text in told.items() if "Tag" in text] == ["c/3.html"]


def test_a_folder_of_few_pages_is_counted_with_the_one_above_it(folder: Path, database: Database) -> None:
    for name in ("a", "b/deep"):
        (folder / name).mkdir(parents=True)
        for number in range(2):
            (folder / name / f"{number}.html").write_text(
                page(f"{name} {number}", f"Lit by {name} {number}.")
            )
    sync(database, folder)
    assert not any("Choose any three." in text for text in texts(database).values())

    for number in range(2, 5):  # a folder of its own now, of which few have the line
        (folder / "a" / f"{number}.html").write_text(
            page(f"a {number}", f"Lit by {number}.", tag=f"{number}!")
        )
    sync(database, folder)
    assert "Choose any three." in texts(database)["a/0.html"]
