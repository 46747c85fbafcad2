"""A closed bot tells news to those whom it answers."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.announcements import Editor, for_admitted
from bot.chats import admissions
from bot.delivery import outbox
from bot.delivery.digest import Digest
from bot.subscriptions import subscriptions
from tests.bot.announcements.test_announcer import LAW
from tests.bot.announcing import ALWAYS, World, open_world
from tests.bot.samples import NOON

OWNER, GUEST, STRANGER, CHANNEL = 77, 5, 6, -1002


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_world(tmp_path) as world:
        world.announce()
        yield world


def told(world: World) -> dict[int, Digest]:
    """What each chat is told of all that waits."""
    editor = Editor(world.library, world.database, language="en", time_zone="UTC")
    compose = for_admitted(editor.digest, world.database, frozenset({OWNER}))
    found = {}
    while claimed := world.write(lambda c: outbox.claim(c, now=ALWAYS, lease=timedelta(days=1))):
        found[claimed[0].chat_id] = compose(claimed)
        world.write(lambda c: outbox.settle_sent(c, claimed, 1, at=ALWAYS))
    return found


def test_strangers_hear_nothing_any_more(world: World) -> None:
    for chat_id in (OWNER, GUEST, STRANGER):
        world.follow(chat_id)
    world.write(lambda c: admissions.admit(c, GUEST, at=NOON))
    world.drop("law.md", LAW)
    world.announce()
    assert {chat_id: bool(digest.items) for chat_id, digest in told(world).items()} == {
        OWNER: True,
        GUEST: True,
        STRANGER: False,
    }


def test_a_channel_hears_what_an_owner_has_subscribed_it_to(world: World) -> None:
    world.follow(CHANNEL)
    world.write(lambda c: c.execute(subscriptions.update().values(subscriber_id=OWNER)))
    world.drop("law.md", LAW)
    world.announce()
    assert told(world)[CHANNEL].items
