"""`python -m bot demo` as a process: its address, its end, its folder."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.demo_process import ROOT, DemoProcess

pytestmark = pytest.mark.system

ANSWER_SECONDS = 20


def _whole(demo: DemoProcess) -> dict[str, Any]:
    with urllib.request.urlopen(f"{demo.address}/events", timeout=10) as events:
        whole: dict[str, Any] = json.loads(events.readline().removeprefix(b"data: "))
        return whole


def _private_messages(demo: DemoProcess) -> list[dict[str, Any]]:
    chats = _whole(demo)["chats"]
    messages: list[dict[str, Any]] = next(chat["messages"] for chat in chats if chat["type"] == "private")
    return messages


def _ask(demo: DemoProcess, text: str) -> list[dict[str, Any]]:
    """Ask as the owner; all messages once the bot has answered."""
    owner = next(person["id"] for person in _whole(demo)["people"] if person["owner"])
    before = len(_private_messages(demo))
    body = json.dumps({"user": owner, "chat": owner, "text": text}).encode()
    request = urllib.request.Request(f"{demo.address}/do/say", body, {"content-type": "application/json"})
    urllib.request.urlopen(request, timeout=10).close()
    deadline = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < deadline:
        messages = _private_messages(demo)
        if len(messages) >= before + 2:
            return messages
        time.sleep(0.05)
    raise AssertionError("no answer")


def test_an_exported_library_is_opened(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("The lighthouse was painted in 1911.")
    export = [sys.executable, "-m", "bot", "export", "library.jsonl"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SEEDS_DIR": "seeds", "DATA_DIR": "data"}
    assert subprocess.run(export, cwd=tmp_path, env=environment, timeout=60).returncode == 0
    with DemoProcess(str(tmp_path / "library.jsonl"), cwd=ROOT) as demo:
        assert "1911" in _ask(demo, "When was the lighthouse painted?")[-1]["text"]


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_leaves_nothing_behind(tmp_path: Path, by: signal.Signals) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with DemoProcess(cwd=ROOT, temporary=temporary) as demo:
        assert "RACIB" in _ask(demo, "What did RACIB ask Putin for?")[-1]["text"]
        code, output = demo.interrupt(by)
    assert code == 0
    assert "Traceback" not in output
    assert list(temporary.iterdir()) == []
    left = subprocess.run(["pgrep", "-f", demo.address], capture_output=True, text=True)
    assert left.stdout == ""


def test_with_a_folder_it_goes_on_where_it_ended(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with DemoProcess("--data", str(folder)) as demo:
        first = _ask(demo, "What did RACIB ask Putin for?")
    with DemoProcess("--data", str(folder)) as demo:
        assert _private_messages(demo) == first
        again = _ask(demo, "Did the central bank want to ban mining?")
    assert len(again) == len(first) + 2
    assert len({message["message_id"] for message in again}) == len(again)


def test_a_second_demo_on_the_same_port_says_so() -> None:
    with DemoProcess() as demo:
        port = demo.address.rpartition(":")[2]
        command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--port", port]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert second.returncode == 1
    assert f"Port {port} is in use" in second.stderr
    assert second.stderr.count("\n") == 1


def test_a_folder_of_sources_that_is_missing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "demo", "--no-browser", "--seeds", str(tmp_path / "none")]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert result.returncode == 2
    assert "SEEDS_DIR" in result.stderr
