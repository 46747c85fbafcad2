"""What the bot does beside answering: looks at the folder, forgets what is old, publishes its menus."""

import asyncio
import logging
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import TelegramError

from bot import announcements, inbox, menus
from bot.answers import offers, records, scopes, unanswered
from bot.answers.recent import RecentQuestions
from bot.delivery import ledger
from bot.rendering.texts import Texts
from bot.settings import Settings
from index import Database, DatabaseError, FootnoteError, Library, Report

logger = logging.getLogger(__name__)

UPDATES_KEPT: Final = timedelta(hours=48)
ANSWERS_KEPT: Final = timedelta(days=30)
QUESTIONS_KEPT: Final = timedelta(days=30)
_HALF_WRITTEN_SECONDS: Final = 1.0
_PRUNE_SECONDS: Final = 3600
_FORGET_SECONDS: Final = 60
_MENU_RETRY_SECONDS: Final = 60


async def watch_sources(library: Library, seconds: float) -> None:
    """Read what changed in the folder of sources, every so many seconds, for ever."""
    trouble = ""
    while True:
        await asyncio.sleep(seconds)
        try:
            log_report(await asyncio.to_thread(library.sync, settled_seconds=_HALF_WRITTEN_SECONDS))
            trouble = ""
        except FootnoteError as error:
            if str(error) != trouble:  # said once, not every two seconds
                logger.error("The sources cannot be read: %s", error)
            trouble = str(error)


def log_report(report: Report) -> None:
    """Say what a look at the sources has found, if anything."""
    counts = [
        (len(report.added), "added"),
        (len(report.changed), "changed"),
        (len(report.removed), "removed"),
    ]
    if any(count for count, _ in counts):
        logger.info("Sources: %s", ", ".join(f"{count} {what}" for count, what in counts if count))
    for failure in report.failed:
        logger.warning("A source cannot be read: %s: %s", failure.locator, failure.reason)


async def prune(database: Database) -> None:
    """Forget old updates and answers, every hour, for ever."""
    while True:
        try:
            await database.write_async(lambda connection: forget_old(connection, datetime.now(UTC)))
        except DatabaseError as error:
            logger.error("Nothing could be pruned: %s", error)
        await asyncio.sleep(_PRUNE_SECONDS)


def forget_old(connection: Connection, now: datetime) -> None:
    """Forget updates after 48 hours, the rest after 30 days, scopes when over."""
    inbox.prune(connection, before=now - UPDATES_KEPT)
    records.prune(connection, before=now - ANSWERS_KEPT)
    ledger.prune(connection, before=now - ANSWERS_KEPT)
    announcements.prune(connection, before=now - ANSWERS_KEPT)
    offers.prune(connection, now=now)
    scopes.prune(connection, now=now)
    unanswered.prune(connection, before=now - QUESTIONS_KEPT)
    records.forget_words(connection, now=now)


async def forget_questions(recent: RecentQuestions) -> None:
    """Forget in memory what people have asked, when its time is over, for ever."""
    while True:
        await asyncio.sleep(_FORGET_SECONDS)
        recent.forget_old(time.monotonic())


async def publish_menus(bot: Bot, texts: Texts, settings: Settings) -> None:
    """Tell Telegram the commands; try again until it takes them."""
    while True:
        try:
            await menus.publish(bot, texts, settings)
            return
        except TelegramError as error:
            logger.warning("The menus of commands are not published: %s", error)
            await asyncio.sleep(_MENU_RETRY_SECONDS)
