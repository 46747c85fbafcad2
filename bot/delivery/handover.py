"""One claim from beginning to end: put together, sent, and settled whatever the database does meanwhile."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy import Connection

from bot.delivery import outbox
from bot.delivery.deliveries import Delivery
from bot.delivery.digest import NOTHING, Compose, Digest
from bot.delivery.settling import MOST_ATTEMPTS, settle
from bot.rendering.announcements import announcement_message
from bot.rendering.texts import Texts
from bot.sending.limits import Lane
from bot.sending.messenger import Messenger
from bot.sending.outcomes import Barred, Failed, Outcome, Unknown
from bot.subscriptions import Destination, end_of_quiet
from index import Database, DatabaseError

logger = logging.getLogger(__name__)

T = TypeVar("T")
Clock = Callable[[], datetime]

_DATABASE_RETRY: Final = timedelta(seconds=2)


class Handover:
    """Hands over what was claimed; `deliver` may run for several claims at once.

    What a place cannot receive is `kept` for it for so long.
    """

    def __init__(
        self,
        database: Database,
        compose: Compose,
        messenger: Messenger,
        texts: Texts,
        *,
        username: str,
        kept: timedelta,
        clock: Clock,
    ) -> None:
        self._database = database
        self._compose = compose
        self._messenger = messenger
        self._texts = texts
        self._username = username
        self._kept = kept
        self._clock = clock

    async def deliver(self, claimed: Sequence[Delivery]) -> Outcome | None:
        """Make one attempt and settle it; return what became of it.

        Nothing is sent in quiet hours, which may be newer than the plan; or the plan may be long overdue.
        """
        try:
            digest, now = await asyncio.to_thread(self._compose, claimed), self._clock()
            if digest.items and (until := end_of_quiet(digest.schedule, now)) > now:
                await self._put_off(claimed, until)
                return None
            outcome = await self._send(claimed, digest)
        except DatabaseError as error:
            logger.error("A delivery to chat %s waits: %s", claimed[0].chat_id, error)
            await self._try_again_soon(claimed)
            return None
        except Exception:
            logger.exception("A delivery to chat %s cannot be made", claimed[0].chat_id)
            digest, outcome = NOTHING, Failed("a mistake in the program; see its log")
        await self._settle(claimed, digest, outcome)
        return outcome

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
        threads = [delivery.thread_id]
        if delivery.chat_id > 0 and delivery.thread_id is not None:
            threads.append(None)  # in a private chat topics can be switched off: then all of it is one
        for thread_id in threads:
            outcome = await self._messenger.send(
                delivery.chat_id,
                message,
                thread_id=thread_id,
                reply_to=digest.reply_to,
                lane=Lane.BULK,
                silent=digest.schedule.silent,
            )
            if not (isinstance(outcome, Barred) and outcome.is_topic):
                break
        return outcome

    async def _settle(self, claimed: Sequence[Delivery], digest: Digest, outcome: Outcome | None) -> None:
        now, kept = self._clock(), self._kept
        if isinstance(outcome, Failed | Barred):
            logger.warning("Telegram refuses a message to chat %s: %s", claimed[0].chat_id, outcome.reason)
        await self._write(lambda c: settle(c, claimed, outcome, digest.answered, now=now, kept=kept))

    async def _put_off(self, claimed: Sequence[Delivery], until: datetime) -> None:
        await self._write(lambda c: outbox.put_off(c, claimed, until=until, reason="quiet hours"))

    async def _try_again_soon(self, claimed: Sequence[Delivery]) -> None:
        until, reason = self._clock() + _DATABASE_RETRY, "the database did not answer"
        await self._write(lambda c: outbox.postpone(c, claimed, until=until, reason=reason, counted=False))

    async def _write(self, work: Callable[[Connection], T]) -> T:
        """Write it down, however long the database takes: a message not settled would be sent again."""
        while True:
            try:
                return await self._database.write_async(work)
            except DatabaseError as error:
                logger.error("The outbox cannot be written, trying again: %s", error)
                await asyncio.sleep(_DATABASE_RETRY.total_seconds())
