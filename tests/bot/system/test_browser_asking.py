"""The demo as a new user meets it: the real bot answers on the page."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.bot.system.conftest import OpenPage
from tests.demo_process import ROOT, DemoProcess

pytestmark = pytest.mark.system

QUESTION = "What did RACIB ask Putin for?"


def _ask(page: Page, text: str) -> Locator:
    """Say something; the bot's next message."""
    before = page.locator(".message.bot").count()
    line = page.get_by_label("Message", exact=True)
    line.fill(text)
    line.press("Enter")
    answer = page.locator(".message.bot").nth(before)
    answer.wait_for(timeout=15_000)
    return answer


@pytest.fixture
def page(open_page: OpenPage, demo: DemoProcess) -> Page:
    return open_page(demo.address)


def test_a_question_is_answered_with_evidence(page: Page) -> None:
    answer = _ask(page, QUESTION)
    expect(answer.locator("blockquote strong")).to_contain_text("Putin", timeout=30_000)
    link = answer.get_by_role("link").first
    assert "#:~:text=" in (link.get_attribute("href") or "")
    expect(answer).to_contain_text("March 2023")


def test_another_passage_context_why_and_a_vote(page: Page) -> None:
    answer = _ask(page, QUESTION)
    first = answer.locator("blockquote").inner_text()
    answer.get_by_role("button", name="2", exact=True).click()
    expect(answer.locator("blockquote")).not_to_have_text(first)
    expect(answer.get_by_role("button", name="· 2 ·")).to_be_visible()
    answer.get_by_role("button", name="Context").click()
    answer.get_by_role("button", name="Show all").last.click()
    expect(answer.get_by_role("button", name="Show less")).to_be_visible()
    answer.get_by_role("button", name="Why").click()
    expect(answer).to_contain_text("passages")
    answer.get_by_role("button", name="Useful", exact=True).click()
    expect(page.locator("#toast")).not_to_be_empty()
    answer.get_by_role("button", name="📌 Keep this question").click()
    expect(answer.get_by_role("button", name="· 📌 Keep this question ·")).to_be_visible()
    expect(page.locator("#toast")).to_contain_text("Kept, so that")


def test_a_refusal_names_the_words_that_nothing_mentions(page: Page) -> None:
    answer = _ask(page, "How do I bake sourdough bread?")
    expect(answer).to_contain_text("Nothing in the sources answers this.")
    expect(answer).to_contain_text("sourdough")


def test_an_edited_question_edits_its_answer(page: Page) -> None:
    answer = _ask(page, "How do I bake sourdough bread?")
    answers = page.locator(".message.bot").count()
    line = page.get_by_label("Message", exact=True)
    line.press("ArrowUp")
    line.fill(QUESTION)
    line.press("Enter")
    expect(answer).to_contain_text("Russian Crypto Leaders")
    expect(page.locator(".message.bot")).to_have_count(answers)


def test_a_suggested_question_is_asked_with_a_click(page: Page) -> None:
    chips = page.get_by_role("group", name="Suggested questions").get_by_role("button")
    expect(chips).to_have_count(6, timeout=30_000)
    before = page.locator(".message.bot").count()
    chips.nth(1).click()
    expect(page.locator(".message.bot").nth(before).locator("blockquote")).to_be_visible(timeout=30_000)


def test_in_russian(page: Page) -> None:
    page.get_by_role("radio", name="Ivan").check(force=True)
    page.get_by_role("radio", name="Русский").check(force=True)
    expect(_ask(page, "Как испечь хлеб?")).to_contain_text("В источниках нет ответа на этот вопрос.")


def test_what_was_considered(page: Page) -> None:
    _ask(page, QUESTION)
    page.get_by_role("button", name="What the bot did").click()
    ranking = page.get_by_role("region", name="Passages considered")
    expect(ranking).to_contain_text(f"“{QUESTION}”")
    expect(ranking.get_by_role("listitem").first).to_contain_text("Russian Crypto Leaders")
    ranking.get_by_text("Features").first.click()
    features = ranking.locator("table").first
    expect(features).to_be_visible()
    expect(features).to_contain_text("FeatureValuePoints")
    expect(features.get_by_role("row", name="length")).to_contain_text("-")


def test_the_bot_is_killed_and_returns(page: Page) -> None:
    page.get_by_role("button", name="Kill it").click()
    expect(page.get_by_text("The bot is stopped")).to_be_visible()
    line = page.get_by_label("Message", exact=True)
    before = page.locator(".message.bot").count()
    line.fill(QUESTION)
    line.press("Enter")
    page.get_by_role("button", name="Start it").click()
    expect(page.locator(".message.bot").nth(before)).to_contain_text("RACIB", timeout=30_000)
    expect(page.get_by_text("The bot is running")).to_be_visible()


def test_nasty_sources_are_shown_as_text(open_page: OpenPage, tmp_path: Path) -> None:
    seeds = shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    title = "<img src=x onerror=window.hit=1>"
    text = "Zebras graze in the <script>window.hit=1</script> savannah & everywhere &lt;else&gt;."
    (seeds / "<svg onload=hit=1>.txt").write_text(f'---\ntitle: "{title}"\n---\n{text}\n')
    with DemoProcess("--seeds", str(seeds)) as demo:
        page = open_page(demo.address)
        answer = _ask(page, "Where do zebras graze?")
        expect(answer).to_contain_text(title)
        expect(answer).to_contain_text("<script>window.hit=1</script> savannah & everywhere &lt;else&gt;.")
        page.get_by_role("button", name="What the bot did").click()
        expect(page.get_by_role("region", name="Passages considered")).to_contain_text(title)
        assert page.evaluate("() => window.hit") is None
