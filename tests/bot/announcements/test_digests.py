"""What a digest costs: a text is summarised once, and only where its summary is shown."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.announcements import Editor, digests
from bot.delivery import outbox
from bot.delivery.deliveries import Delivery
from bot.delivery.digest import Digest
from index import Span, summarise
from tests.bot.announcements.test_announcer import FERRY, LAW
from tests.bot.announcing import ALWAYS, World, open_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_world(tmp_path) as world:
        world.announce()
        yield world


@pytest.fixture
def summarised(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the texts summarised."""
    titles: list[str] = []

    def noted(text: str, title: str, language: str | None) -> tuple[Span, ...]:
        titles.append(title)
        return tuple(summarise(text, title, language))

    digests._summary.cache_clear()
    monkeypatch.setattr(digests, "summarise", noted)
    return titles


def claims(world: World) -> Iterator[tuple[Delivery, ...]]:
    lease = ALWAYS - datetime.now(UTC)
    while claimed := world.write(lambda c: outbox.claim(c, now=ALWAYS, lease=lease)):
        yield claimed
        world.write(lambda c: outbox.settle_sent(c, claimed, 1, at=ALWAYS))


def told(world: World) -> list[Digest]:
    editor = Editor(world.library, world.database, language="en", time_zone="UTC")
    return [editor.digest(claimed) for claimed in claims(world)]


def test_a_text_is_summarised_once_for_all_its_subscribers(world: World, summarised: list[str]) -> None:
    for chat_id in range(1, 6):
        world.follow(chat_id)
    world.drop("law.md", LAW, title="The law")
    world.announce()
    made = told(world)
    assert len(made) == 5
    assert all(digest.items[0].summary for digest in made)
    assert summarised == ["The law"]


def test_texts_of_a_list_are_not_summarised_and_their_titles_read_at_once(
    world: World, summarised: list[str]
) -> None:
    world.follow(1)
    world.drop("ferry.md", FERRY, title="The ferry")
    world.announce()
    few = _statements(world)
    assert len(few) == 1
    for number in range(20):
        world.drop(f"law{number}.md", f"{LAW}\n\nParagraph {number}.", title=f"Law {number}")
    world.announce()
    [many] = _statements(world)
    assert summarised == ["The ferry"]
    assert many <= few[0]  # however many texts there are


def _statements(world: World) -> list[int]:
    """How many statements each digest takes."""
    editor = Editor(world.library, world.database, language="en", time_zone="UTC")
    counts: list[int] = []
    for claimed in claims(world):
        seen: list[str] = []

        def note(*given: object, seen: list[str] = seen) -> None:
            seen.append(str(given[2]))

        event.listen(world.database._engine, "before_cursor_execute", note)
        assert editor.digest(claimed).items
        event.remove(world.database._engine, "before_cursor_execute", note)
        counts.append(len(seen))
    return counts


def test_a_text_that_cannot_be_summarised_is_told_without(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(text: str, title: str, language: str | None) -> tuple[Span, ...]:
        raise RecursionError("a text like none before")

    digests._summary.cache_clear()
    monkeypatch.setattr(digests, "summarise", fail)
    world.follow(1)
    world.drop("law.md", LAW, title="The law")
    world.announce()
    [digest] = told(world)
    assert [item.document.title for item in digest.items] == ["The law"]
    assert digest.items[0].summary == ()
    assert "The summary of document" in caplog.text
