"""Makes the README's pictures of the demo: `python -m tests.screenshots` writes them to docs/images/."""

from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.demo_process import ROOT, DemoProcess

FOLDER = ROOT / "docs" / "images"
ANSWERED = "When did Putin sign the mining law?"
ASKED_IN_GROUP = "/ask Who wants a nearly total ban on crypto?"


def main() -> None:
    """A light one with an answer, a dark one of a phone's width in a group."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, DemoProcess() as demo:
        chromium = playwright.chromium.launch(
            executable_path=Path("/usr/bin/chromium"), args=["--no-sandbox"]
        )
        wide = chromium.new_page(viewport={"width": 1200, "height": 780}, color_scheme="light")
        _open(wide, demo.address)
        _say(wide, ANSWERED)
        wide.screenshot(path=FOLDER / "answer.png")
        _phone(chromium, demo.address)
        chromium.close()


def _phone(chromium: Browser, address: str) -> None:
    phone = chromium.new_page(
        viewport={"width": 390, "height": 760},
        color_scheme="dark",
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    )
    _open(phone, address)
    phone.get_by_label("Back to the chats").tap()
    phone.get_by_role("radio", name="Maria").check(force=True)
    phone.get_by_role("button", name="Reading group").first.tap()
    _say(phone, ASKED_IN_GROUP)
    phone.screenshot(path=FOLDER / "group.png")


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".chip").first.wait_for(state="attached")


def _say(page: Page, question: str) -> None:
    line = page.get_by_label("Message", exact=True)
    line.fill(question)
    line.press("Enter")
    page.locator(".message.bot").last.wait_for()
    line.blur()
    page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
