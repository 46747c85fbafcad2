"""Makes the README's pictures of the demo: `python -m tests.screenshots` writes them to docs/images/."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.demo_process import ROOT, DemoProcess

FOLDER = ROOT / "docs" / "images"
ANSWERED = "When did Putin sign the mining law?"
ASKED_IN_GROUP = "/ask Who wants a nearly total ban on crypto?"
NEW = """---
title: The ferry of Halsk gets a timetable
publisher: Harbour News
published: 2026-05-04
---

From 1 June the ferry of Halsk leaves every forty minutes, the harbour master said. Until now it left when
it was full. The fare stays at two crowns, and children under six travel free.
"""
PATIENCE_MS = 90_000
PHONE = {
    "viewport": {"width": 390, "height": 760},
    "color_scheme": "dark",
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


def main() -> None:
    """A light one with an answer, dark ones of a phone's width in a group and of an announcement."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(
            executable_path=Path("/usr/bin/chromium"), args=["--no-sandbox"]
        )
        with DemoProcess() as demo:
            wide = chromium.new_page(viewport={"width": 1200, "height": 780}, color_scheme="light")
            _open(wide, demo.address)
            _say(wide, ANSWERED)
            wide.screenshot(path=FOLDER / "answer.png")
            _group(chromium, demo.address)
        (Path(folder) / "old.md").write_text("# The harbour\n\nThe harbour of Halsk has two piers.\n")
        with DemoProcess("--seeds", folder) as demo:
            _announcement(chromium, demo.address, Path(folder))
        chromium.close()


def _group(chromium: Browser, address: str) -> None:
    phone = chromium.new_page(**PHONE)  # type: ignore[arg-type]
    _open(phone, address)
    phone.get_by_label("Back to the chats").tap()
    phone.get_by_role("radio", name="Maria").check(force=True)
    phone.get_by_role("button", name="Reading group").first.tap()
    _say(phone, ASKED_IN_GROUP)
    phone.screenshot(path=FOLDER / "group.png")


def _announcement(chromium: Browser, address: str, sources: Path) -> None:
    phone = chromium.new_page(**PHONE)  # type: ignore[arg-type]
    _open(phone, address)
    _say(phone, "/subscribe ferry")
    before = phone.locator(".message.bot").count()
    (sources / "ferry.md").write_text(NEW)
    phone.locator(".message.bot").nth(before).wait_for()
    phone.wait_for_timeout(500)
    phone.screenshot(path=FOLDER / "announcement.png")


def _open(page: Page, address: str) -> None:
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    page.locator(".chip").first.wait_for(state="attached")


def _say(page: Page, question: str) -> None:
    before = page.locator(".message.bot").count()
    line = page.get_by_label("Message", exact=True)
    line.fill(question)
    line.press("Enter")
    page.locator(".message.bot").nth(before).wait_for()
    line.blur()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    main()
