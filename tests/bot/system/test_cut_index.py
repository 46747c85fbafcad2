"""Files of the index are cut short or gone while the bot runs: after a restart it has made them anew."""

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.system.crowd import NO_LIMITS, Crowd, settings
from tests.telegram import Telegram

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]


def cut(folder: Path) -> None:
    """Leave nothing of the files: whoever reads them where they are mapped is ended by the system."""
    for file in folder.rglob("*.*"):
        if file.is_file() and len(file.stem) == 32:
            os.truncate(file, 0)


def delete(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize("spoil", [cut, delete])
async def test_a_spoiled_index_costs_a_restart_at_most_and_no_question(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    environment = settings(tmp_path, ENGINE="disk", **NO_LIMITS)
    async with Telegram() as telegram:
        crowd = Crowd(telegram, 2)
        async with telegram.bot_process(env=environment) as process:
            crowd.ask_all()
            await crowd.all_answered()
            spoil(tmp_path / "data" / "engine")
            crowd.ask_all()
            await telegram.until(lambda: process.ended() or not crowd.missing(), seconds=60, what="an end")
            if process.ended():
                assert process.exit_code == -signal.SIGBUS
                await process.start()
            else:
                await process.restart()
            crowd.ask_all()
            await crowd.all_answered()
            answers = [room.from_bot()[-1].text for room in crowd.rooms]
            assert all("54 metres" in text for text in answers)
            assert "Traceback" not in process.log()
