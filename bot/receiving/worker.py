"""Handles what waits in the inbox: in order within a queue, in turn between queues, a few at a time.

A queue is a chat, mostly. One with many updates waiting gets one slot like every other: it delays itself.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from bot.inbox import Received, Record
from bot.logs.tracebacks import name_error
from bot.receiving.endings import DATABASE_RETRY_SECONDS, Endings
from bot.receiving.queues import MOST_IN_MEMORY, Queue
from bot.replicas.claims import Claims, LostClaimError, SoleClaims
from bot.sending.outcomes import DeliveryUnknownError, PostponedError
from index import Database, DatabaseError

logger = logging.getLogger(__name__)

SLOTS: Final = 64
# A first failure is tried again after the first of these; a failure after the last one is final.
RETRY_SECONDS: Final = (1.0, 5.0)


class UnreadableError(Exception):
    """The update is not what an update should be, and no trying again will change that."""


_Next = tuple[Received | None, float]
_DONE: Final[_Next] = (None, 0.0)


def _no_wait(_received: Received) -> float:
    return 0.0


class Worker:
    """Runs `handle` for each update added, and `give_up` for a readable one that has failed for good.

    What `handle` returns is written in one transaction with the update's end.

    An update is not begun while `wait` says that it has any seconds to wait; neither is what comes after it
    in its queue, and the slot is free for others. Belongs to one event loop. What it was doing when the
    process dies waits in the inbox.

    It handles queues that are its own by `claims`; of one that is another's by then it writes nothing.
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
        claims: Claims | None = None,
    ) -> None:
        self._database = database
        self._handle = handle
        self._give_up = give_up
        self._wait = wait
        self._free = slots
        self._retry_seconds = retry_seconds
        self._claims = claims or SoleClaims()
        self._endings = Endings(database, self._claims)
        self._queues: dict[int, Queue] = {}
        self._ready: deque[int] = deque()
        self._running: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._paused = False

    def add(self, received: Iterable[Received]) -> None:
        """Put updates, already in the inbox, at the end of their queues."""
        for each in received:
            self._queue(each.queue).put(each)
        self._start_ready()

    def holds(self, queue: int) -> bool:
        """Whether anything of this queue is held in memory."""
        return queue in self._queues

    def resume(self, queues: Iterable[int]) -> None:
        """Look into the inbox for what waits in these queues."""
        for each in queues:
            self._queue(each).has_more = True
        self._start_ready()

    def pause(self) -> None:
        """Begin nothing until `go_on`: others may have these queues by then."""
        self._paused = True

    def go_on(self, queues: Iterable[int]) -> None:
        """Begin again, with what waits in these queues; whatever else was held is forgotten."""
        for queue in self._queues.values():
            queue.drop()
        self._paused = False
        self.resume(queues)

    def _queue(self, name: int) -> Queue:
        queue = self._queues.get(name)
        if queue is None:
            queue = self._queues[name] = Queue()
            self._ready.append(name)
        return queue

    async def stop(self, grace_seconds: float) -> None:
        """Begin nothing new and let what is being handled end; cancel what takes longer than that."""
        self._stopping = True
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=grace_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _start_ready(self) -> None:
        loop = asyncio.get_running_loop()
        while self._ready and self._free and not (self._stopping or self._paused):
            name = self._ready.popleft()
            queue = self._queues[name]
            seconds = max(queue.due_at - loop.time(), self._wait(queue.updates[0]) if queue.updates else 0.0)
            if seconds > 0:
                loop.call_later(seconds, self._make_ready, name)
                continue
            self._free -= 1
            task = asyncio.create_task(self._serve(name))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _serve(self, name: int) -> None:
        """Handle the first update of the queue, then let the next queue have the slot."""
        queue = self._queues[name]
        if queue.updates:
            await self._serve_first(queue, queue.updates[0])
        if not queue.updates and queue.has_more:
            await self._load(name, queue)
        self._free += 1
        if queue.updates or queue.has_more:
            self._ready.append(name)
        else:
            del self._queues[name]
        self._start_ready()

    async def _serve_first(self, queue: Queue, first: Received) -> None:
        try:
            queue.handled(first, *await self._attempt(first))
        except LostClaimError:
            logger.info("Queue %d is another replica's by now", first.queue)
            queue.drop()

    async def _load(self, name: int, queue: Queue) -> None:
        """Take from the inbox what was not held in memory; what arrives meanwhile is noted as more."""
        queue.has_more, queue.is_loading, drops = False, True, queue.drops
        try:
            loaded = await self._database.read_async(
                lambda connection: self._claims.waiting_in(connection, name, MOST_IN_MEMORY)
            )
            if not loaded and not queue.has_more:
                await self._database.write_async(lambda connection: self._claims.give_back(connection, name))
        except DatabaseError as error:
            logger.error("The inbox cannot be read, trying again: %s", error)
            queue.has_more = True
            queue.due_at = asyncio.get_running_loop().time() + DATABASE_RETRY_SECONDS
            return
        finally:
            queue.is_loading = False
        if queue.drops != drops:
            return
        queue.has_more = queue.has_more or len(loaded) == MOST_IN_MEMORY
        queue.load(loaded)

    def _make_ready(self, name: int) -> None:
        self._ready.append(name)
        self._start_ready()

    async def _attempt(self, received: Received) -> _Next:
        """Handle it; if it must be tried again, return it and the seconds until then."""
        try:
            record = await self._handle(received)
        except PostponedError as postponed:
            return await self._put_off(received, postponed.seconds, reason=None)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises, the next update is served
            return await self._failed(received, error)
        await self._endings.finish(received, record, partial(self._is_last, received))
        return _DONE

    async def _failed(self, received: Received, error: Exception) -> _Next:
        tried = replace(received, attempts=received.attempts + 1)
        reason = name_error(error)
        final = isinstance(error, UnreadableError) or tried.attempts > len(self._retry_seconds)
        logger.error(
            "Update %d failed (attempt %d%s)",
            tried.update_id, tried.attempts, ", the last one" if final else "", exc_info=error,
        )  # fmt: skip
        if not final:
            return await self._put_off(tried, self._retry_seconds[tried.attempts - 1], reason)
        await self._endings.give_up(tried, reason, partial(self._is_last, tried))
        if not isinstance(error, UnreadableError | DeliveryUnknownError):  # which may have arrived
            await self._tell(tried)
        return _DONE

    async def _tell(self, received: Received) -> None:
        try:
            await self._give_up(received)
        except Exception:
            logger.exception("Nobody could be told that update %d failed", received.update_id)

    async def _put_off(self, received: Received, seconds: float, reason: str | None) -> _Next:
        until = await self._endings.put_off(received, seconds, reason)
        return replace(received, not_before=until), seconds

    def _is_last(self, received: Received) -> bool:
        """Whether nothing else is held of the update's queue."""
        queue = self._queues[received.queue]
        return len(queue.updates) <= 1 and not queue.has_more
