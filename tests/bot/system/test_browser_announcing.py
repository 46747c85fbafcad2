"""Subscriptions as a new user meets them on the page: subscribe, receive, follow, wait for an answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.bot.system.conftest import OpenPage
from tests.demo_process import DemoProcess

pytestmark = pytest.mark.system

LIGHTHOUSE = "# The lighthouse of Halsk\n\nThe lighthouse of Halsk was built in 1874. It is 54 metres high.\n"
FERRY = "# The ferry of Halsk\n\nThe night ferry to Halsk stops running in December. A bus takes its place.\n"
HIGHER = "# A new top\n\nSince the repair the lighthouse of Halsk is 61 metres high.\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    (tmp_path / "lighthouse.md").write_text(LIGHTHOUSE)
    return tmp_path


@pytest.fixture
def page(open_page: OpenPage, seeds: Path) -> Iterator[Page]:
    with DemoProcess("--seeds", str(seeds)) as demo:
        yield open_page(demo.address, tolerant=True)


def _say(page: Page, text: str) -> Locator:
    """Say something; the bot's next message."""
    before = page.locator(".message.bot").count()
    line = page.get_by_label("Message", exact=True)
    line.fill(text)
    line.press("Enter")
    answer = page.locator(".message.bot").nth(before)
    answer.wait_for(timeout=15_000)
    return answer


def _publish(page: Page, seeds: Path, name: str, text: str) -> Locator:
    """Drop a file into the folder of sources; the message that announces it."""
    before = page.locator(".message.bot").count()
    (seeds / name).write_text(text)
    told = page.locator(".message.bot").nth(before)
    told.wait_for(timeout=15_000)
    return told


def test_subscribe_and_receive(page: Page, seeds: Path) -> None:
    expect(_say(page, "/subscribe ferries")).to_contain_text("Done.")
    told = _publish(page, seeds, "ferry.md", FERRY)
    expect(told).to_contain_text("The night ferry to Halsk stops running")
    expect(told).to_contain_text("Because you follow: ferries")
    told.get_by_role("button", name="Ask about this").click()
    prompt = page.locator(".message.bot").last
    expect(prompt).to_contain_text("Your next question is about")
    expect(_say(page, "what takes its place?").locator("blockquote")).to_contain_text("bus")
    shown = _say(page, "/subscriptions")
    shown.get_by_role("button", name="✖ 1").click()
    expect(shown).to_contain_text("You don't follow anything yet.")


def test_follow_a_question(page: Page, seeds: Path) -> None:
    answer = _say(page, "How high is the lighthouse of Halsk?")
    answer.get_by_role("button", name="Follow").click()
    told = _publish(page, seeds, "higher.md", HIGHER)
    expect(told).to_contain_text("New on your question")
    expect(told.locator("blockquote")).to_contain_text("61 metres")


def test_a_question_waits_for_its_answer(page: Page, seeds: Path) -> None:
    refusal = _say(page, "When does the night ferry stop?")
    refusal.get_by_role("button", name="Tell me when something does").click()
    told = _publish(page, seeds, "ferry.md", FERRY)
    expect(told).to_contain_text("You asked:")
    expect(told.locator("blockquote")).to_contain_text("December")
