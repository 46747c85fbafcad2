"""What is installed from the wheel works by itself, in little room: its own seeds, its own command names."""

import json
import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.system, pytest.mark.timeout(300)]


LARGEST_MEGABYTES = 250


def megabytes(folder: Path) -> float:
    """What all files below take on the disk."""
    return sum(path.lstat().st_blocks for path in folder.rglob("*")) * 512 / 1e6


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command and return its stdout; a failure shows what it printed."""
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_an_installed_wheel_answers_from_its_own_seeds(tmp_path: Path) -> None:
    uv = os.environ.get("UV") or shutil.which("uv")
    assert uv, "run the tests with `uv run pytest`"
    run(uv, "build", "--quiet", "--wheel", "--out-dir", tmp_path / "dist", ROOT, cwd=tmp_path)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    run(uv, "venv", "--quiet", tmp_path / "venv", cwd=tmp_path)
    run(uv, "pip", "install", "--quiet", "--python", tmp_path / "venv", wheel, cwd=tmp_path)

    empty = tmp_path / "elsewhere"
    empty.mkdir()
    command = tmp_path / "venv" / "bin" / "footnote-index"
    question = "When did Putin sign the mining law?"
    answer = json.loads(run(command, "ask", question, "--json", cwd=empty, DATA_DIR=str(tmp_path / "data")))

    assert megabytes(tmp_path / "venv") < LARGEST_MEGABYTES
    assert answer["answered"]
    assert "8 August 2024" in answer["passages"][0]["highlight"]["text"]
    demo = subprocess.Popen(
        [tmp_path / "venv" / "bin" / "footnote", "demo", "--no-browser"],
        cwd=empty,
        env={"PATH": os.environ["PATH"], "HOME": str(empty)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout is not None
    assert "Footnote is at http://127.0.0.1:" in demo.stdout.readline()
    demo.send_signal(signal.SIGINT)
    demo.communicate(timeout=60)
    assert demo.returncode == 0
