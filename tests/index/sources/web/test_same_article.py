"""The same article by folder, page and feed is quoted once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.sources.sandbox import Sandbox
from tests.index.sources.web.test_refreshing import CRANE, FERRY, world_at


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    opened = Sandbox()
    yield opened
    opened.close()


def test_an_article_by_folder_page_and_feed_is_one(tmp_path: Path, sandbox: Sandbox) -> None:
    with world_at(tmp_path, sandbox) as world:
        text = f"{CRANE}{FERRY}".strip()
        (tmp_path / "seeds" / "crane.md").write_text(f"# The crane\n\n{text}\n")
        world.library.sync()
        world.site.page(
            "/crane", text, title="The crane", head="<meta property='og:title' content='The crane'>"
        )
        assert world.add("/crane") == []
        world.site.feed(
            "/feed.xml",
            f"<title>The crane</title><guid>1</guid><link>{world.site.url('/crane')}</link>"
            f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>",
        )
        assert world.add("/feed.xml") == []
        assert len(world.library.sources()) == 3
        answer = world.library.answer("How high is the new crane of the harbour?")
        assert [quote.title for quote in answer.quotes] == ["The crane"]
        copies = [source for source in world.library.sources() if source.same_as is not None]
        assert len(copies) == 2
