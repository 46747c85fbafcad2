"""A word to the owners in private, in the bot's own language."""

import asyncio
import logging
import time
from collections.abc import Callable
from pathlib import Path

from bot.context import Dependencies
from bot.logs.lines import RedactingFormatter
from bot.operations.alarm import Alarm
from bot.operations.backups import keep_backups
from bot.operations.presence import note_presence
from bot.rendering.message import Message
from bot.sending.limits import Lane

_LONGEST_NOTICE = 600


async def tell_owners(dependencies: Dependencies, key: str, **arguments: str) -> None:
    """Send each owner the text of that key; whoever cannot be reached is left out."""
    phrases = dependencies.texts.phrases(dependencies.settings.language)
    message = Message(phrases.html(key, **arguments))
    for owner in sorted(dependencies.settings.admin_ids):
        await dependencies.messenger.send(owner, message, lane=Lane.BULK)


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


async def look_after(dependencies: Dependencies, heard_at: Callable[[], float | None]) -> None:
    """All that is done for the owners beside answering, for ever."""
    async with asyncio.TaskGroup() as group:
        group.create_task(note_presence(dependencies.settings.data_dir, heard_at))
        group.create_task(pass_on_errors(dependencies))
        group.create_task(back_up_nightly(dependencies))
