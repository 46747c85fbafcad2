"""Sources read at the start: a folder that is none of those known before is not taken without a word."""

import logging
from pathlib import Path

import pytest

from bot.upkeep import log_report, read_at_start
from index import Settings, open_database, open_library


def read(folder: Path, data: Path) -> None:
    settings = Settings(data_dir=data, seeds_dir=folder)
    database = open_database(settings.database_url)
    library = open_library(settings, database)
    read_at_start(library, folder)
    library.close()
    database.close()


def test_another_folder_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.md").write_text(f"# {name}\n\nThese words are {name}.")
    with caplog.at_level(logging.WARNING):
        read(tmp_path / "ours", tmp_path / "data")
        read(tmp_path / "ours", tmp_path / "data")
        assert not caplog.records
        read(tmp_path / "theirs", tmp_path / "data")
    (warning,) = caplog.records
    assert f"None of the sources of before (1) is in {tmp_path / 'theirs'}" in warning.getMessage()
    assert "SEEDS_DIR" in warning.getMessage()


def test_what_is_kept_of_an_emptied_folder_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "ours"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.md").write_text(f"# {name}\n\nThese words are {name}.")
    settings = Settings(data_dir=tmp_path / "data", seeds_dir=folder)
    database = open_database(settings.database_url)
    library = open_library(settings, database)
    read_at_start(library, folder)
    for file in folder.iterdir():
        file.unlink()
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            log_report(library.sync())
    library.close()
    database.close()
    (warning,) = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert "2 of the 2 sources in the folder are gone at once" in warning.getMessage()


def test_files_of_kinds_that_are_not_read_are_counted_in_one_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("one.png", "two.png", "three.mp4"):
        (tmp_path / name).write_text("x")
    with caplog.at_level(logging.INFO):
        read(tmp_path, tmp_path / ".data")
    assert caplog.messages.count("Files of kinds that are not read: 3 (2 .png, 1 .mp4)") == 1
