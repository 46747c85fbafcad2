"""The demo among people: a group, its topics and admins, a chat without the bot, and typing in any chat."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.bot.system.conftest import OpenPage
from tests.demo_process import DemoProcess

pytestmark = pytest.mark.system

QUESTION = "What did RACIB ask Putin for?"


@pytest.fixture
def page(open_page: OpenPage) -> Iterator[Page]:
    """A demo of its own: what was answered in a group is not answered there again."""
    with DemoProcess() as demo:
        page = open_page(demo.address)
        page.get_by_role("button", name="Reading group").click()
        yield page


def _say(page: Page, text: str) -> None:
    line = page.get_by_label("Message", exact=True)
    line.fill(text)
    line.press("Enter")


def _answer(page: Page, text: str) -> Locator:
    """Say something; the bot's next message."""
    before = page.locator(".message.bot").count()
    _say(page, text)
    answer = page.locator(".message.bot").nth(before)
    answer.wait_for(timeout=15_000)
    return answer


def _speak_as(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).check(force=True)


def test_somebody_elses_question_is_answered_once(page: Page) -> None:
    _speak_as(page, "Maria")
    _say(page, QUESTION)
    _speak_as(page, "Alex")
    page.locator(".message", has_text=QUESTION).locator(".bubble").click(position={"x": 8, "y": 8})
    answer = _answer(page, "/ask")
    expect(answer).to_contain_text("Alex asks:")
    expect(answer.locator("blockquote strong")).to_contain_text("Putin")
    _speak_as(page, "Ivan")
    expect(_answer(page, f"/ask {QUESTION}")).to_contain_text("Answered here, Ivan.")


def test_who_is_not_addressed_keeps_silent(page: Page) -> None:
    before = page.locator(".message.bot").count()
    _say(page, QUESTION)
    _say(page, f"/ask@another_bot {QUESTION}")
    _answer(page, "/ask How do I bake sourdough bread?")
    expect(page.locator(".message.bot")).to_have_count(before + 1)


def test_an_answer_stays_in_its_topic(page: Page) -> None:
    page.get_by_role("button", name="Newsroom").click()
    page.get_by_role("button", name="Mining", exact=True).click()
    _answer(page, f"/ask {QUESTION}")
    page.get_by_role("button", name="General", exact=True).click()
    expect(page.locator("#messages").get_by_text("Russian Crypto Leaders")).to_have_count(0)
    expect(_answer(page, f"/ask {QUESTION}")).to_contain_text("RACIB")


def test_nothing_is_said_in_a_hidden_general_until_it_is_shown_again(page: Page) -> None:
    page.get_by_role("button", name="Newsroom").click()
    page.get_by_role("button", name="Hide General").click()
    expect(page.locator("#messages")).to_contain_text("Alex hid General")
    page.get_by_role("button", name="What the bot did").click()
    page.get_by_role("button", name="Calls to Telegram").click()
    _say(page, f"/ask {QUESTION}")
    expect(page.locator("#calls")).to_contain_text("TOPIC_CLOSED", timeout=15_000)
    page.get_by_role("button", name="Close", exact=True).click()
    page.get_by_role("button", name="Show General").click()
    expect(page.locator("#messages")).to_contain_text("Alex showed General again")
    expect(_answer(page, "/ask What is RACIB?")).to_contain_text("RACIB")


def test_an_album_is_one_question_and_a_heart_is_none(page: Page) -> None:
    before = page.locator(".message.bot").count()
    page.get_by_label("Message", exact=True).fill(f"/ask {QUESTION}")
    pictures = [
        FilePayload(name=f"{name}.png", mimeType="image/png", buffer=b"x") for name in ("1", "2", "3")
    ]
    page.locator("#file").set_input_files(pictures)
    expect(page.locator(".document")).to_have_count(3)
    answer = page.locator(".message.bot").nth(before)
    expect(answer.locator("blockquote strong")).to_contain_text("Putin", timeout=15_000)
    mine = page.locator(".message.mine", has_text=QUESTION)
    mine.hover()
    mine.get_by_role("button", name="Put a heart on it").click()
    expect(page.locator("#toast")).to_contain_text("edit without a new word")
    expect(_answer(page, "/ask What is RACIB?")).to_contain_text("RACIB")
    expect(page.locator(".message.bot")).to_have_count(before + 2)


def test_admins_choose_and_others_do_not(page: Page) -> None:
    menu = _answer(page, "/settings")
    expect(menu).to_contain_text("How I behave in Reading group")
    _speak_as(page, "Maria")
    menu.get_by_role("button", name="Full answers").click()
    expect(page.get_by_role("dialog")).to_contain_text("Only admins can change that.")
    page.get_by_role("button", name="OK").click()
    _speak_as(page, "Alex")
    menu.get_by_role("button", name="Full answers").click()
    expect(menu.get_by_role("button", name="· Full answers ·")).to_be_visible()
    menu.get_by_role("button", name="Set up in private").click()
    expect(page.locator(".message.bot").last).to_contain_text("How I behave in Reading group")


def test_the_bot_is_removed_asked_as_a_guest_and_returns(page: Page) -> None:
    page.get_by_role("button", name="Remove bot").click()
    answer = _answer(page, f"@footnote_bot {QUESTION}")
    expect(answer.locator("blockquote strong")).to_contain_text("Putin")
    page.get_by_role("button", name="Add bot").click()
    expect(page.locator(".message.bot").last).to_contain_text("Hello! I am Footnote.")
    answer.get_by_role("button", name="Open in Footnote").click()
    expect(page.locator(".message.bot").last).to_contain_text("Putin")


def test_passages_are_offered_while_somebody_types(page: Page) -> None:
    page.get_by_label("Message", exact=True).press_sequentially("@footnote_bot putin mini", delay=20)
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Mining", timeout=10_000)
    first.click()
    mine = page.locator(".message").last
    expect(mine).to_contain_text("via @footnote_bot")
    expect(mine).to_have_class(re.compile(r"\bmine\b"))


def test_an_answer_is_shared_by_its_link(page: Page) -> None:
    answer = _answer(page, f"/ask {QUESTION}")
    answer.get_by_role("button", name="More buttons").click()
    answer.get_by_role("button", name="Share").click()
    line = page.get_by_label("Message", exact=True)
    assert "?start=a_" in line.input_value()
    line.press("Enter")
    page.get_by_role("link", name="start=a_").click()
    expect(page.locator(".message.bot").last.locator("blockquote strong")).to_contain_text("Putin")
