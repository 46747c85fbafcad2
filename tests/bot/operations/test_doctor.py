"""What the doctor finds, of a machine and of what Telegram says."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import User, WebhookInfo

from bot.chats import owners
from bot.migrations import HEAD
from bot.operations.findings import Finding
from bot.operations.machine_checks import check_absence, check_machine, check_sqlite
from bot.operations.presence import HEARD, absence
from bot.operations.telegram_checks import check_bot, check_clock, check_webhook
from bot.settings import Settings
from index import open_database

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "ferry.md").write_text("# Ferry\n\nIt leaves at nine.\n")
    return Settings(data_dir=tmp_path / "data", seeds_dir=tmp_path / "seeds")


def by_subject(findings: list[Finding]) -> dict[str, Finding]:
    return {finding.about: finding for finding in findings}


def test_a_bot_that_never_ran_is_well(settings: Settings) -> None:
    findings = list(check_machine(settings, NOW))
    assert [finding for finding in findings if not finding.well] == []


@pytest.mark.sqlite
def test_a_bot_that_ran_is_told_with_its_sources(settings: Settings) -> None:
    open_database(settings.database_url, heads={"bot": HEAD}).close()
    (settings.data_dir / HEARD).touch()
    found = by_subject(list(check_machine(settings, datetime.now(UTC))))
    assert [one for one in found.values() if not one.well] == []
    assert found["sources"].told.startswith("0 with")
    assert found["away"].told == "running"


@pytest.mark.sqlite
def test_a_damaged_database_is_named_with_what_to_do(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "footnote.db").write_text("no database")
    found = by_subject(list(check_machine(settings, NOW)))
    assert not found["database"].well
    assert "restore" in found["database"].cure


def test_a_search_server_that_is_away_is_named(settings: Settings) -> None:
    open_database(settings.database_url, heads={"bot": HEAD}).close()
    there = {"engine": "cluster", "opensearch_url": SecretStr("http://footnote:hush@127.0.0.1:9")}
    found = by_subject(list(check_machine(settings.model_copy(update=there), NOW)))
    assert (found["engine"].well, found["sources"].well) == (False, True)
    assert found["engine"].told == "OpenSearch at 127.0.0.1:9 cannot be reached"


@pytest.mark.sqlite
def test_an_older_schema_is_told_and_left_alone(settings: Settings) -> None:
    open_database(settings.database_url, heads={"bot": "0001"}).close()
    before = (settings.data_dir / "footnote.db").read_bytes()
    found = by_subject(list(check_machine(settings, NOW)))
    assert "older" in found["schema"].told
    assert (settings.data_dir / "footnote.db").read_bytes() == before


def test_an_absence_longer_than_telegram_remembers_is_told(tmp_path: Path) -> None:
    heard = tmp_path / HEARD
    assert check_absence(absence(tmp_path, NOW)).well
    heard.touch()
    os.utime(heard, (0, (NOW - timedelta(hours=30)).timestamp()))
    found = check_absence(absence(tmp_path, NOW))
    assert not found.well
    assert "for 30 hours" in found.told
    assert "first 6 of them" in found.told


@pytest.mark.parametrize(("version", "mended"), [((3, 40, 1), False), ((3, 51, 3), True), ((3, 44, 6), True)])
def test_the_version_of_sqlite_is_told(version: tuple[int, ...], mended: bool) -> None:
    assert ("rare fault" not in check_sqlite(version).told) is mended


def test_what_botfather_was_told_is_looked_at() -> None:
    me = User(1, "Bot", is_bot=True, username="b", can_read_all_group_messages=True)
    found = by_subject(list(check_bot(me)))
    assert (found["privacy mode"].well, found["inline mode"].well) == (False, False)
    assert "/setprivacy" in found["privacy mode"].cure


def webhook(url: str, *, waiting: int = 0, error: str | None = None) -> WebhookInfo:
    return WebhookInfo(
        url, has_custom_certificate=False, pending_update_count=waiting, last_error_message=error
    )


def test_a_webhook_is_where_the_settings_say(settings: Settings) -> None:
    with_url = settings.model_copy(update={"webhook_url": "https://b.example/u"})
    assert check_webhook(webhook(""), settings).well
    assert not check_webhook(webhook("https://other.example"), settings).well
    assert not check_webhook(webhook(""), with_url).well
    assert check_webhook(webhook("https://b.example/u"), with_url).well
    failing = webhook("https://b.example/u", waiting=3, error="Connection refused")
    assert "Connection refused" in check_webhook(failing, with_url).told


@pytest.mark.parametrize(("seconds", "well"), [(5, True), (-5, True), (90, False), (-90, False)])
def test_a_wrong_clock_is_told(seconds: int, well: bool) -> None:
    assert check_clock(NOW + timedelta(seconds=seconds), NOW).well is well


def test_a_misspelt_name_in_the_settings_file_is_told(settings: Settings) -> None:
    Path(".env").write_text("TELEGRAM_TOKN=1:x\n")
    found = by_subject(list(check_machine(settings, NOW)))
    assert not found["settings"].well
    assert "did you mean TELEGRAM_TOKEN?" in found["settings"].told


def test_owners_are_counted_however_they_became_it(settings: Settings) -> None:
    database = open_database(settings.database_url, heads={"bot": HEAD})
    found = by_subject(list(check_machine(settings, NOW)))
    assert found["owners"].told.startswith("nobody yet")
    database.write(lambda connection: owners.add(connection, 5, at=NOW))
    database.close()
    closed = settings.model_copy(update={"admin_ids": frozenset({6}), "open_access": False})
    found = by_subject(list(check_machine(closed, NOW)))
    assert found["owners"].told == "2; it answers only whom they let in"
