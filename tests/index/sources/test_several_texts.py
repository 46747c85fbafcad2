"""Files that hold several texts, and files that are read where they can do no harm."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from index.model import ChangeKind, Source
from index.sources import files
from index.sources.kinds import is_readable
from index.store.corpus import changes, documents
from index.store.corpus.listing import seen
from index.store.database import Database, open_database
from tests.index.sources.extract.made_files import archive, pdf

FEE = "The yearly fee is 40 euros."
HALL = "The town hall is closed on Monday."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    return tmp_path / "seeds"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(f"sqlite:///{tmp_path}/footnote.db")) as database:
        yield database


def only_source(database: Database) -> Source:
    (source,) = database.read(seen.list_all)
    return source


def texts(database: Database) -> dict[str, str]:
    found = database.read(partial(documents.of_source, source_id=only_source(database).id))
    return {document.title: document.text for document in found}


def logged(database: Database) -> list[tuple[str, bool]]:
    found = database.read(partial(changes.list_after, after=0, limit=50))
    return [(change.kind, change.first) for change in found]


def test_the_texts_of_an_archive_follow_it(folder: Path, database: Database) -> None:
    file = folder / "town.zip"
    file.write_bytes(archive({"Fee.md": f"# Fee\n\n{FEE}", "Hall.md": f"# Hall\n\n{HALL}"}))
    assert files.sync(database, folder).added == (only_source(database).id,)
    assert texts(database) == {"Fee": FEE, "Hall": HALL}
    assert only_source(database).title == "town.zip"
    assert logged(database) == [(ChangeKind.ADDED, True)] * 2

    file.write_bytes(archive({"Hall.md": f"# Hall\n\n{HALL}", "Pier.md": "# Pier\n\nThe pier is old."}))
    assert files.sync(database, folder).changed == (only_source(database).id,)
    assert set(texts(database)) == {"Hall", "Pier"}
    assert logged(database)[2:] == [(ChangeKind.ADDED, False), (ChangeKind.REMOVED, False)]

    file.unlink()
    files.sync(database, folder)
    assert database.read(seen.list_all) == ()


def test_a_pdf_of_the_folder_is_read(folder: Path, database: Database) -> None:
    (folder / "boiler.pdf").write_bytes(pdf([[(60, 760, 20, "The boiler"), (60, 700, 10, FEE)]]))
    files.sync(database, folder)
    assert texts(database) == {"The boiler": FEE}


def test_a_file_that_its_reader_dies_of_takes_no_other_with_it(folder: Path, database: Database) -> None:
    (folder / "a.pdf").write_bytes(b"%PDF-1.4\n" + b"\0" * 100)
    (folder / "b.zip").write_bytes(archive({f"{number}.md": b"0" * 45_000_000 for number in range(5)}))
    (folder / "c.md").write_text(FEE)
    report = files.sync(database, folder)
    assert {failure.locator: failure.reason for failure in report.failed} == {
        "a.pdf": "is no whole PDF",
        "b.zip": "would unpack to more than 200 MB",
    }
    assert [source.locator for source in database.read(seen.list_all) if not source.error] == ["c.md"]


@pytest.mark.parametrize(
    ("name", "is_read"),
    [
        *(
            ("a.PDF", True),
            ("a.docx", True),
            ("a.tsv", True),
            ("result.json", True),
            ("Result (2).json", True),
        ),
        *(("chat/result_3.json", True), ("results.json", False), ("data.json", False), ("a.doc", False)),
        *(("a.jpg", False), ("pdf", False), ("a.xls", False)),
    ],
)
def test_names_tell_what_can_be_read(name: str, is_read: bool) -> None:
    assert is_readable(name) == is_read
