"""Many files are read in other processes, and what comes of them is the same."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.errors import SourceError
from index.model import SourceId
from index.sources import files, reading
from index.sources.ingest import Report, Understanding
from index.sources.readers import Readers
from index.store.corpus import tables
from index.store.database import Database, open_database

pytestmark = pytest.mark.system

TEXT = b"---\ntitle: Gardens\nstrange: 1\n---\n\nThe glass garden was opened in 1931.\n"


@pytest.fixture
def readers() -> Iterator[Readers]:
    with Readers(None, children=1) as readers:
        yield readers


def test_a_child_tells_what_this_process_would(readers: Readers, caplog: pytest.LogCaptureFixture) -> None:
    with Understanding() as here:
        expected = here.read(SourceId("s"), "a.md", TEXT, usual=["en"])
    caplog.clear()
    assert readers.read(SourceId("s"), "a.md", TEXT, usual=["en"]).result(60) == expected
    assert "a.md" in caplog.text  # the warning is told here
    with pytest.raises(SourceError, match=r"empty\.md"):
        readers.read(SourceId("s"), "empty.md", b"").result(60)


def test_a_file_whose_child_ends_is_read_all_the_same(readers: Readers) -> None:
    readers.read(SourceId("s"), "a.md", TEXT).result(60)
    (child,) = readers._started
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    assert readers.read(SourceId("s"), "b.md", TEXT).result(60).head.title == "Gardens"
    assert readers.read(SourceId("s"), "c.md", TEXT).result(60).head.title == "Gardens"


def test_a_folder_of_many_files_comes_out_as_one_of_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.md").write_text(f"# Garden {number}\n\nIt was opened in {1900 + number}. Да.\n")
    (folder / "broken.md").write_bytes(b"\x00\x01\x02")

    def read(name: str) -> tuple[Report, list[Any]]:
        with closing(open_database(f"sqlite:///{tmp_path}/{name}.db")) as database:
            report = files.sync(database, folder)
            again = files.sync(database, folder)
            assert again.is_quiet()
            return report, _rows(database)

    few = read("few")
    monkeypatch.setattr(reading, "MANY", 2)
    assert read("many") == few
    assert len(few[0].added) == 12
    assert [failure.locator for failure in few[0].failed] == ["broken.md"]


def _rows(database: Database) -> list[Any]:
    wanted: list[Callable[[Any], Any]] = [
        lambda connection: connection.execute(tables.passages.select().order_by(tables.passages.c.id)).all(),
        lambda connection: connection.execute(
            tables.changes.select().with_only_columns(tables.changes.c.document_id)
        ).all(),
    ]
    return [database.read(one) for one in wanted]
