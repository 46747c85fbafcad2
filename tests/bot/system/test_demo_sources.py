"""In the demo an owner adds a page of its site, sends a file and answers a gap, by what the page does."""

import json
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest

from tests.demo_process import ROOT, DemoProcess

pytestmark = pytest.mark.system

PATIENCE_SECONDS = 60.0
Json = dict[str, Any]


class Owner:
    """The first person of the demo, in the private chat."""

    def __init__(self, demo: DemoProcess) -> None:
        self.demo = demo
        self.id = next(person["id"] for person in self._whole()["people"] if person["owner"])

    def do(self, name: str, **asked: Any) -> Json:
        body = json.dumps({"user": self.id, "chat": self.id, **asked}).encode()
        request = urllib.request.Request(
            f"{self.demo.address}/do/{name}", body, {"content-type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            told: Json = json.load(answer)
        return told

    def attach(self, name: str, content: bytes) -> None:
        asked = urllib.parse.urlencode({"user": self.id, "chat": self.id, "name": name})
        request = urllib.request.Request(f"{self.demo.address}/attach?{asked}", content, method="POST")
        urllib.request.urlopen(request, timeout=30).close()

    def press(self, message: Json, label: str) -> None:
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if label in button["text"])
        self.do("press", message=message["message_id"], data=data)

    def sees(self, wanted: Callable[[Json], object]) -> Json:
        """The newest message that is as wanted, as soon as there is one."""
        ends_at = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < ends_at:
            for message in reversed(self._messages()):
                if message["by_bot"] and wanted(message):
                    return message
            time.sleep(0.1)
        raise AssertionError([message.get("text") for message in self._messages()][-3:])

    def _messages(self) -> list[Json]:
        chats = self._whole()["chats"]
        found: list[Json] = next(chat["messages"] for chat in chats if chat["id"] == self.id)
        return found

    def _whole(self) -> Json:
        with urllib.request.urlopen(f"{self.demo.address}/events", timeout=10) as events:
            whole: Json = json.loads(events.readline().removeprefix(b"data: "))
        return whole


def test_an_owner_adds_a_page_and_a_file_and_answers_a_gap() -> None:
    with DemoProcess(cwd=ROOT) as demo:
        owner = Owner(demo)
        commands = [each for each in owner.do("suggestions", language="en")["questions"] if "/add" in each]
        if not commands:
            pytest.skip("this machine has no second loopback address")
        owner.do("say", text=commands[0])
        owner.press(owner.sees(lambda message: "winter timetable" in message["text"]), "➕ Add")
        owner.sees(lambda message: message["text"].startswith("✅ Added"))
        owner.do("say", text="How much is a ticket for the ferry to the island?")
        owner.sees(lambda message: "four euros" in message["text"])

        owner.attach("mills.md", b"# Mills\n\nThe oldest windmill was built in 1621 by Pieter Janszoon.\n")
        owner.press(owner.sees(lambda message: "document · English" in message["text"]), "➕ Add")
        owner.sees(lambda message: message["text"].startswith("✅ Added: Mills"))

        owner.do("say", text="Who owns zorbium?")
        owner.press(owner.sees(lambda message: "zorbium" in message["text"]), "🔔")
        owner.sees(lambda message: "🔕" in json.dumps(message.get("reply_markup", {}), ensure_ascii=False))
        owner.do("say", text="/gaps")
        owner.press(owner.sees(lambda message: "one person is waiting" in message["text"]), "✍️ 1")
        asked = owner.sees(lambda message: message.get("force_reply"))
        owner.do("say", text="Nobody owns it.", reply_to=asked["message_id"])
        owner.sees(lambda message: "✅ Saved as a source. One person was waiting" in message["text"])
        owner.sees(lambda message: "🔔" in message["text"] and "answered by the owner" in message["text"])
