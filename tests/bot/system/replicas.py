"""Several real bots on one database, with the same sources, each with a folder of its own."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import psycopg

from tests.bot.system.crowd import settings
from tests.bot_process import BotProcess
from tests.postgres import free_port
from tests.telegram import Telegram

_NUMBERS = """\
SELECT own.objid FROM pg_locks own LEFT JOIN pg_locks led
  ON led.pid = own.pid AND led.objsubid = 2 AND led.objid = 0
WHERE own.objsubid = 2 AND own.objid <> 0 AND own.database = (SELECT oid FROM pg_database
  WHERE datname = current_database())"""


class Replicas:
    """The processes, in the order of their first start."""

    def __init__(self, telegram: Telegram, url: str, folder: Path, more: Mapping[str, str]) -> None:
        self._telegram = telegram
        self._address = url.replace("+psycopg", "")
        self._folder = folder
        self._more = {"DATABASE_URL": url, **more}
        self.processes: list[BotProcess] = []
        self.ports: list[int] = []
        self.environment = settings(folder, **self._more)

    async def add(self) -> None:
        """Start one more, and wait until it shares the work."""
        own, port = self._folder / f"replica{len(self.processes)}", free_port()
        own.mkdir()
        changed = {"DATA_DIR": str(own), "HTTP_PORT": str(port)}
        process = BotProcess({**self._telegram.environment, **self.environment, **changed})
        self.processes.append(process)
        self.ports.append(port)
        await self.start(process)

    async def start(self, process: BotProcess) -> None:
        """Start a process and wait until it shares the work."""
        seen = process.log().count("number ")
        await process.start()
        await self._telegram.until(
            lambda: process.ended() or (process.log().count("number ") > seen and self._lives(process)),
            seconds=60,
            what="a replica that serves",
        )
        assert not process.ended(), process.log()

    def leader(self) -> BotProcess:
        """The process that leads."""
        numbers = self._numbers(" AND led.pid IS NOT NULL")
        return next(process for process in self.processes if self._number(process) in numbers)

    async def led(self) -> BotProcess:
        """Wait until somebody leads; who that is."""
        await self._telegram.until(
            lambda: bool(self._numbers(" AND led.pid IS NOT NULL")), seconds=60, what="a leader"
        )
        return self.leader()

    async def handled(self) -> list[int]:
        """How many updates each of them has handled."""
        async with httpx.AsyncClient(timeout=30) as client:
            told = [await client.get(f"http://127.0.0.1:{port}/metrics") for port in self.ports]
        counts = [re.search(r'footnote_updates_total\{outcome="done"\} (\d+)', each.text) for each in told]
        return [int(count[1]) if count else 0 for count in counts]

    def _lives(self, process: BotProcess) -> bool:
        return self._number(process) in self._numbers()

    def _number(self, process: BotProcess) -> int:
        found = re.findall(r"number (\d+)", process.log())
        return int(found[-1]) if found else 0

    def _numbers(self, which: str = "") -> set[int]:
        with psycopg.connect(self._address, autocommit=True) as connection:
            return {int(row[0]) for row in connection.execute(f"{_NUMBERS}{which}".encode())}


@asynccontextmanager
async def replicas(
    telegram: Telegram, url: str, folder: Path, more: Mapping[str, str], count: int = 2
) -> AsyncIterator[Replicas]:
    """So many replicas with these settings, all of which share the work, until their clean end."""
    running = Replicas(telegram, url, folder, more)
    try:
        for _ in range(count):
            await running.add()
        yield running
    finally:
        await asyncio.gather(*(process.close() for process in running.processes))
