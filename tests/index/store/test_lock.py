"""One bot a folder of data: a second one is told so, and a dead one is in nobody's way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import DatabaseError, SettingsError
from index.store.lock import sole_user_of

ROOT = Path(__file__).parents[3]


def test_a_second_user_is_refused_and_told_who_the_first_is(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    told = rf"process {os.getpid()}\) is .*{folder}"
    with sole_user_of(folder), pytest.raises(DatabaseError, match=told), sole_user_of(folder):
        pytest.fail("two hold it")
    with sole_user_of(folder), sole_user_of(tmp_path / "other"):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="DATA_DIR="), sole_user_of(tmp_path / "file" / "data"):
        pytest.fail("there is no folder")


@pytest.mark.system
def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import os, pathlib; from index.store.lock import sole_user_of\n"
        f"with sole_user_of(pathlib.Path({str(tmp_path)!r})): os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == -9
    with sole_user_of(tmp_path):
        pass
