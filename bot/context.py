"""What every handler gets beside the update."""

from dataclasses import dataclass
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

from bot.announcements import Editor
from bot.answers.recent import RecentQuestions
from bot.chats.admins import Admins
from bot.chats.quota import Quota
from bot.logs.meters import Meters
from bot.rendering.texts import Texts
from bot.sending.messenger import Messenger
from bot.settings import Settings
from index import Database, Library

Bag = dict[Any, Any]


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The parts a handler works with, chosen once at start.

    `username` is the bot's own without `@`, `bot_id` its user id.
    """

    settings: Settings
    library: Library
    database: Database
    editor: Editor
    texts: Texts
    messenger: Messenger
    quota: Quota
    recent: RecentQuestions
    meters: Meters
    admins: Admins
    username: str
    bot_id: int


class Context(CallbackContext[ExtBot[None], Bag, Bag, Bag]):
    """python-telegram-bot's context with our dependencies."""

    @property
    def deps(self) -> Dependencies:
        """The parts this bot is made of."""
        dependencies = self.application.bot_data[Dependencies]
        assert isinstance(dependencies, Dependencies)
        return dependencies


BotApplication = Application[ExtBot[None], Context, Bag, Bag, Bag, None]
