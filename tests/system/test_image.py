"""The steps of the Dockerfile, run without Docker; and the service's unit, read by systemd itself."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.test_packaging import DOCKERFILE, ROOT, UNIT, instructions

pytestmark = [pytest.mark.system, pytest.mark.timeout(600)]


def test_the_image_can_be_built_and_answers(tmp_path: Path) -> None:
    source, opt = tmp_path / "src", tmp_path / "opt"
    source.mkdir()
    opt.mkdir()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(shutil.which("python3") or "python3")
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    first_stage = DOCKERFILE[: DOCKERFILE.rindex("FROM")]
    for name, arguments in instructions(first_stage):
        if name == "COPY":
            for file in arguments.split()[:-1]:
                copy = shutil.copytree if (ROOT / file).is_dir() else shutil.copy
                copy(ROOT / file, source / file)
        elif name == "RUN":
            command = arguments.replace("/opt/", f"{opt}/")
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=source,
                env=os.environ | {"PATH": path},
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    data = tmp_path / "data"
    data.mkdir()
    asked = subprocess.run(
        [opt / "footnote" / "bin" / "footnote-index", "ask", "When did Putin sign the mining law?", "--json"],
        cwd=data, env={"PATH": path, "DATA_DIR": str(data)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(asked.stdout)["answered"]
    started = subprocess.run(
        [opt / "footnote" / "bin" / "footnote"], cwd=data, env={"PATH": path}, capture_output=True, text=True
    )
    assert started.returncode == 2
    assert "@BotFather" in started.stderr


def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("no systemd here")
    unit = tmp_path / "footnote.service"
    unit.write_text(UNIT.replace("/opt/footnote/bin/footnote", "/bin/true"))
    done = subprocess.run([analyze, "verify", "--man=no", unit], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
