"""The first word with Telegram: who we are, however long the network takes."""

import asyncio
import itertools
import logging
import time
from typing import Final
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.receiving.polling import BACKOFF_SECONDS
from bot.settings import Settings
from index import SettingsError

logger = logging.getLogger(__name__)

REFUSED_AT_START_SECONDS: Final = 30.0


def build_bot(settings: Settings, sending: BaseRequest, polling: BaseRequest) -> Bot:
    """The bot as python-telegram-bot knows it: it sends over `sending`.

    It opens `polling` for us: a connection of its own, so that no send waits for it.
    """
    return Bot(
        settings.token(),
        base_url=settings.telegram_api_base_url,
        base_file_url=settings.telegram_api_base_file_url,
        request=sending,
        get_updates_request=polling,
    )


async def connect(bot: Bot, *, polling: bool) -> None:
    """Learn who we are, however long the network takes; raise SettingsError when there is no such bot.

    With `polling`, a webhook that another program has left is removed: it would get the updates in our place.
    """
    refused_since: float | None = None
    for failures in itertools.count():
        try:
            await bot.initialize()
            if polling:
                await _remove_webhook(bot)
            return
        except InvalidToken:
            now = time.monotonic()
            refused_since = refused_since or now
            if now - refused_since >= REFUSED_AT_START_SECONDS:
                raise SettingsError("TELEGRAM_TOKEN: Telegram knows no bot with this token") from None
            logger.warning("Telegram refuses the token, trying again")
        except TelegramError as error:
            refused_since = None
            logger.warning("Telegram cannot be reached (%s), trying again", error)
        await asyncio.sleep(BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS) - 1)])


async def _remove_webhook(bot: Bot) -> None:
    """Remove it, and keep what waits there: Telegram hands it to whoever polls."""
    url = (await bot.get_webhook_info()).url
    if url:
        await bot.delete_webhook(drop_pending_updates=False)
        logger.warning("Removed the webhook at %s, which another program has left", urlsplit(url).hostname)
