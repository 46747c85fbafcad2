"""What of that which arrives is news: no edit that changes no word, and of an album one message."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import inbox
from bot.inbox import Received
from index import Database
from tests.databases import open_current

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_current(f"sqlite:///{tmp_path}/f.db")
    yield opened
    opened.close()


def written(number: int, words: str | None, **changes: Any) -> Received:
    fields: dict[str, Any] = {"queue": 5, "kind": "message", "subject": 70, "words": words, **changes}
    return Received(number, payload="{}", received_at=NOON, **fields)


def edited(number: int, words: str | None, **changes: Any) -> Received:
    return written(number, words, kind="edited_message", **changes)


def picture(number: int, words: str | None, **changes: Any) -> Received:
    return written(number, words, subject=70 + number, bundle="album", **changes)


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize(
    ("arrived", "news"),
    [
        ([written(1, "aa"), edited(2, "aa"), edited(3, "aa")], [1]),
        ([written(1, None), edited(2, None)], [1]),
        ([written(1, "aa"), edited(2, "bb"), edited(3, "bb")], [1, 2]),
        ([written(1, "aa"), edited(2, "bb"), edited(3, "aa")], [1, 2, 3]),
        ([written(1, "aa"), edited(2, "aa", subject=71)], [1, 2]),
        ([written(1, "aa"), edited(2, "aa", queue=6)], [1, 2]),
        ([edited(1, "aa"), edited(2, "aa")], [1]),
        ([written(1, "aa"), written(2, "aa", subject=71)], [1, 2]),
        ([picture(1, "aa"), picture(2, None), picture(3, None)], [1]),
        ([picture(1, None), picture(2, None), picture(3, None)], [1]),
        ([picture(1, None), picture(2, "aa"), picture(3, "bb")], [1, 2]),
        ([picture(1, "aa"), picture(2, "aa", queue=6)], [1, 2]),
        ([picture(1, "aa"), edited(2, "bb", subject=71)], [1, 2]),
    ],
)
def test_only_what_is_news_is_kept(
    database: Database, arrived: list[Received], news: list[int], *, at_once: bool
) -> None:
    batches = [arrived] if at_once else [[each] for each in arrived]
    kept = [each for batch in batches for each in database.write(lambda c, batch=batch: inbox.add(c, batch))]  # type: ignore[misc]
    assert [each.update_id for each in kept] == news
    assert [each.update_id for each in database.read(inbox.waiting)] == news


def test_an_edit_is_compared_with_what_was_said_though_that_is_done(database: Database) -> None:
    def work(connection: Any) -> list[Received]:
        inbox.add(connection, [written(1, "aa")])
        inbox.mark_done(connection, 1)
        return inbox.add(connection, [edited(2, "aa")])

    assert database.write(work) == []


def test_of_an_album_it_is_known_whether_any_picture_has_words(database: Database) -> None:
    def work(connection: Any) -> tuple[bool, bool]:
        inbox.add(connection, [picture(1, None)])
        before = inbox.has_words(connection, 5, "album")
        inbox.add(connection, [picture(2, "aa")])
        return before, inbox.has_words(connection, 5, "album")

    assert database.write(work) == (False, True)


def test_queues_are_read_in_the_order_in_which_they_have_waited(database: Database) -> None:
    arrived = [
        Received(number, queue, "message", "{}", NOON) for number, queue in ((3, 8), (1, 9), (2, 8), (4, 9))
    ]
    database.write(lambda connection: inbox.add(connection, arrived))
    assert database.read(inbox.waiting_queues) == [9, 8]
    first = database.read(lambda connection: inbox.waiting_in(connection, 8, limit=1))
    assert [each.update_id for each in first] == [2]
