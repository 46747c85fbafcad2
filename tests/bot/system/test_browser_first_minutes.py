"""The page as somebody meets it who has never seen it, in both languages and on a narrow phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.bot.system.conftest import OpenPage
from tests.demo_process import DemoProcess

pytestmark = pytest.mark.system

LEAST_HEIGHT = 30


def test_the_message_box_has_its_height_before_the_first_key(demo: DemoProcess, open_page: OpenPage) -> None:
    page = open_page(demo.address)
    line = page.get_by_label("Message", exact=True)
    expect(line).to_be_visible()
    box = line.bounding_box()
    assert box is not None
    assert box["height"] >= LEAST_HEIGHT


def test_the_chat_says_that_the_bot_is_starting(open_page: OpenPage) -> None:
    with DemoProcess() as demo:
        page = open_page(demo.address, tolerant=True)
        page.get_by_role("button", name="Kill it").click(timeout=60_000)
        expect(page.locator("#waiting")).to_have_text("The bot does not run. Start it, and it answers.")
        page.get_by_role("button", name="Start it").click()
        expect(page.locator("#waiting")).to_have_text("The bot is starting. It answers in a moment.")
        expect(page.locator("#waiting")).to_be_hidden(timeout=60_000)


def test_who_speaks_russian_is_met_in_russian(open_page: OpenPage) -> None:
    with DemoProcess() as demo:  # one in which nobody has said anything yet
        page = open_page(demo.address)
        _speak_russian(page)
        expect(page.get_by_label("Message", exact=True)).to_have_attribute("placeholder", "Задайте вопрос")
        expect(page.get_by_text("Footnote отвечает по источникам")).to_be_visible()
        chips = page.locator(".chip")
        expect(chips.first).to_contain_text("Путин", timeout=20_000)


def test_each_chip_is_answered_in_order_and_the_last_is_refused(open_page: OpenPage) -> None:
    with DemoProcess() as demo:
        page = open_page(demo.address, tolerant=True)
        page.locator(".chip").first.wait_for(timeout=60_000)
        questions = page.locator(".chip", has_not_text="/add")
        count = questions.count()
        for i in range(count):
            questions.nth(i).click()
            answer = page.locator(".message.bot").nth(i)
            answer.wait_for(timeout=30_000)
            if i < count - 1:
                expect(answer.locator("blockquote strong")).to_be_visible()
                expect(answer.locator(".row")).to_have_count(2)
            else:
                expect(answer).to_contain_text("Nothing in the sources answers this.")


def test_the_channel_has_a_name_and_says_how_to_have_news_posted(
    demo: DemoProcess, open_page: OpenPage
) -> None:
    page = open_page(demo.address)
    page.get_by_role("button", name="Footnotes daily").first.click()
    expect(page.locator("#subtitle")).to_contain_text("@footnotes_daily")
    expect(page.locator(".welcome")).to_contain_text("/subscribe @footnotes_daily")


def test_nothing_sticks_out_at_320_pixels(demo: DemoProcess, open_page: OpenPage) -> None:
    page = open_page(demo.address, viewport={"width": 320, "height": 640})
    line = page.get_by_label("Message", exact=True)
    line.fill("When did Putin sign the mining law?")
    line.press("Enter")
    page.locator(".message.bot").last.wait_for(timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _speak_russian(page: Page) -> None:
    page.get_by_role("radio", name="Ivan").check(force=True)
    page.get_by_role("radio", name="Русский").check(force=True)
