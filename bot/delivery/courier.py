"""Delivery: claim, put together, send, settle; at a pace that leaves room for answers."""

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from bot.delivery import outbox
from bot.delivery.deliveries import Delivery
from bot.delivery.digest import NOTHING, Compose, Digest
from bot.delivery.settling import MOST_ATTEMPTS, settle
from bot.rendering.announcements import announcement_message
from bot.rendering.message import Message
from bot.rendering.texts import Texts
from bot.sending.limits import Lane
from bot.sending.messenger import Messenger
from bot.sending.outcomes import Failed, Outcome, RetryAfter, Unknown
from bot.subscriptions import Destination, end_of_quiet
from index import Database, DatabaseError

logger = logging.getLogger(__name__)

SENDS_IN_FLIGHT: Final = 8
"""How many messages a crash can repeat at most: those that were being sent."""

LEASE: Final = timedelta(seconds=90)
"""Longer than any send takes, the wait for its turn and its timeouts included."""

BULK_SHARE: Final = 25 / 30
"""The part of all sends that announcements may take; the rest is for answers."""

_LOOK_SECONDS: Final = 5.0
_MOST_DOUBLINGS: Final = 8

Clock = Callable[[], datetime]


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Courier:
    """Takes what is due to where it belongs. Several of them, also in several processes, share the work.

    `per_second` is how many messages the bot may send in all (0: any number). `owners` are told, in
    `language`, of topics that turn out to be closed.
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
        owners: Collection[int] = (),
        language: str = "en",
        clock: Clock = _utc_now,
    ) -> None:
        self._database = database
        self._compose = compose
        self._messenger = messenger
        self._texts = texts
        self._username = username
        self._owners = owners
        self._language = language
        self._clock = clock
        self._pace = _Pace(per_second * BULK_SHARE)
        self._slots = asyncio.Semaphore(SENDS_IN_FLIGHT)
        self._woken = asyncio.Event()
        self._failures = 0

    def wake(self) -> None:
        """Something may be due: look now."""
        self._woken.set()

    async def run(self) -> None:
        """Deliver for ever."""
        async with asyncio.TaskGroup() as group:
            while True:
                try:
                    await self._start_due(group)
                    await self._rest()
                except DatabaseError as error:
                    logger.error("Nothing can be delivered: %s", error)
                    await asyncio.sleep(_LOOK_SECONDS)

    async def deliver_due(self) -> int:
        """Deliver until nothing is due; return how many messages were tried."""
        tried = 0
        while True:
            async with asyncio.TaskGroup() as group:
                started = await self._start_due(group)
            if not started:
                return tried
            tried += started

    async def _start_due(self, group: asyncio.TaskGroup) -> int:
        """Start a send for each destination with something due; return how many once nothing is."""
        started = 0
        while claimed := await self._next_claim():
            await self._pace.turn()
            group.create_task(self._deliver(claimed))
            started += 1
        return started

    async def _next_claim(self) -> tuple[Delivery, ...]:
        """Wait until one more send may be in flight, and claim for it; () gives the slot back."""
        await self._slots.acquire()
        claimed: tuple[Delivery, ...] = ()
        try:
            now = self._clock()
            claimed = await self._database.write_async(lambda c: outbox.claim(c, now=now, lease=LEASE))
        finally:
            if not claimed:
                self._slots.release()
        return claimed

    async def _deliver(self, claimed: tuple[Delivery, ...]) -> None:
        """Send what was claimed and settle it; after a failure of the database its lease has to end first."""
        try:
            await self._send_or_wait(claimed)
        except DatabaseError as error:
            logger.error("A delivery to chat %s waits: %s", claimed[0].chat_id, error)
        finally:
            self._slots.release()

    async def _send_or_wait(self, claimed: tuple[Delivery, ...]) -> None:
        """Send, but not in quiet hours, which may be newer than the plan; or the plan may be long overdue."""
        try:
            digest, now = await asyncio.to_thread(self._compose, claimed), self._clock()
            if digest.items and (until := end_of_quiet(digest.schedule, now)) > now:
                await self._put_off(claimed, until)
                return
            outcome = await self._send(claimed, digest)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("A delivery to chat %s cannot be made", claimed[0].chat_id)
            digest, outcome = NOTHING, Failed("a mistake in the program; see its log")
        await self._settle(claimed, digest, outcome)

    async def _put_off(self, claimed: Sequence[Delivery], until: datetime) -> None:
        await self._database.write_async(
            lambda c: outbox.postpone(c, claimed, until=until, reason="quiet hours", counted=False)
        )

    async def _send(self, claimed: Sequence[Delivery], digest: Digest) -> Outcome | None:
        """One attempt; None when there is nothing to send."""
        delivery = claimed[0]
        if not digest.items:
            return None
        if max(each.attempts for each in claimed) > MOST_ATTEMPTS:
            return Unknown("never heard of again, several times")
        destination = Destination.of(delivery.chat_id, delivery.thread_id)
        phrases = self._texts.phrases(digest.language)
        message = announcement_message(digest.items, destination, phrases, username=self._username)
        return await self._messenger.send(
            delivery.chat_id,
            message,
            thread_id=delivery.thread_id,
            reply_to=digest.reply_to,
            lane=Lane.BULK,
            silent=digest.schedule.silent,
        )

    async def _settle(self, claimed: Sequence[Delivery], digest: Digest, outcome: Outcome | None) -> None:
        now = self._clock()
        closed = await self._database.write_async(
            lambda c: settle(c, claimed, outcome, digest.answered, now=now)
        )
        if closed is not None:
            await self._tell_owners(closed)
        await self._rest_after(outcome)

    async def _rest_after(self, outcome: Outcome | None) -> None:
        """While one send after the other is put off, keep this slot a little: haste does not help.

        A group that waits for its own turn says nothing about the others.
        """
        if isinstance(outcome, RetryAfter):
            if outcome.is_busy:
                return
            self._failures += 1
            await asyncio.sleep(0.1 * 2 ** min(self._failures, _MOST_DOUBLINGS))
        else:
            self._failures = 0

    async def _tell_owners(self, topic: Destination) -> None:
        """Once for each topic that closes; nobody else needs to know."""
        if not self._owners:
            return
        title = await self._messenger.title_of(topic.chat_id)
        text = self._texts.phrases(self._language).html("topic-closed", chat=title)
        for owner in self._owners:
            await self._messenger.send(owner, Message(text), lane=Lane.BULK)

    async def _rest(self) -> None:
        """Wait until something is due, or somebody says so."""
        due_at = await self._database.read_async(outbox.next_due_at)
        seconds = (due_at - self._clock()).total_seconds() if due_at else _LOOK_SECONDS
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), min(max(seconds, 0.05), _LOOK_SECONDS))
        self._woken.clear()


class _Pace:
    """Hands out turns at an even rate; 0: at once."""

    def __init__(self, per_second: float) -> None:
        self._interval = 1 / per_second if per_second else 0.0
        self._free_at = 0.0

    async def turn(self) -> None:
        """Return when it is the caller's turn."""
        if not self._interval:
            return
        now = asyncio.get_running_loop().time()
        at = max(self._free_at, now)
        self._free_at = at + self._interval
        await asyncio.sleep(at - now)
