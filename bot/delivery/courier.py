"""Claims what is due, as much as may be under way at once, at a pace that leaves room for answers."""

import asyncio
import logging
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.delivery import outbox, waits
from bot.delivery.deliveries import Delivery
from bot.delivery.digest import Compose
from bot.delivery.handover import Clock, Handover
from bot.delivery.outbox import Share
from bot.logs.meters import Meters
from bot.rendering.texts import Texts
from bot.sending.messenger import LONGEST_SEND_SECONDS, Messenger
from bot.sending.outcomes import Outcome, RetryAfter
from index import Database, DatabaseError

logger = logging.getLogger(__name__)

SENDS_IN_FLIGHT: Final = 8
"""How many messages a crash can repeat at most: those that were being sent."""

LEASE: Final = timedelta(seconds=LONGEST_SEND_SECONDS + 30)
"""Longer than a send takes, with its wait for its turn, and with putting it together and settling it."""

BULK_SHARE: Final = 25 / 30
"""The part of all sends that announcements may take; the rest is for answers."""

KEPT: Final = timedelta(hours=24)
"""How long what a place cannot receive is kept for it, where nothing else is said."""

_LOOK_SECONDS: Final = 5.0
_CLOCK_CHANGE: Final = timedelta(seconds=5)  # less than that is the clock's own wandering
_MADE_UP_SECONDS: Final = 10.0
_MOST_DOUBLINGS: Final = 8


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Courier:
    """Takes what is due to where it belongs. Several of them, also in several processes, share the work.

    `per_second` is how many messages the bot may send in all (0: any number). What a place cannot receive is
    `kept` for it for so long.
    """

    def __init__(
        self,
        database: Database,
        compose: Compose,
        messenger: Messenger,
        texts: Texts,
        *,
        username: str,
        per_second: float,
        kept: timedelta = KEPT,
        clock: Clock = _utc_now,
        meters: Meters | None = None,
    ) -> None:
        self._meters = meters or Meters()
        self._database = database
        self._handover = Handover(
            database, compose, messenger, texts, username=username, kept=kept, clock=clock
        )
        self._clock = clock
        self._messenger = messenger
        self._per_second = per_second
        self._pace = _Pace(per_second * BULK_SHARE)
        self._share: Share = (0, 1)
        self._slots = asyncio.Semaphore(SENDS_IN_FLIGHT)
        self._running: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()
        self._failures = 0
        self._began: datetime | None = None

    def share_with(self, share: Share) -> None:
        """From now on so many couriers take each their share of the chats, and of what may be sent."""
        if share != self._share:
            self._share = share
            self._pace = _Pace(self._per_second * BULK_SHARE / share[1])
            self.wake()

    def wake(self) -> None:
        """Something may be due: look now."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver until cancelled; what is under way then goes on, and `stop` waits for it."""
        while not self._stopping.is_set():
            try:
                await self._start_due()
                await self._rest()
            except DatabaseError as error:
                logger.error("Nothing can be delivered: %s", error)
                await asyncio.sleep(_LOOK_SECONDS)

    async def stop(self, grace_seconds: float) -> None:
        """Claim nothing more and let what is under way be sent and settled; cancel what takes longer."""
        self._stopping.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(grace_seconds):
                await self._all_done()
        for task in (late := list(self._running)):
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def deliver_due(self) -> int:
        """Deliver until nothing is due; return how many messages were tried."""
        tried = 0
        while started := await self._start_due():
            await self._all_done()
            tried += started
        return tried

    async def _follow_clock(self) -> None:
        """Notice that somebody has set the clock, also before this start: nothing waits longer by that."""
        now, running = self._clock(), timedelta(seconds=asyncio.get_running_loop().time())
        if self._began is None:
            newest = await self._database.read_async(waits.newest_moment)
            by = min(now - newest, timedelta()) if newest else timedelta()
        else:
            by = now - running - self._began
        self._began = now - running
        if by < -_CLOCK_CHANGE:
            logger.info("The clock was set back by %s", -by)
            await self._database.write_async(lambda c: waits.set_back(c, -by))
        elif by > _CLOCK_CHANGE:
            forward = waits.set_forward
            await self._database.write_async(lambda c: forward(c, now=now, lease=LEASE))

    async def _start_due(self) -> int:
        """Start a send for each destination with something due; return how many once nothing is."""
        started = 0
        self._pace.begin()
        while not self._stopping.is_set() and self._messenger.away_for() == 0:
            await self._slots.acquire()
            # A claim whose caller is cancelled is made all the same: then what it claimed is delivered.
            claimed: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
            self._start(claimed)
            if not await claimed:
                break
            started += 1
            await self._pace.turn()
        return started

    def _start(self, claimed: "asyncio.Future[bool]") -> None:
        task = asyncio.create_task(self._claim_and_deliver(claimed))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _claim_and_deliver(self, claimed: "asyncio.Future[bool]") -> None:
        """Use a slot for what is due, and tell through `claimed` whether anything was."""
        try:
            await self._follow_clock()
            now = self._clock()
            deliveries = await self._database.write_async(
                lambda c: outbox.claim(c, now=now, lease=LEASE, share=self._share)
            )
        except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits for the claim hears of it
            self._slots.release()
            if not claimed.done():
                claimed.set_exception(error)
            return
        if not claimed.done():
            claimed.set_result(bool(deliveries))
        try:
            if deliveries:
                await self._deliver(deliveries)
        except Exception:
            logger.exception("A delivery to chat %s waits for its lease to end", deliveries[0].chat_id)
        finally:
            self._slots.release()

    async def _deliver(self, claimed: tuple[Delivery, ...]) -> None:
        outcome = await self._handover.deliver(claimed)
        self._meters.delivered(type(outcome).__name__.lower() if outcome else "cancelled")
        await self._rest_after(outcome)

    async def _all_done(self) -> None:
        while self._running:
            await asyncio.wait(self._running)

    async def _rest_after(self, outcome: Outcome | None) -> None:
        """While one send after the other is put off, keep this slot a little: haste does not help.

        A group that waits for its own turn says nothing about the others.
        """
        if not isinstance(outcome, RetryAfter):
            self._failures = 0
        elif not outcome.is_busy:
            self._failures += 1
            seconds = 0.1 * 2 ** min(self._failures, _MOST_DOUBLINGS)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _rest(self) -> None:
        """Wait until something is due, or somebody says so."""
        due_at = await self._database.read_async(lambda c: outbox.next_due_at(c, self._share))
        seconds = (due_at - self._clock()).total_seconds() if due_at else _LOOK_SECONDS
        seconds = max(seconds, self._messenger.away_for())
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), min(max(seconds, 0.05), _LOOK_SECONDS))
        self._woken.clear()


class _Pace:
    """Hands out turns at an even rate, and some sooner after answers took them all; 0: at once."""

    def __init__(self, per_second: float) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._free_at = 0.0

    def begin(self) -> None:
        """There was nothing to do: turns of that time are gone."""
        self._free_at = max(self._free_at, asyncio.get_running_loop().time())

    async def turn(self) -> None:
        """Return when it is the caller's turn."""
        if not self._interval:
            return
        now = asyncio.get_running_loop().time()
        at = max(self._free_at, now - _MADE_UP_SECONDS)
        self._free_at = at + self._interval
        await asyncio.sleep(max(0.0, at - now))
