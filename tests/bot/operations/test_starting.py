"""What is said at the start: enough to see what is meant, and no password."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.operations.starting import log_start
from bot.settings import Settings
from index import Database
from index.model import Counts


@dataclass
class FakeDatabase:
    """Knows how many sources there are."""

    url: str

    def read(self, _work: object) -> Counts:
        return Counts(3, 1, 40)


def said(caplog: pytest.LogCaptureFixture, url: str, **settings: Any) -> str:
    database: Any = FakeDatabase(url)
    assert not isinstance(database, Database)
    with caplog.at_level(logging.INFO, "bot.operations.starting"):
        log_start(Settings(**settings), database)
    return caplog.text


@pytest.mark.sqlite
def test_each_part_has_its_line(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = said(caplog, "sqlite:////data/footnote.db", seeds_dir=tmp_path)
    assert f"Sources: 3 with 40 passages, 1 of which fail; the folder is {tmp_path}" in log
    assert "Database: /data/footnote.db (SQLite 3." in log
    assert "Updates: the bot asks Telegram for them" in log
    assert "/metrics on 127.0.0.1:8080" in log
    assert "Access: everybody" in log


def test_no_password_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    hook = "https://bot.example/telegram"
    log = said(
        caplog,
        "postgresql+psycopg://ann:hunter2@db.example/footnote",
        seeds_dir=tmp_path,
        webhook_url=hook,
        open_access=False,
    )
    assert "hunter2" not in log
    assert "postgresql+psycopg://db.example/footnote" in log
    assert hook in log
    assert "by invitation" in log
