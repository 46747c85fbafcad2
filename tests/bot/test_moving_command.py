"""`python -m bot migrate-database` moves what it is told to, and nothing while a bot runs."""

from pathlib import Path

import pytest

from bot.cli import main
from index import sole_user_of
from tests.databases import open_current

pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory and a DATA_DIR of its own, with a database."""
    (tmp_path / "seeds").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    open_current("sqlite:///data/footnote.db").close()


def test_a_move_is_told_and_done_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate-database", "sqlite:///data/footnote.db", "sqlite:///new/footnote.db"]) == 0
    assert "each compared; set DATABASE_URL to the new database" in capsys.readouterr().out
    assert main(["migrate-database", "sqlite:///data/footnote.db", "sqlite:///new/footnote.db"]) == 1
    assert "sqlite:///new/footnote.db holds something already: name" in capsys.readouterr().err


@pytest.mark.parametrize("folder", ["data", "new"])
def test_nothing_is_moved_while_a_bot_runs_on_either(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    with sole_user_of(Path(folder)):
        assert main(["migrate-database", "sqlite:///data/footnote.db", "sqlite:///new/footnote.db"]) == 1
    assert "another bot" in capsys.readouterr().err
    assert not Path("new/footnote.db").exists()


def test_what_is_no_address_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["migrate-database", "footnote.db", "sqlite:///new/footnote.db"])
    assert ended.value.code == 2
    assert "FROM: must be sqlite:///PATH or postgresql+psycopg://" in capsys.readouterr().err


def test_the_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["migrate-database", "--help"])
    assert "python -m bot migrate-database sqlite:///" in capsys.readouterr().out
