"""A word to the owners in private, in the bot's own language."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from bot.chats import codes
from bot.chats.codes import LASTS, Purpose
from bot.context import Dependencies
from bot.logs.lines import RedactingFormatter
from bot.operations.alarm import Alarm
from bot.operations.answer_watch import watch_answers
from bot.operations.backups import keep_backups
from bot.operations.presence import note_presence
from bot.operations.reminders import keep_reminding
from bot.payloads import ClaimBot, deep_link
from bot.rendering.message import Message
from bot.sending.limits import Lane

logger = logging.getLogger(__name__)

_LONGEST_NOTICE = 600


async def tell_owners(dependencies: Dependencies, key: str, **arguments: str) -> None:
    """Send each owner the text of that key; whoever cannot be reached is left out."""
    phrases = dependencies.texts.phrases(dependencies.settings.language)
    message = Message(phrases.html(key, **arguments))
    for owner in sorted(await dependencies.owners()):
        await dependencies.messenger.send(owner, message, lane=Lane.BULK)


async def offer_ownership(dependencies: Dependencies) -> None:
    """Where nobody owns the bot, log the one link that makes an owner of whoever opens it first."""

    def make(connection: Connection) -> str:
        codes.drop(connection, Purpose.CLAIM)
        return "" if owned else codes.make(connection, Purpose.CLAIM, now=datetime.now(UTC))

    owned = await dependencies.owners()
    code = await dependencies.database.write_async(make)
    if code:
        logger.warning(
            "Nobody owns this bot: open %s within %d minutes to be its owner, or set ADMIN_IDS",
            deep_link(dependencies.username, ClaimBot(code)),
            LASTS[Purpose.CLAIM].total_seconds() // 60,
        )


async def pass_on_errors(dependencies: Dependencies) -> None:
    """Let owners hear of errors in the log, for ever."""
    secret = dependencies.settings.token()
    alarm = Alarm(RedactingFormatter(logging.LogRecord.getMessage, [secret]), time.monotonic)
    logging.getLogger().addHandler(alarm)

    async def tell(reference: str, message: str) -> None:
        await tell_owners(
            dependencies, "error-notice", message=message[:_LONGEST_NOTICE], reference=reference
        )

    try:
        await alarm.run(tell)
    finally:
        logging.getLogger().removeHandler(alarm)


async def back_up_nightly(dependencies: Dependencies) -> None:
    """Copy the database every night, for ever; owners hear when that does not work."""
    folder: Path = dependencies.settings.data_dir

    async def tell(key: str) -> None:
        await tell_owners(dependencies, key, folder=str(folder / "backups"))

    await keep_backups(dependencies.database.url, folder, tell)


async def remind_of_ends(dependencies: Dependencies) -> None:
    """Remind owners of texts that will soon be valid no more, for ever."""
    phrases = dependencies.texts.phrases(dependencies.settings.language)

    async def tell(title: str, day: str) -> None:
        await tell_owners(dependencies, "expires-soon", title=title, day=day)

    await keep_reminding(dependencies.database, phrases, tell)


async def look_after(dependencies: Dependencies) -> None:
    """All that is done for the owners beside answering, for ever."""
    await offer_ownership(dependencies)
    async with asyncio.TaskGroup() as group:
        group.create_task(back_up_nightly(dependencies))
        group.create_task(watch_answers(dependencies))
        group.create_task(remind_of_ends(dependencies))


async def watch_itself(dependencies: Dependencies, heard_at: Callable[[], float | None]) -> None:
    """What each replica does for the owners on its own behalf, for ever."""
    async with asyncio.TaskGroup() as group:
        group.create_task(note_presence(dependencies.settings.data_dir, heard_at))
        group.create_task(pass_on_errors(dependencies))
