"""A folder of data that may only be read is named at once, and nothing is tried with it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOUNT = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1"'

pytestmark = pytest.mark.system


def read_only(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command for which the folder is on a file system that may only be read."""
    given = {"DATA_DIR": str(folder), "TELEGRAM_TOKEN": "1:x", "SEEDS_DIR": str(ROOT / "seeds")}
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", f'{MOUNT} && shift && exec "$@"', "sh", str(folder), *command],
        cwd=ROOT,
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("program", [("index", "ask", "hello"), ("bot",)])
def test_a_folder_that_may_only_be_read_is_named(tmp_path: Path, program: tuple[str, ...]) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    if shutil.which("unshare") is None or read_only(folder, "true").returncode:
        pytest.skip("nobody may mount anything here")
    result = read_only(folder, sys.executable, "-m", *program)
    assert result.returncode == 2
    assert result.stderr == f"DATA_DIR={folder}: must be a folder that can be written to; {folder} cannot\n"
