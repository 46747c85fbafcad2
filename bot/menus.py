"""The menus of commands, and what the bot says of itself before it is started."""

import logging
from collections.abc import Sequence
from typing import Final

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.rendering.texts import Phrases, Texts
from bot.settings import Settings

logger = logging.getLogger(__name__)

FOLLOWING: Final = ("subscribe", "unsubscribe", "subscriptions")
PRIVATE_COMMANDS: Final = (
    "ask",
    "sources",
    "latest",
    *FOLLOWING,
    "settings",
    "help",
    "privacy",
    "mydata",
    "forget",
    "whoami",
    "start",
)
GROUP_COMMANDS: Final = ("ask", "sources", "latest", *FOLLOWING, "help", "privacy")
GROUP_ADMIN_COMMANDS: Final = (*GROUP_COMMANDS, "settings-group")
OWNER_COMMANDS: Final = ("add", "remove", "refresh", "gaps", "stats", "retry")
CLOSED_COMMANDS: Final = ("invite",)
"""The owner's, too, where only whoever is let in is answered."""


async def publish(bot: Bot, texts: Texts, settings: Settings) -> None:
    """Make Telegram show our commands and description in each language; change only what differs.

    Whoever speaks another language sees those in the language of the settings.
    """
    for code, language in [(None, settings.language), *((each, each) for each in texts.languages)]:
        await _publish_commands(bot, texts, language, code)
        await _publish_profile(bot, texts, language, code)


async def publish_to_owner(bot: Bot, chat_id: int, phrases: Phrases, *, is_open: bool) -> None:
    """Show an owner in the private chat the commands that others do not have. Never raises."""
    try:
        names = (*PRIVATE_COMMANDS, *OWNER_COMMANDS, *(() if is_open else CLOSED_COMMANDS))
        await _publish_menu(bot, names, BotCommandScopeChat(chat_id), phrases)
    except TelegramError as error:
        logger.warning("The menu of owner %s is not published: %s", chat_id, error)


async def _publish_commands(bot: Bot, texts: Texts, language: str, code: str | None) -> None:
    scopes: list[tuple[BotCommandScope, tuple[str, ...]]] = [
        (BotCommandScopeAllPrivateChats(), PRIVATE_COMMANDS),
        (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
        (BotCommandScopeAllChatAdministrators(), GROUP_ADMIN_COMMANDS),
    ]
    for scope, names in scopes:
        await _publish_menu(bot, names, scope, texts.phrases(language), code)


async def _publish_menu(
    bot: Bot, names: Sequence[str], scope: BotCommandScope, phrases: Phrases, code: str | None = None
) -> None:
    # A text may be about the command in groups: `settings-group` describes /settings there.
    wanted = tuple(BotCommand(name.partition("-")[0], phrases.text(f"command-{name}")) for name in names)
    if await bot.get_my_commands(scope, language_code=code) != wanted:
        await bot.set_my_commands(wanted, scope, language_code=code)


async def _publish_profile(bot: Bot, texts: Texts, language: str, code: str | None) -> None:
    description = texts.get(language, "description")
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    short = texts.get(language, "short-description")
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
