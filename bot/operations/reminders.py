"""Owners are reminded of texts that are valid for a week more, each once."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from bot.rendering.citations import date_text
from bot.rendering.texts import Phrases
from index import Database, DatabaseError, expiring, note_reminded

logger = logging.getLogger(__name__)

AHEAD: Final = timedelta(days=7)
_LOOK_SECONDS: Final = 3600.0
_LONGEST_TITLE: Final = 120

Tell = Callable[[str, str], Awaitable[None]]
"""Tells the owners of a title and a day."""


async def remind(database: Database, phrases: Phrases, tell: Tell, *, today: date) -> None:
    """Tell of the texts whose validity ends within a week; what cannot be told is told the next time."""
    due = await database.read_async(partial(expiring, today=today, before=today + AHEAD))
    for document_id, title, day in due:
        await tell(title[:_LONGEST_TITLE], date_text(day, phrases))
        await database.write_async(partial(note_reminded, ids=[document_id]))


async def keep_reminding(database: Database, phrases: Phrases, tell: Tell) -> None:
    """Remind every hour, for ever."""
    while True:
        try:
            await remind(database, phrases, tell, today=datetime.now(UTC).date())
        except DatabaseError as error:
            logger.error("Nobody can be reminded of what ends: %s", error)
        await asyncio.sleep(_LOOK_SECONDS)
