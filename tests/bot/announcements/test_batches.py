"""What a batch of changes amounts to, and which articles are one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.announcements.batches import Announced, article_marks, net_changes, split_news
from index import Change, ChangeKind, DocumentId, SourceId
from tests.bot.samples import document

ADDED, CHANGED, REMOVED = ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED


@pytest.mark.parametrize(
    ("kinds", "net"),
    [
        ([ADDED], ADDED),
        ([ADDED, CHANGED], ADDED),
        ([ADDED, REMOVED], None),
        ([ADDED, REMOVED, ADDED], ADDED),
        ([CHANGED, CHANGED], CHANGED),
        ([CHANGED, REMOVED], REMOVED),
        ([REMOVED, ADDED], CHANGED),
        ([REMOVED], REMOVED),
    ],
)
def test_several_changes_of_a_document_amount_to_one(kinds: list[ChangeKind], net: ChangeKind | None) -> None:
    now = datetime.now(UTC)
    changes = [
        Change(number, kind, SourceId("s"), DocumentId("d"), now) for number, kind in enumerate(kinds, 1)
    ]
    assert net_changes(changes) == ({} if net is None else {"d": net})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "http://www.a.example/x/?utm_source=feed#top", True),
        ("https://a.example/x?id=1&page=2", "https://a.example/x?page=2&id=1", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/", "https://a.example", False),  # a front page is no article
        ("https://[", "https://[", False),
        (None, None, False),
    ],
)
def test_articles_are_known_by_their_address(one: str | None, other: str | None, same: bool) -> None:
    marks = article_marks(document(text="one", url=one)), article_marks(document(text="other", url=other))
    assert marks[0].isdisjoint(marks[1]) is not same


def test_articles_are_known_by_their_text() -> None:
    one, other = (
        document(text="The  law\n\nis signed.", url=None),
        document(text="the law is signed.", url="x"),
    )
    assert not article_marks(one).isdisjoint(article_marks(other))


def test_only_what_is_not_known_is_news_but_an_edit_always_is() -> None:
    new, twin, edited = (document(number, text=f"text {number}") for number in (1, 2, 3))
    twin = replace(twin, text=new.text)
    net = {new.id: ADDED, twin.id: ADDED, edited.id: CHANGED}
    marked = [(each.id, article_marks(each)) for each in (new, twin, edited)]
    assert split_news(marked, net, known=[]) == [Announced(new.id), Announced(edited.id, edited=True)]
    assert split_news(marked[:1], net, known=article_marks(twin)) == []


def test_a_document_that_is_gone_again_is_no_news() -> None:
    assert split_news([(DocumentId("gone"), frozenset())], {DocumentId("gone"): ADDED}, known=[]) == []
