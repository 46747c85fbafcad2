"""Tells once, those who can do something: of places that cannot be written to, of what was given up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot import inbox, subscriptions
from bot.chats import barriers, profiles
from bot.chats.barriers import Barrier
from bot.delivery import ledger
from bot.rendering.markup import Html, clip, join
from bot.rendering.message import Message
from bot.rendering.texts import Texts
from bot.sending.limits import Lane
from bot.sending.messenger import Messenger
from bot.sending.outcomes import Outcome, RetryAfter, Sent
from index import Database, DatabaseError

logger = logging.getLogger(__name__)

TOLD_AFTER: Final = timedelta(hours=24)
"""How long a place cannot be written to before somebody is told, or as long as anything is kept for it, if
that is shorter: a night's lock is nobody's business, what gets lost is.
"""

_LOOK_SECONDS: Final = 60.0
_MOST_REASONS: Final = 3
_LONGEST_REASON: Final = 200


class Notices:
    """Tells `owners` in `language`, or in their own those who have subscribed the place.

    What a place cannot receive is `kept` for it for so long.
    """

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        texts: Texts,
        *,
        owners: Callable[[], Awaitable[Collection[int]]],
        language: str,
        kept: timedelta = TOLD_AFTER,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._texts = texts
        self._owners = owners
        self._language = language
        self._told_after = min(TOLD_AFTER, kept)

    async def run(self) -> None:
        """Look for what has to be told, every minute, for ever."""
        while True:
            try:
                await self.tell_due(datetime.now(UTC))
            except DatabaseError as error:
                logger.error("Nobody can be told of what cannot be delivered: %s", error)
            await asyncio.sleep(_LOOK_SECONDS)

    async def tell_due(self, now: datetime) -> None:
        """Tell of barriers that stand for a day, of topics that are gone for good, of what was given up.

        What Telegram does not take now is told the next time.
        """
        if self._messenger.away_for() > 0:
            return
        await self._tell_of_given_up(now)
        before = now - self._told_after
        for barrier in await self._database.read_async(lambda c: barriers.find_untold(c, before=before)):
            if await self._tell(barrier):
                await self._database.write_async(
                    lambda c: barriers.note_told(c, barrier.chat_id, barrier.thread_id, at=now)  # noqa: B023
                )

    async def _tell_of_given_up(self, now: datetime) -> None:
        updates, news = await self._database.write_async(
            lambda c: (inbox.take_untold(c, at=now), ledger.take_untold(c, at=now))
        )
        if not (updates or news):
            return
        phrases = self._texts.phrases(self._language)
        reasons = [*dict.fromkeys((*updates, *news))][:_MOST_REASONS]
        shown = join("\n", [Html(f"<code>{Html.of(clip(each, _LONGEST_REASON))}</code>") for each in reasons])
        counts = [
            phrases.html("given-up-updates", count=len(updates)) if updates else "",
            phrases.html("given-up-news", count=len(news)) if news else "",
        ]
        message = Message(join("\n", [*counts, shown, phrases.html("given-up-help")]))
        owners = await self._owners()
        outcomes = [await self._messenger.send(owner, message, lane=Lane.BULK) for owner in owners]
        if outcomes and all(map(_may_be_repeated, outcomes)):
            await self._database.write_async(lambda c: inbox.untell(c, at=now))
            await self._database.write_async(lambda c: ledger.untell(c, at=now))

    async def _tell(self, barrier: Barrier) -> bool:
        """Tell whoever has set it up; where there is nobody or they cannot be told, the owners.

        Returns whether that is done, as far as it can be.
        """
        title = await self._messenger.title_of(barrier.chat_id)
        people = await self._database.read_async(lambda c: _subscribers(c, barrier))
        outcomes = [await self._send(id_, language, title, barrier) for id_, language in people.items()]
        if not any(isinstance(each, Sent) for each in outcomes):
            owners = await self._owners()
            outcomes += [await self._send(each, self._language, title, barrier) for each in owners]
        return not outcomes or not all(map(_may_be_repeated, outcomes))

    async def _send(self, person_id: int, language: str, title: str, barrier: Barrier) -> Outcome:
        phrases = self._texts.phrases(language)
        if barrier.for_good:
            html = phrases.html("topic-gone", chat=title)
        else:
            reason = Html(f"<code>{Html.of(barrier.reason)}</code>")
            long = "day" if self._told_after == TOLD_AFTER else "kept"
            html = phrases.html("barred-for-long", chat=title, reason=reason, long=long)
        return await self._messenger.send(person_id, Message(html), lane=Lane.BULK)


def _may_be_repeated(outcome: Outcome) -> bool:
    """Whether whoever it was for has surely not got it, and may at another time."""
    return isinstance(outcome, RetryAfter)


def _subscribers(connection: Connection, barrier: Barrier) -> dict[int, str]:
    """The people who want something there, other than the chat itself, each with a language."""
    found = subscriptions.find_in_chat(connection, barrier.chat_id)
    behind = [each for each in found if barrier.topic in (None, each.destination.thread_id)]
    return {
        each.subscriber_id: profiles.find(connection, each.subscriber_id).language or each.language
        for each in behind
        if each.subscriber_id > 0 and each.subscriber_id != barrier.chat_id
    }
