"""Handles what waits in the inbox: in order within a queue, in turn between queues, a few at a time.

A queue is a chat, mostly. One with many updates waiting gets one slot like every other: it delays itself.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot import inbox
from bot.inbox import Received, Record
from bot.sending.outcomes import PostponedError
from index import Database, DatabaseError

logger = logging.getLogger(__name__)

SLOTS: Final = 64
MOST_WAITING: Final = 5_000
# A first failure is tried again after the first of these; a failure after the last one is final.
RETRY_SECONDS: Final = (1.0, 5.0)
_DATABASE_RETRY_SECONDS: Final = 2.0


class UnreadableError(Exception):
    """The update is not what an update should be, and no trying again will change that."""


def _no_wait(_received: Received) -> float:
    return 0.0


class Worker:
    """Runs `handle` for each update added, and `give_up` for a readable one that has failed for good.

    What `handle` returns is written in one transaction with the update's end.

    An update is not begun while `wait` says that it has any seconds to wait; neither is what comes after it
    in its queue, and the slot is free for others. Belongs to one event loop. What it was doing when the
    process dies waits in the inbox.
    """

    def __init__(
        self,
        database: Database,
        handle: Callable[[Received], Awaitable[Record]],
        give_up: Callable[[Received], Awaitable[None]],
        *,
        wait: Callable[[Received], float] = _no_wait,
        slots: int = SLOTS,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
    ) -> None:
        self._database = database
        self._handle = handle
        self._give_up = give_up
        self._wait = wait
        self._free = slots
        self._retry_seconds = retry_seconds
        self._queues: dict[int, deque[Received]] = {}
        self._ready: deque[int] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._room = asyncio.Event()
        self._room.set()
        self._stopping = False

    def add(self, received: Iterable[Received]) -> None:
        """Put updates, already in the inbox, at the end of their queues."""
        for each in received:
            queue = self._queues.get(each.queue)
            if queue is None:
                queue = self._queues[each.queue] = deque()
                self._ready.append(each.queue)
            queue.append(each)
            self._count(1)
        self._start_ready()

    async def room(self) -> None:
        """Return when there is room for more: what Telegram keeps costs us no memory."""
        await self._room.wait()

    async def stop(self, grace_seconds: float) -> None:
        """Begin nothing new and let what is being handled end; cancel what takes longer than that."""
        self._stopping = True
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=grace_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _count(self, change: int) -> None:
        self._waiting += change
        if self._waiting < MOST_WAITING:
            self._room.set()
        else:
            self._room.clear()

    def _start_ready(self) -> None:
        while self._ready and self._free and not self._stopping:
            queue = self._ready.popleft()
            first = self._queues[queue][0]
            seconds = max(_seconds_until(first.not_before), self._wait(first))
            if seconds > 0:
                asyncio.get_running_loop().call_later(seconds, self._make_ready, queue)
                continue
            self._free -= 1
            task = asyncio.create_task(self._serve(queue))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _serve(self, queue: int) -> None:
        """Handle the first update of the queue, then let the next queue have the slot."""
        updates = self._queues[queue]
        again = await self._attempt(updates[0])
        self._free += 1
        if again is not None:
            updates[0] = again
        else:
            updates.popleft()
            self._count(-1)
        if updates:
            self._ready.append(queue)
        else:
            del self._queues[queue]
        self._start_ready()

    def _make_ready(self, queue: int) -> None:
        self._ready.append(queue)
        self._start_ready()

    async def _attempt(self, received: Received) -> Received | None:
        """Handle it, and return it if it must be tried again."""
        try:
            record = await self._handle(received)
        except PostponedError as postponed:
            return await self._put_off(received, postponed.seconds, reason=None)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, the next update is served
            return await self._failed(received, error)
        await self._finish(received, record)
        return None

    async def _finish(self, received: Received, record: Record) -> None:
        """Write what the update leaves behind and that it is done, all of it or nothing."""

        def write(connection: Connection) -> None:
            record.write(connection)
            inbox.mark_done(connection, received.update_id)

        try:
            await self._write(write)
            record.conclude()
        except Exception:  # it has taken effect: to handle it again would be worse than to remember nothing
            logger.exception("What update %d leaves behind cannot be written", received.update_id)
            await self._write(lambda connection: inbox.mark_done(connection, received.update_id))

    async def _failed(self, received: Received, error: Exception) -> Received | None:
        tried = replace(received, attempts=received.attempts + 1)
        reason = f"{type(error).__name__}: {error}"
        final = isinstance(error, UnreadableError) or tried.attempts > len(self._retry_seconds)
        logger.error(
            "Update %d failed (attempt %d%s)",
            tried.update_id, tried.attempts, ", the last one" if final else "", exc_info=error,
        )  # fmt: skip
        if not final:
            return await self._put_off(tried, self._retry_seconds[tried.attempts - 1], reason)
        await self._write(
            lambda connection: inbox.mark_dead(
                connection, tried.update_id, attempts=tried.attempts, reason=reason
            )
        )
        if not isinstance(error, UnreadableError):
            await self._tell(tried)
        return None

    async def _tell(self, received: Received) -> None:
        try:
            await self._give_up(received)
        except Exception:
            logger.exception("Nobody could be told that update %d failed", received.update_id)

    async def _put_off(self, received: Received, seconds: float, reason: str | None) -> Received:
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        await self._write(
            lambda connection: inbox.put_off(
                connection, received.update_id, attempts=received.attempts, until=until, reason=reason
            )
        )
        return replace(received, not_before=until)

    async def _write(self, work: Callable[[Connection], None]) -> None:
        """Write it down, however long the database takes: an update not marked would be handled again."""
        while True:
            try:
                return await self._database.write_async(work)
            except DatabaseError as error:
                logger.error("The inbox cannot be written, trying again: %s", error)
                await asyncio.sleep(_DATABASE_RETRY_SECONDS)


def _seconds_until(moment: datetime | None) -> float:
    return 0.0 if moment is None else max(0.0, (moment - datetime.now(UTC)).total_seconds())
