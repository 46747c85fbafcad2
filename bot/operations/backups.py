"""Nightly copies of the database: one a day, seven kept, fewer where the disk is small."""

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from index import DatabaseError, back_up, file_of

logger = logging.getLogger(__name__)

KEPT: Final = 7
EVERY: Final = timedelta(hours=24)
HOUR: Final = 3
"""Of the day, in UTC: when few ask."""

ROOM: Final = 3
"""So many copies of the database's size have to be free after one more; older ones make room for it."""

_FIRST_LOOK_SECONDS: Final = 60.0  # a bot that has just been started has more urgent things to do
_LOOK_SECONDS: Final = 600.0
_NAMES: Final = "footnote-*.db"

Tell = Callable[[str], Awaitable[None]]
"""Tells the owner a sentence of the catalogues, by its key."""


async def keep_backups(url: str, data_dir: Path, tell: Tell) -> None:
    """Make a copy every night, for ever; tell the owner when there is no room or a copy fails.

    A server's database is copied by whoever keeps the server.
    """
    if file_of(url) is None:
        logger.info("The database is not backed up here: PostgreSQL has pg_dump and archives for that")
        return
    told = ""
    await asyncio.sleep(_FIRST_LOOK_SECONDS)
    while True:
        trouble = await asyncio.to_thread(back_up_if_due, url, data_dir / "backups", datetime.now(UTC))
        if trouble and trouble != told:
            await tell(trouble)
        told = trouble
        await asyncio.sleep(_LOOK_SECONDS)


def back_up_if_due(url: str, folder: Path, now: datetime) -> str:
    """Make the night's copy if it is still to be made; return what the owner should be told, or nothing."""
    copies = sorted(folder.glob(_NAMES))
    night = _last_night(now)
    if any(copy.name >= _name(night) for copy in copies):
        return ""
    try:
        room = _make_room(url, folder, copies)
        if room:
            back_up(url, folder / _name(now))
            for old in sorted(folder.glob(_NAMES))[:-KEPT]:
                old.unlink()
    except (DatabaseError, OSError) as error:
        logger.error("The database is not backed up: %s", error)
        return "backup-failed"
    if not room:
        logger.error("The database is not backed up: the disk of %s is nearly full", folder)
        return "backup-no-room"
    return ""


def _make_room(url: str, folder: Path, copies: list[Path]) -> bool:
    """Whether one more copy leaves enough of the disk; the oldest copies go first, the newest one stays."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = file_of(url)
    size = file.stat().st_size if file else 0
    for old in copies[:-1]:
        if shutil.disk_usage(folder).free >= ROOM * size:
            break
        old.unlink()
    return shutil.disk_usage(folder).free >= ROOM * size


def _last_night(now: datetime) -> datetime:
    tonight = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return tonight if now >= tonight else tonight - EVERY


def _name(moment: datetime) -> str:
    return f"footnote-{moment:%Y-%m-%d-%H%M%S}.db"
