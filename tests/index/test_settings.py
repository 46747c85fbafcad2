"""Settings are checked when they are read, and a wrong one is explained in one line."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from index.errors import SettingsError
from index.settings import Settings, load_settings, unknown_settings

ROOT = Path(__file__).parents[2]
DATABASES = "must be sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory of its own, and no settings from outside."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_any_settings_the_shipped_seeds_are_read_and_data_is_kept_here() -> None:
    settings = load_settings()
    assert settings.data_dir == Path("data")
    assert settings.database_url == "sqlite:///data/footnote.db"
    assert settings.seeds_dir == ROOT / "seeds"


def test_seeds_of_the_working_directory_come_first(elsewhere: Path) -> None:
    (elsewhere / "seeds").mkdir()
    assert load_settings().seeds_dir == Path("seeds")


def test_the_environment_outdoes_the_file_and_empty_values_count_for_nothing(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (elsewhere / ".env").write_text("DATA_DIR=from-file\nLOG_LEVEL=debug\nUNKNOWN=1\n")
    monkeypatch.setenv("DATA_DIR", "/from/environment")
    monkeypatch.setenv("ENGINE", "")
    monkeypatch.setenv("DATABASE_URL", "")
    settings = load_settings()

    assert settings.data_dir == Path("/from/environment")
    assert settings.database_url == "sqlite:////from/environment/footnote.db"
    assert (settings.log_level, settings.engine) == ("debug", "auto")


def test_case_does_not_matter_where_words_are_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE", "Memory")
    monkeypatch.setenv("LOG_LEVEL", "WARNING")
    assert (load_settings().engine, load_settings().log_level) == ("memory", "warning")


@pytest.mark.parametrize(
    ("name", "value", "explained"),
    [
        ("ENGINE", "dusk", "ENGINE=dusk: should be 'auto', 'memory', 'disk' or 'cluster'"),
        (
            "ENGINE",
            "cluster",
            "ENGINE=cluster needs OPENSEARCH_URL, the address of an OpenSearch 2 or 3",
        ),
        ("SEEDS_DIR", "/no/such/folder", "SEEDS_DIR=/no/such/folder: must be a folder that exists"),
        ("DATA_DIR", __file__, f"DATA_DIR={__file__}: must be a folder"),
        ("DATABASE_URL", "mysql://x", f"DATABASE_URL=mysql://x: {DATABASES}"),
        ("DATABASE_URL", "sqlite:///", f"DATABASE_URL=sqlite:///: {DATABASES}"),
        ("DATABASE_URL", "postgresql+psycopg://h", f"DATABASE_URL=postgresql+psycopg://h: {DATABASES}"),
        ("DATABASE_URL", "postgres://me:p:4/@2@h/x", f"DATABASE_URL=postgres://me:…@h/x: {DATABASES}"),
        (
            "DATABASE_URL",
            "pg://h/x?password=p&user=me",
            f"DATABASE_URL=pg://h/x?password=…&user=me: {DATABASES}",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_given_and_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, explained: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == explained


@pytest.mark.parametrize(
    "urls",
    [
        "http://localhost:9200",
        "https://footnote:p%40ss@search.example.org",
        "http://10.0.0.1:9200, http://10.0.0.2:9200,http://[::1]:9200/search",
    ],
)
def test_a_search_server_may_have_several_addresses_and_a_password(
    monkeypatch: pytest.MonkeyPatch, urls: str
) -> None:
    monkeypatch.setenv("ENGINE", "cluster")
    monkeypatch.setenv("OPENSEARCH_URL", urls)
    given = load_settings().opensearch_url
    assert given is not None
    assert given.get_secret_value() == urls


@pytest.mark.parametrize(
    "urls",
    [
        "localhost:9200",
        "ftp://host",
        "http://",
        "http://secret@host",
        "http://a:secret@host:port",
        "http://a,",
    ],
)
def test_a_wrong_address_of_a_search_server_is_not_shown(monkeypatch: pytest.MonkeyPatch, urls: str) -> None:
    monkeypatch.setenv("OPENSEARCH_URL", urls)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith("OPENSEARCH_URL: must be like http://HOST:9200 or https://")
    assert "secret" not in str(caught.value)


def test_each_wrong_setting_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENGINE", "dusk")
    monkeypatch.setenv("DATA_DIR", __file__)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert {line.partition("=")[0] for line in str(caught.value).splitlines()} == {"ENGINE", "DATA_DIR"}


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    class WithSecret(Settings):
        key: SecretStr = SecretStr("")

    monkeypatch.setenv("KEY", "hush-hush")
    monkeypatch.setenv("ENGINE", "dusk")
    with pytest.raises(SettingsError) as caught:
        load_settings(WithSecret)
    assert "hush-hush" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_file_that_is_no_text_is_a_wrong_setting(elsewhere: Path) -> None:
    (elsewhere / ".env").write_bytes(b"ENGINE=\xff\xfe")
    with pytest.raises(SettingsError):
        load_settings()


def test_the_example_lists_every_setting_with_its_default(elsewhere: Path) -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    listed = {line.partition("=")[0] for line in example.splitlines() if not line.startswith("#")}
    assert {name.upper() for name in Settings.model_fields} <= listed

    defaults = load_settings()
    (elsewhere / ".env").write_text(example, encoding="utf-8")
    assert load_settings() == defaults


@pytest.mark.parametrize("line", ['TELEGRAM_TOKEN="1:secret', "TELEGRAM_TOKEN 1:secret", 'this is = not "ok'])
def test_a_line_of_the_file_that_is_not_understood_is_named_without_its_text(
    elsewhere: Path, line: str
) -> None:
    (elsewhere / ".env").write_text(f"# ours\nLOG_LEVEL=info\n{line}\n")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{elsewhere / '.env'}:3: this line is not understood")
    assert "secret" not in str(caught.value)


def test_a_relative_folder_is_told_where_it_was_looked_for(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEDS_DIR", "articles")
    with pytest.raises(SettingsError, match=f"SEEDS_DIR=articles: .*{elsewhere / 'articles'} does not"):
        load_settings()


def test_data_cannot_be_kept_below_a_file(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "file").write_text("x")
    monkeypatch.setenv("DATA_DIR", str(elsewhere / "file" / "data"))
    with pytest.raises(SettingsError, match=r"DATA_DIR=.*: must be a folder"):
        load_settings()


def test_a_tilde_is_the_home_folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (elsewhere / "notes").mkdir()
    monkeypatch.setenv("HOME", str(elsewhere))
    monkeypatch.setenv("SEEDS_DIR", "~/notes")
    monkeypatch.setenv("DATA_DIR", "~/kept")
    settings = load_settings()
    assert (settings.seeds_dir, settings.data_dir) == (elsewhere / "notes", elsewhere / "kept")
    assert settings.database_url == f"sqlite:///{elsewhere}/kept/footnote.db"
    monkeypatch.setenv("DATA_DIR", "~nobody-of-this-name/kept")
    with pytest.raises(SettingsError, match=r"DATA_DIR=~nobody.*begins with ~"):
        load_settings()


def test_a_site_is_an_address_on_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "example.org")
    with pytest.raises(SettingsError, match=r"SITE_URL=example.org: must begin with http:// or https://"):
        load_settings()


def test_a_setting_that_is_not_known_is_named_with_the_one_it_is_like(elsewhere: Path) -> None:
    assert unknown_settings() is None
    (elsewhere / ".env").write_text(
        "SEED_DIR=notes\nlog_level=info\nTELEGRAM_TOKEN=1:hush\nEDITOR=vi\n1:hush\n"
    )
    assert unknown_settings(only_near=True) == "Not understood in .env: SEED_DIR: did you mean SEEDS_DIR?"
    told = unknown_settings()
    assert told is not None
    assert "EDITOR: is no setting." in told
    assert "hush" not in told
