"""The page for everybody: narrow, dark, by keyboard alone, for screen readers."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.bot.system.conftest import OpenPage
from tests.bot.system.stage import Stage

pytestmark = pytest.mark.system

PHONE: dict[str, Any] = {
    "viewport": {"width": 375, "height": 720},
    "is_mobile": True,
    "has_touch": True,
}
CARD = (
    '<b><a href="https://e.org/a">A long title of an article about mining in Russia</a></b> · E · 2024'
    "\n<blockquote>Before. <b>The answering sentence.</b> After.</blockquote>\n<tg-spoiler>x</tg-spoiler>"
    f"\n<blockquote expandable>{'More of the same. ' * 40}</blockquote>"
)
BUTTONS = {
    "inline_keyboard": [
        [{"text": "· 1 ·", "callback_data": "1"}, {"text": "2", "callback_data": "2"}],
        [{"text": "🔎 Context", "callback_data": "c"}, {"text": "❔ Why", "callback_data": "w"}],
    ]
}


@pytest.fixture
def axe() -> str:
    """The source of axe-core; its path is in AXE_PATH."""
    path = os.environ.get("AXE_PATH")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("AXE_PATH is not set")
        pytest.skip("axe-core is not here: AXE_PATH is not set")
    return Path(path).read_text(encoding="utf-8")


def _fill(stage: Stage, page: Page) -> None:
    """A conversation with all that a page can show."""
    line = page.get_by_label("Message", exact=True)
    line.fill("When did mining become legal?")
    line.press("Enter")
    asked = stage.update("message")["message_id"]
    stage.call(
        "sendMessage",
        chat_id=stage.private.id,
        text=CARD,
        parse_mode="HTML",
        reply_markup=BUTTONS,
        reply_parameters={"message_id": asked},
    )
    stage.call("sendMessage", chat_id=stage.chat("Reading group").id, text="unread")
    expect(page.get_by_role("article")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("profile", [{}, PHONE], ids=["desktop", "phone"])
def test_no_serious_violation(
    open_page: OpenPage, stage: Stage, axe: str, scheme: str, profile: dict[str, Any]
) -> None:
    page = open_page(stage.address, color_scheme=scheme, **profile)
    _fill(stage, page)
    stage.call("setMyCommands", commands=[{"command": "ask", "description": "Ask a question"}])
    assert _violations(page, axe) == []
    page.get_by_label("Message", exact=True).fill("/")
    expect(page.get_by_role("option")).to_have_count(1)
    assert _violations(page, axe) == []
    page.locator("#drawer-switch").click()
    page.get_by_text("Features").first.click()
    assert _violations(page, axe) == []
    page.locator("#show-calls").click()
    page.locator(".call summary").first.click()
    assert _violations(page, axe) == []
    if profile:
        page.locator("#drawer-close").click()
        page.get_by_label("Back to the chats").click()
        assert _violations(page, axe) == []


def _violations(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    result = page.evaluate("() => axe.run()")
    serious = [v for v in result["violations"] if v["impact"] in ("serious", "critical")]
    return [f"{v['id']}: {[node['html'][:150] for node in v['nodes']]}" for v in serious]


def test_a_phone_shows_one_thing_at_a_time(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address, **PHONE)
    _fill(stage, page)
    expect(page.get_by_role("navigation", name="Chats")).to_be_hidden()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Back to the chats").tap()
    expect(page.get_by_role("main")).to_be_hidden()
    page.get_by_role("button", name="Reading group").tap()
    expect(page.get_by_role("article").last).to_contain_text("unread")
    page.locator("#drawer-switch").tap()
    expect(page.get_by_role("heading", name="What the bot did")).to_be_in_viewport()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_dark_is_dark(open_page: OpenPage, stage: Stage) -> None:
    brightness = (
        """() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number)"""
    )
    light = open_page(stage.address, color_scheme="light").evaluate(brightness)
    dark = open_page(stage.address, color_scheme="dark").evaluate(brightness)
    assert min(light) > 200
    assert max(dark) < 60


def test_everything_by_keyboard(open_page: OpenPage, stage: Stage) -> None:
    page = open_page(stage.address)
    _fill(stage, page)
    _tab_to(page, "Why")
    page.keyboard.press("Enter")
    query = stage.update("callback_query")
    assert query["data"] == "w"
    stage.call("answerCallbackQuery", callback_query_id=query["id"], text="Because", show_alert=True)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    _tab_to(page, "Reply", last=True)
    page.keyboard.press("Enter")
    page.keyboard.type("thanks")
    page.keyboard.press("Enter")
    assert stage.update("message")["reply_to_message"]["from"]["is_bot"] is True
    _tab_to(page, "Newsroom")
    page.keyboard.press("Enter")
    expect(page.locator("#title")).to_have_text("Newsroom")
    expect(page.get_by_label("Message", exact=True)).to_be_focused()


def _tab_to(page: Page, name: str, *, last: bool = False) -> None:
    """Press Tab until a button with these words has the focus (the last such button, if wanted)."""
    wanted = page.get_by_role("button", name=name)
    for _ in range(80):
        if (wanted.last if last else wanted.first).evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name!r} cannot be reached with Tab")
