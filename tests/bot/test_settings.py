"""The bot's settings: read from the environment, explained when wrong, secrets never shown."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import Settings
from index import SettingsError, load_settings, unknown_settings

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"
Load = Callable[..., Settings]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Loads the settings in an environment of these alone."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("SEEDS_DIR", str(tmp_path))

    def load_with(**environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return load_settings(Settings)

    return load_with


def test_nothing_needs_to_be_set_but_the_token(load: Load) -> None:
    settings = load(TELEGRAM_TOKEN=TOKEN)
    assert settings.token() == TOKEN
    assert settings.telegram_api_base_url == "https://api.telegram.org/bot"
    assert (settings.questions_per_minute, settings.sends_per_second, settings.language) == (20, 30, "en")
    assert settings.admin_ids == frozenset()


def test_without_a_token_it_says_where_to_get_one_and_how_to_try_without(load: Load) -> None:
    for empty in ({}, {"TELEGRAM_TOKEN": ""}):
        with pytest.raises(SettingsError, match=r"TELEGRAM_TOKEN.*\n.*@BotFather.*\n.*python -m bot demo"):
            load(**empty).token()


def test_the_token_can_come_from_a_file(load: Load, tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")
    assert load(TELEGRAM_TOKEN_FILE="token").token() == TOKEN


@pytest.mark.parametrize("content", [None, "", "no token", f"{TOKEN} {TOKEN}"])
def test_a_token_file_that_is_no_use_is_named(load: Load, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "token").write_text(content)
    with pytest.raises(SettingsError, match="TELEGRAM_TOKEN_FILE=token: ") as problem:
        load(TELEGRAM_TOKEN_FILE="token").token()
    assert TOKEN not in str(problem.value)


@pytest.mark.parametrize("given", ["1, 22 ,333", "1,22,333,", " 1,22,333"])
def test_admins_are_numbers_with_commas(load: Load, given: str) -> None:
    assert load(ADMIN_IDS=given).admin_ids == {1, 22, 333}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADMIN_IDS", "ann"),
        ("ADMIN_IDS", "-5"),
        ("ADMIN_IDS", "[1]"),
        ("QUESTIONS_PER_MINUTE", "-1"),
        ("QUESTIONS_PER_MINUTE", "many"),
        ("SENDS_PER_SECOND", "1.5"),
        ("WATCH_SECONDS", "0"),
        ("TELEGRAM_API_BASE_URL", "api.telegram.org"),
        ("LANGUAGE", "klingon"),
    ],
)
def test_a_wrong_value_is_named_with_what_was_given(load: Load, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as problem:
        load(TELEGRAM_TOKEN=TOKEN, **{name: value})
    assert str(problem.value).startswith(f"{name}={value}: ")
    assert TOKEN not in str(problem.value)


def test_a_wrong_token_is_not_shown(load: Load) -> None:
    with pytest.raises(SettingsError) as problem:
        load(TELEGRAM_TOKEN=f"bot{TOKEN}!")
    assert str(problem.value).startswith("TELEGRAM_TOKEN: ")
    assert TOKEN not in str(problem.value)


def test_the_token_shows_in_no_form_of_the_settings(load: Load) -> None:
    settings = load(TELEGRAM_TOKEN=TOKEN)
    for form in (repr(settings), str(settings), settings.model_dump_json(), f"{settings.model_dump()}"):
        assert TOKEN not in form


def test_the_token_file_may_lie_in_the_home_folder(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_text(TOKEN)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load(TELEGRAM_TOKEN_FILE="~/token").token() == TOKEN


def test_hosts_and_admins_are_both_lists_with_commas(load: Load) -> None:
    settings = load(FETCH_ALLOW_PRIVATE="one.local, two.local", ADMIN_IDS="1, 2")
    assert settings.fetch_allow_private == {"one.local", "two.local"}
    assert settings.admin_ids == {1, 2}


def test_a_setting_of_the_bot_that_is_mistyped_is_named(load: Load, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TELEGRAM_TOKN=x\nSEEDS_DIR=.\nADMIN_IDS=1\n")
    assert unknown_settings(Settings) == "Not understood in .env: TELEGRAM_TOKN: did you mean TELEGRAM_TOKEN?"
