from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from telegram import Bot

from bot import menus
from bot.playground.server.profile import visible_commands
from bot.rendering.texts import Texts
from bot.routes import command_names
from bot.settings import Settings
from tests.telegram import Telegram

TEXTS = Texts.load()


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram() as telegram:
        yield telegram


async def publish(telegram: Telegram, folder: Path) -> None:
    async with Bot(telegram.token, base_url=f"{telegram.address}/bot") as bot:
        await menus.publish(bot, TEXTS, Settings(seeds_dir=folder))


async def test_everybody_sees_the_commands_in_their_language(telegram: Telegram, tmp_path: Path) -> None:
    await publish(telegram, tmp_path)
    ann, boris, claire = (telegram.user(name, language=name) for name in ("en", "ru", "fr"))
    group = telegram.group("Team", ann, boris, claire)
    for person, word in ((ann, "Ask a question"), (boris, "Задать вопрос"), (claire, "Ask a question")):
        private = visible_commands(telegram.state, person, telegram.private(person).chat)
        assert private[0] == {"command": "ask", "description": word}
        assert "settings" in [each["command"] for each in private]
        in_group = [each["command"] for each in visible_commands(telegram.state, person, group.chat)]
        assert "ask" in in_group
        assert "settings" not in in_group
    group.chat.members[ann.id] = "administrator"
    for_admins = visible_commands(telegram.state, ann, group.chat)
    assert {"command": "settings", "description": "How I behave here"} in for_admins


async def test_an_owner_sees_the_owners_commands_in_private_alone(telegram: Telegram, tmp_path: Path) -> None:
    await publish(telegram, tmp_path)
    ann, boris = (telegram.user(name, language=name) for name in ("en", "ru"))
    private, group = telegram.private(ann), telegram.group("Team", ann, boris)
    async with Bot(telegram.token, base_url=f"{telegram.address}/bot") as bot:
        await menus.publish_to_owner(bot, ann.id, TEXTS.phrases("en"), is_open=True)
        before = len(telegram.calls("setMyCommands"))
        await menus.publish_to_owner(bot, ann.id, TEXTS.phrases("en"), is_open=True)
    commands = visible_commands(telegram.state, ann, private.chat)
    assert [each["command"] for each in commands] == [*menus.PRIVATE_COMMANDS, *menus.OWNER_COMMANDS]
    assert {"command": "stats", "description": "Figures"} in commands
    for person, chat in ((ann, group.chat), (boris, telegram.private(boris).chat)):
        assert "stats" not in [each["command"] for each in visible_commands(telegram.state, person, chat)]
    assert len(telegram.calls("setMyCommands")) == before


async def test_an_owner_that_cannot_be_reached_breaks_nothing(telegram: Telegram) -> None:
    async with Bot(telegram.token, base_url=f"{telegram.address}/bot") as bot:
        await menus.publish_to_owner(bot, 987654321, TEXTS.phrases("en"), is_open=True)
    assert len(telegram.refused()) == 1


async def test_what_is_published_already_is_not_published_again(telegram: Telegram, tmp_path: Path) -> None:
    await publish(telegram, tmp_path)
    before = len(telegram.calls())
    await publish(telegram, tmp_path)
    again = [call["method"] for call in telegram.calls()[before:]]
    assert again, "it has been looked at"
    assert all(method.startswith("get") for method in again)
    assert telegram.refused() == []


def test_every_command_of_the_menus_has_a_handler() -> None:
    assert {*menus.PRIVATE_COMMANDS, *menus.GROUP_COMMANDS, *menus.OWNER_COMMANDS} <= command_names()
