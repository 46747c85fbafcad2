"""The first word with Telegram: who we are, however long the network takes."""

import asyncio
import itertools
import logging
import time
from typing import Final

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.receiving.polling import BACKOFF_SECONDS
from index import SettingsError

logger = logging.getLogger(__name__)

REFUSED_AT_START_SECONDS: Final = 30.0


async def connect(bot: Bot) -> None:
    """Learn who we are, however long the network takes; raise SettingsError when there is no such bot."""
    refused_since: float | None = None
    for failures in itertools.count():
        try:
            await bot.initialize()
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
