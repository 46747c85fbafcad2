"""Chats come and go, move and close: whatever happens, nothing is sent to a wrong chat or topic."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bot.handlers.test_membership import handled
from tests.bot.offline import ADMIN_RIGHTS, ME, Call, Offline, Person, open_offline

OWNER = 99
IN = {"status": "member", "user": ME}
ADMIN = {"status": "administrator", "user": ME, **ADMIN_RIGHTS}
OUT = {"status": "kicked", "user": ME, "until_date": 0}
TOPICS = (None, 7, 8)
SAYINGS = (
    "/ask When are tulips planted?",
    "/ask Who eats zorbium?",
    "/ask",
    "/help",
    "/sources",
    "/settings",
)

_chat_ids = count(1)
_message_ids = count(1)
_people = count(7_000_000_001)


@dataclass
class Group:
    """A group as it is in Telegram: `id` changes when it becomes a supergroup."""

    id: int
    is_forum: bool
    has_bot: bool = True
    closed: set[int] = field(default_factory=set)
    told_of: set[int] = field(default_factory=set)

    def json(self, chat_id: int | None = None) -> dict[str, Any]:
        basic = not self.is_forum and self.id > -(10**11)
        return {"id": chat_id or self.id, "type": "group" if basic else "supergroup", "title": "Group"}


class World:
    """Some groups, people who talk there, and a judge of what the bot sends."""

    def __init__(self, bot: Offline) -> None:
        self.bot = bot
        number = next(_chat_ids)
        self.groups = [Group(-2 * number, False), Group(-(10**12) - 2 * number, True)]
        self.user = {"id": next(_people), "is_bot": False, "first_name": "Ann", "language_code": "en"}

    async def act(self, action: tuple[str, int, int, int]) -> None:
        name, which, topic, saying = action
        group = self.groups[which]
        await getattr(self, name)(group, TOPICS[topic] if group.is_forum else None, SAYINGS[saying])

    async def add(self, group: Group, _topic: int | None, text: str) -> None:
        if not group.has_bot:
            group.has_bot = True
            self._judge(await self._member(group, OUT, ADMIN if "tulips" in text else IN), group, None)

    async def kick(self, group: Group, _topic: int | None, _text: str) -> None:
        if group.has_bot:
            group.has_bot = False
            assert await self._member(group, IN, OUT) == []

    async def close(self, group: Group, topic: int | None, _text: str) -> None:
        if topic is not None:
            group.closed.add(topic)
            self.bot.telegram.closed_topics.add((group.id, topic))

    async def reopen(self, group: Group, topic: int | None, _text: str) -> None:
        if topic is not None:
            group.closed.discard(topic)
            group.told_of.discard(topic)  # from when it is written to again, closing it is news
            self.bot.telegram.closed_topics.discard((group.id, topic))

    async def say(self, group: Group, topic: int | None, text: str) -> None:
        if group.has_bot:
            calls = await self._send(group, topic, text=text)
            assert _sends(calls), f"nothing is said to {text}"
            self._judge(calls, group, topic)

    async def edit(self, group: Group, topic: int | None, text: str) -> None:
        if not group.has_bot:
            return
        first = self._person(group).message(text="/ask When are tulips planted?", **_in(topic))
        calls = await self.bot.receive(message=first)
        assert _sends(calls)
        self._judge(calls, group, topic)
        edited = self._person(group).message(text=text, edit_date=_now(), **_in(topic))
        calls = await self.bot.receive(edited_message=edited | {"message_id": first["message_id"]})
        self._judge(calls, group, topic)

    async def migrate(self, group: Group, _topic: int | None, text: str) -> None:
        """The group moves while a message of it is under way; who is told first is left to chance."""
        if group.is_forum or group.id < -(10**11):
            return
        old, new = group.id, -(10**12) + group.id - 10**9
        late = self._person(group).message(text=text)
        self.bot.telegram.moved[old], group.id = new, new
        calls = await self.bot.receive(message=late) if group.has_bot else []
        assert {call.parameters["chat_id"] for call in _sends(calls)} <= {old, new}
        assert await self._send(group, None, chat_id=old, migrate_to_chat_id=new) == []
        assert await self._send(group, None, migrate_from_chat_id=old) == []

    def _judge(self, calls: list[Call], group: Group, topic: int | None) -> None:
        for call in calls:
            if call.method == "sendMessage" and call.parameters["chat_id"] == OWNER:
                assert topic in group.closed - group.told_of
                group.told_of.add(topic or 0)
            elif call.method in {"sendMessage", "editMessageText"}:
                assert call.parameters["chat_id"] == group.id
                assert call.method == "editMessageText" or call.parameters.get("message_thread_id") == topic

    async def _send(
        self, group: Group, topic: int | None, *, chat_id: int | None = None, **content: Any
    ) -> list[Call]:
        message = self._person(group, chat_id).message(**content, **_in(topic))
        return await self.bot.receive(message=message)

    def _person(self, group: Group, chat_id: int | None = None) -> Person:
        return Person(self.bot, self.user, group.json(chat_id), _message_ids=_message_ids)

    async def _member(self, group: Group, old: Any, new: Any) -> list[Call]:
        change = {"chat": group.json(), "from": self.user, "date": _now()}
        return await handled(
            self._person(group), my_chat_member=change | {"old_chat_member": old, "new_chat_member": new}
        )


def _in(topic: int | None) -> dict[str, Any]:
    return {"message_thread_id": topic, "is_topic_message": True} if topic else {}


def _sends(calls: list[Call]) -> list[Call]:
    return [call for call in calls if call.method == "sendMessage"]


def _now() -> int:
    return int(datetime.now(UTC).timestamp())


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture(scope="module")
def bot(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offline]:
    sources = {"tulips.md": "# Tulips\n\nTulips are planted in October."}
    folder = tmp_path_factory.mktemp("wandering")
    bot = runner.run(open_offline(folder, sources, admin_ids={OWNER}, questions_per_minute=0))
    yield bot
    runner.run(bot.close())


names = st.sampled_from(["add", "kick", "close", "reopen", "say", "say", "say", "edit", "migrate"])
actions = st.tuples(names, st.integers(0, 1), st.integers(0, 2), st.integers(0, len(SAYINGS) - 1))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(actions, min_size=20, max_size=40))
def test_nothing_is_sent_to_a_wrong_chat_or_topic(
    bot: Offline, runner: asyncio.Runner, played: list[tuple[str, int, int, int]]
) -> None:
    async def play() -> None:
        world = World(bot)
        for action in played:
            await world.act(action)

    runner.run(play())
