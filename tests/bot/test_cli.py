"""`python -m bot`, as typed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import sole_user_of

ROOT = Path(__file__).parents[2]


def bot(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, "-W", "error", "-m", "bot", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("arguments", [(), ("run",)])
def test_without_a_token_it_says_what_to_do(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = bot(tmp_path, *arguments)
    assert result.returncode == 2
    assert "@BotFather" in result.stderr
    assert "python -m bot demo" in result.stderr
    assert "Traceback" not in result.stderr
    assert not any(tmp_path.iterdir()), "nothing is made before the settings are right"


def test_a_wrong_setting_is_told_in_one_line(tmp_path: Path) -> None:
    result = bot(tmp_path, TELEGRAM_TOKEN="1:x", SENDS_PER_SECOND="fast")
    assert result.returncode == 2
    assert result.stderr.startswith("SENDS_PER_SECOND=fast: ")
    assert result.stderr.count("\n") == 1


def test_a_number_that_is_none_is_told_in_plain_words(tmp_path: Path) -> None:
    result = bot(tmp_path, TELEGRAM_TOKEN="1:x", HTTP_PORT="eighty")
    assert (result.returncode, result.stderr) == (2, "HTTP_PORT=eighty: must be a whole number\n")


def test_a_demo_whose_folder_cannot_be_made_says_so_and_ends(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = bot(tmp_path, "demo", "--no-browser", "--data", "file/below")
    assert result.returncode == 2
    assert result.stderr == "--data file/below: must be a folder that can be written to (Not a directory)\n"


def test_help_shows_examples(tmp_path: Path) -> None:
    result = bot(tmp_path, "--help")
    assert result.returncode == 0
    assert "examples:" in result.stdout


def test_an_unknown_command_is_wrong_usage(tmp_path: Path) -> None:
    assert bot(tmp_path, "fly").returncode == 2


@pytest.mark.system
def test_a_second_bot_on_the_same_data_says_so_and_ends(tmp_path: Path) -> None:
    with sole_user_of(tmp_path / "data"):
        result = bot(tmp_path, TELEGRAM_TOKEN="1:x", TELEGRAM_API_BASE_URL="http://127.0.0.1:9/bot")
    assert result.returncode == 1
    assert f"another bot (process {os.getpid()}) is running on data" in result.stderr
    assert "DATA_DIR" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_that_is_none_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "footnote.db").write_text("this is no database, but long enough to look at" * 20)
    result = bot(tmp_path, TELEGRAM_TOKEN="1:x", TELEGRAM_API_BASE_URL="http://127.0.0.1:9/bot")
    assert result.returncode == 1
    assert "database" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("port", ["99999", "-1", "eighty"])
def test_a_port_that_is_none_is_wrong_usage(tmp_path: Path, port: str) -> None:
    result = bot(tmp_path, "demo", "--no-browser", f"--port={port}")
    assert result.returncode == 2
    assert f"must be a number from 0 to 65535, not '{port}'" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.system
def test_a_library_goes_out_and_comes_in_by_the_command_line(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        (folder / "seeds").mkdir(parents=True)
    (here / "seeds" / "a.txt").write_text("The lighthouse was painted in 1911.")
    file = str(tmp_path / "library.jsonl")
    exported = bot(here, "export", file)
    assert (exported.returncode, exported.stderr) == (0, "")
    assert "(sources: 1)" in exported.stdout
    imported = bot(there, "import", file)
    assert (imported.returncode, imported.stdout) == (0, "sources added: 1, changed: 0\n")
    again = bot(here, "export", file)
    assert (again.returncode, again.stderr) == (1, f"{file}: exists already\n")
    broken = bot(there, "import", str(here / "seeds" / "a.txt"))
    assert broken.returncode == 1
    assert "is no library that was exported from Footnote" in broken.stderr
