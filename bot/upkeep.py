"""What the bot does beside answering: looks at the folder, forgets what is old, publishes its menus."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from telegram import Bot

from bot import announcements, inbox, menus
from bot.additions import drafts, own_answers
from bot.answers import offers, records, scopes, tallies, unanswered
from bot.answers.recent import RecentQuestions
from bot.chats import allowances, codes, moves
from bot.delivery import ledger
from bot.receiving.polling import TokenRefusedError
from bot.rendering.texts import Texts
from bot.settings import Settings
from index import (
    Database,
    DatabaseError,
    FootnoteError,
    Library,
    Listing,
    Report,
    SearchUnavailableError,
    forget_removed,
)

logger = logging.getLogger(__name__)

UPDATES_KEPT: Final = timedelta(hours=48)
ANSWERS_KEPT: Final = timedelta(days=30)
QUESTIONS_KEPT: Final = timedelta(days=30)
ALLOWANCES_KEPT: Final = timedelta(hours=1)
TALLIES_KEPT: Final = timedelta(days=400)
_HALF_WRITTEN_SECONDS: Final = 1.0
_WEB_SECONDS: Final = 20.0
_PRUNE_SECONDS: Final = 3600
_FORGET_SECONDS: Final = 60
_MENU_RETRY_SECONDS: Final = 60
_AGAIN_SECONDS: Final = 5


async def for_ever(name: str, run: Callable[[], Awaitable[None]]) -> None:
    """Run a loop that never ends; one that fails all the same is logged, and begins anew after a while.

    Only a token that Telegram refuses ends it.
    """
    while True:
        try:
            return await run()
        except TokenRefusedError:
            raise
        except Exception:
            logger.exception("What should never end has failed, and begins anew: %s", name)
            await asyncio.sleep(_AGAIN_SECONDS)


async def watch_sources(library: Library, seconds: float) -> None:
    """Read what changed in the folder of sources, every so many seconds, for ever."""
    thread = ThreadPoolExecutor(1, "folder")
    try:
        await _watch_sources(library, partial(library.wait_for_change, seconds), thread)
    finally:
        thread.shutdown(wait=False)  # closing the library ends the waiting


async def _watch_sources(library: Library, wait: Callable[[], None], thread: ThreadPoolExecutor) -> None:
    trouble = ""
    while True:
        await asyncio.get_running_loop().run_in_executor(thread, wait)
        try:
            log_report(await asyncio.to_thread(library.sync, settled_seconds=_HALF_WRITTEN_SECONDS))
            trouble = ""
        except Exception as error:
            if str(error) != trouble:  # said once, not every two seconds
                unexpected = None if isinstance(error, FootnoteError) else error
                logger.error("The sources cannot be read: %s", error, exc_info=unexpected)
            trouble = str(error)


async def watch_web(library: Library) -> None:
    """Look at the pages and feeds that are due, for ever, in a thread of its own: sites may be slow."""
    thread = ThreadPoolExecutor(1, "web")
    try:
        while True:
            await asyncio.sleep(_WEB_SECONDS)
            try:
                log_report(await asyncio.get_running_loop().run_in_executor(thread, library.refresh_web))
            except FootnoteError as error:
                logger.error("The sources on the web cannot be looked at: %s", error)
    finally:
        thread.shutdown(wait=False)  # closing the library cuts short what is under way


def read_at_start(library: Library, folder: Path) -> None:
    """Read the folder of sources; say what in it is not read, and when it is none of those known before."""
    before = library.listed(Listing(), limit=0).sources
    report = library.sync()
    log_report(report)
    if unread := library.unread_kinds():
        logger.info("%s", unread)
    if before and report.added and before <= len(report.removed):
        logger.warning(
            "None of the sources of before (%d) is in %s, but others are (%d). Is SEEDS_DIR right?",
            before,
            folder.absolute(),
            len(report.added),
        )


def fill_engine(library: Library) -> None:
    """Let the engine take over all that is there; where search is away, questions wait for it."""
    try:
        library.cursor()
    except SearchUnavailableError as error:
        logger.error("Search is unavailable: %s", error)


def log_report(report: Report) -> None:
    """Say what a look at the sources has found, if anything."""
    counts = [
        (len(report.added), "added"),
        (len(report.changed), "changed"),
        (len(report.removed), "removed"),
    ]
    if any(count for count, _ in counts):
        logger.info("Sources: %s", ", ".join(f"{count} {what}" for count, what in counts if count))
    for notice in report.notices:
        logger.warning("The sources: %s", notice)
    for failure in report.failed:
        logger.warning("A source cannot be read: %s: %s", failure.locator, failure.reason)


async def prune(database: Database) -> None:
    """Forget old updates and answers, every hour, for ever."""
    while True:
        for what, forget in pruning(datetime.now(UTC)):  # one that fails keeps no other from its work
            try:
                await database.write_async(forget)
            except Exception as error:
                unexpected = None if isinstance(error, DatabaseError) else error
                logger.error("Could not prune %s: %s", what, error, exc_info=unexpected)
        await asyncio.sleep(_PRUNE_SECONDS)


def forget_old(connection: Connection, now: datetime) -> None:
    """Forget updates after 48 hours, the rest after 30 days, scopes when over."""
    for _, forget in pruning(now):
        forget(connection)


def pruning(now: datetime) -> tuple[tuple[str, Callable[[Connection], object]], ...]:
    """What is forgotten now, kind by kind."""
    long_ago = now - ANSWERS_KEPT
    return (
        ("updates", partial(inbox.prune, before=now - UPDATES_KEPT)),
        ("answers", partial(records.prune, before=long_ago)),
        ("deliveries", partial(ledger.prune, before=long_ago)),
        ("announcements", partial(announcements.prune, before=long_ago)),
        ("moves", partial(moves.prune, before=now - UPDATES_KEPT)),
        ("allowances", partial(allowances.prune, before=now - ALLOWANCES_KEPT)),
        ("codes", partial(codes.prune, now=now)),
        ("offers", partial(offers.prune, now=now)),
        ("tallies", partial(tallies.prune, before=now - TALLIES_KEPT)),
        ("removed sources", partial(forget_removed, now=now)),
        ("drafts", partial(drafts.prune, now=now)),
        ("own answers", partial(own_answers.prune, before=long_ago)),
        ("scopes", partial(scopes.prune, now=now)),
        ("questions", partial(unanswered.prune, before=now - QUESTIONS_KEPT)),
        ("words", partial(records.forget_words, now=now)),
    )


async def forget_questions(recent: RecentQuestions) -> None:
    """Forget in memory what people have asked, when its time is over, for ever."""
    while True:
        await asyncio.sleep(_FORGET_SECONDS)
        recent.forget_old()


async def publish_menus(bot: Bot, texts: Texts, settings: Settings) -> None:
    """Tell Telegram the commands; try again until it takes them."""
    while True:
        try:
            await menus.publish(bot, texts, settings)
            return
        except Exception as error:  # noqa: BLE001 - even what is no answer of Telegram's
            logger.warning("The menus of commands are not published: %s", error)
            await asyncio.sleep(_MENU_RETRY_SECONDS)
