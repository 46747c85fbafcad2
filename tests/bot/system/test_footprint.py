"""How much memory a bot takes that has nothing to do."""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.bot.system.crowd import Crowd, settings
from tests.telegram import Telegram

MOST_MEGABYTES = 100
"""Of its own; the pages of libraries come on top, some 25 to 30 MB, and are shared with whoever uses them."""


def megabytes(pid: int) -> float:
    """The memory that is a process's own.

    How many pages of its libraries count as in use depends on what else the machine has read of late.
    """
    status = Path(f"/proc/{pid}/status").read_text()
    (kilobytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("RssAnon:"))
    return int(kilobytes) / 1024


@pytest.mark.system
@pytest.mark.skipif(sys.platform != "linux", reason="told by /proc")
async def test_an_idle_bot_takes_little_memory(tmp_path: Path) -> None:
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 1)
        async with telegram.bot_process(env=settings(tmp_path)) as process:
            crowd.ask_all()
            await crowd.all_answered()
            await asyncio.sleep(1)
            assert megabytes(process.pid) < MOST_MEGABYTES
