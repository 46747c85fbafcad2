"""Which database an address means, and what is loaded for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import DatabaseError, SettingsError
from index.store.connecting import connect, file_of

SERVER = "postgresql+psycopg://ann@db.example/footnote"


def test_a_missing_driver_is_told_with_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError) as caught:
        connect(SERVER, 1)
    assert "pip install 'footnote[postgres]'" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["postgresql+psycopg://h:port/x", "mysql://h/x", "x"])
def test_what_is_no_address_is_told_with_what_is_one(url: str) -> None:
    with pytest.raises(DatabaseError, match="the address of the database is wrong"):
        connect(url, 1)


@pytest.mark.sqlite
def test_a_file_has_a_place_and_a_server_none() -> None:
    assert file_of("sqlite:////data/f.db") == Path("/data/f.db")
    assert file_of(SERVER) is None


@pytest.mark.system
def test_a_file_is_opened_without_anything_of_postgresql(tmp_path: Path) -> None:
    code = (
        "import sys; from index import open_database\n"
        f"open_database('sqlite:///{tmp_path}/f.db').close()\n"
        "sys.exit(any('psycopg' in name or 'dialects.postgresql' in name for name in sys.modules))"
    )
    # The tables are there already at the second time, as at nearly every start.
    for _ in range(2):
        started = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3])
    assert started.returncode == 0
