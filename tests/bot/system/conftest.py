"""A browser for the tests of the page: each page is watched, and must be clean at the end."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bot.system.stage import Stage
from tests.demo_process import DemoProcess

CHROMIUM = Path("/usr/bin/chromium")
OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it the test is left out, but not in CI.

    For one module only: while Playwright works, its event loop keeps asyncio's tests from running.
    """
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[DemoProcess]:
    """The demo with the sources that ship with it, for all tests of a session."""
    with DemoProcess() as process:
        yield process


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A page whose bot the test plays."""
    with Stage() as stage:
        yield stage


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """Open an address in a fresh browser profile; at the end there was no error and no request elsewhere.

    `tolerant` pages may lose their connection.
    """
    troubles: list[str] = []
    contexts = []

    def open_page(address: str, *, tolerant: bool = False, **profile: object) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 860}, **profile})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("request", lambda request: _note_foreign(request.url, address, troubles))
        if not tolerant:
            page.on("console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None)
            page.on("requestfailed", lambda request: troubles.append(f"failed: {request.url}"))
            page.on(
                "response", lambda r: troubles.append(f"{r.status}: {r.url}") if r.status >= 400 else None
            )
        page.goto(address)
        page.locator("#standing", has_text="The bot is running").wait_for(state="attached")
        return page

    yield open_page
    open_streams = [trouble for trouble in troubles if trouble.endswith("/events") and "failed" in trouble]
    assert [trouble for trouble in troubles if trouble not in open_streams] == []
    for context in contexts:
        context.close()


def _note_foreign(url: str, address: str, troubles: list[str]) -> None:
    if urlsplit(url).netloc != urlsplit(address).netloc and not url.startswith("data:"):
        troubles.append(f"a request to {url}")
