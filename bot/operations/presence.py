"""When Telegram was last heard, kept as the time of a file: after an absence it tells what is lost."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)

HEARD: Final = "last-heard"
"""A file in DATA_DIR that is touched while Telegram answers."""

TELEGRAM_KEEPS: Final = timedelta(hours=24)
_LOOK_SECONDS: Final = 10.0
_RECENT_SECONDS: Final = 90.0


def absence(data_dir: Path, now: datetime) -> timedelta | None:
    """How long ago Telegram was last heard; None when it never was."""
    try:
        return now - datetime.fromtimestamp((data_dir / HEARD).stat().st_mtime, UTC)
    except OSError:
        return None


async def note_presence(data_dir: Path, heard_at: Callable[[], float | None]) -> None:
    """Note for ever when Telegram was last heard; say at the beginning what an absence has cost.

    `heard_at` is the monotonic second of the last word from Telegram, None before the first.
    """
    away = absence(data_dir, datetime.now(UTC))
    if away is not None and away > TELEGRAM_KEEPS:
        logger.warning(
            "Away for %d hours: Telegram keeps what people write for 24, and what came before is lost",
            away.total_seconds() // 3600,
        )
    while True:
        heard = heard_at()
        if heard is not None and time.monotonic() - heard < _RECENT_SECONDS:
            try:
                (data_dir / HEARD).touch()
            except OSError as error:
                logger.error("%s cannot be touched: %s", data_dir / HEARD, error.strerror)
        await asyncio.sleep(_LOOK_SECONDS)
