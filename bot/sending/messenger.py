"""The one place that sends: keeps the limits and turns Telegram's errors into outcomes."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial
from typing import Any

from telegram import Bot, ReplyParameters
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.rendering.markup import plain
from bot.rendering.message import Message
from bot.sending.activity import Activity
from bot.sending.arrivals import BETWEEN_SECONDS, Arrivals
from bot.sending.breaker import Breaker
from bot.sending.keyboards import NO_PREVIEW, keyboard, markup
from bot.sending.limits import Lane, Limiter
from bot.sending.outcomes import (
    Barred,
    DeliveryUnknownError,
    Failed,
    Gone,
    Moved,
    Outcome,
    PostponedError,
    RetryAfter,
    Sent,
    Unknown,
)
from bot.sending.queries import Queries
from bot.sending.telegram_errors import is_broken_markup, is_unchanged, outcome_of

logger = logging.getLogger(__name__)

GENERAL_TOPIC = 1
PATIENCE_SECONDS = 20.0
BULK_PATIENCE_SECONDS = 5.0
TURN_SECONDS = {Lane.ANSWER: 65.0, Lane.BULK: 20.0}  # a group that has had its share waits a minute
CALL_SECONDS = 60.0
ANSWERED_SECONDS = (
    10.0  # whoever is the first to try whether Telegram is back sends within this time, or never
)
LONGEST_SEND_SECONDS = TURN_SECONDS[Lane.BULK] + CALL_SECONDS
"""A send in the bulk lane is over by then: sent, refused, given up, or its turn has not come."""


class Messenger(Queries):
    """Sends, edits and answers for one bot, within the limits."""

    def __init__(self, bot: Bot, limiter: Limiter) -> None:
        super().__init__(bot)
        self._limiter = limiter
        self._activity = Activity(bot, limiter)
        self._breaker = Breaker()
        self._arrivals = Arrivals()

    def wait_for(self, chat_id: int) -> float:
        """Seconds until an answer may go to this chat, by Telegram's word and our own limits.

        While Telegram is away, one chat at a time need not wait: its answer tries whether it is back.
        """
        seconds = max(self._limiter.paused_for(chat_id, Lane.ANSWER), self._limiter.busy_for(chat_id))
        return seconds or self._breaker.wait(chat_id, lasts=ANSWERED_SECONDS)

    def away_for(self) -> float:
        """Seconds for which nothing should be sent in bulk: Telegram is away or has just come back."""
        return self._breaker.away_for()

    async def reply(
        self,
        chat_id: int,
        message: Message,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        must_reply: bool = False,
        after: int | None = None,
        direct_topic_id: int | None = None,
    ) -> Sent | Moved | Gone | Barred | Failed:
        """Send what somebody waits for, trying again over short waits.

        Raises PostponedError when Telegram wants a longer wait or is away, and DeliveryUnknownError when
        nobody can know whether the message arrived, though others did; whoever handles the update does so
        again. Then it is looked for first behind the message `after`, which made us send it.
        """
        if after is not None and self._arrivals.is_doubted(chat_id, after, message.html):
            arrived = await self._find_arrived(chat_id, after, message)
            if arrived is not None:
                return arrived
        patience = PATIENCE_SECONDS
        send = partial(self.send, chat_id, message, thread_id=thread_id, direct_topic_id=direct_topic_id)
        while True:
            outcome = await send(reply_to=reply_to, must_reply=must_reply)
            if isinstance(outcome, Unknown):
                if after is not None:
                    self._arrivals.doubt(chat_id, after, message.html)
                if outcome.counts:
                    raise DeliveryUnknownError(outcome.reason)
                raise PostponedError(self._breaker.backoff(chat_id))
            if not isinstance(outcome, RetryAfter):
                return outcome
            if outcome.is_busy or outcome.seconds > patience:
                raise PostponedError(outcome.seconds)
            patience -= outcome.seconds  # the next attempt waits that long for its turn

    async def _find_arrived(self, chat_id: int, after: int, message: Message) -> Sent | None:
        """The message where it would stand, had it arrived; PostponedError when Telegram does not say."""
        found = await self._arrivals.find(chat_id, after, lambda id_: self.edit(chat_id, id_, message))
        if isinstance(found, RetryAfter):
            raise PostponedError(found.seconds)
        if isinstance(found, Unknown):
            raise PostponedError(self._breaker.backoff(chat_id))
        return found

    async def send(
        self,
        chat_id: int,
        message: Message,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        must_reply: bool = False,
        lane: Lane = Lane.ANSWER,
        silent: bool = False,
        direct_topic_id: int | None = None,
    ) -> Outcome:
        """Send once, in this chat's turn: HTML, no link preview, a reply to `reply_to` while that exists.

        When that does not exist any more and it `must_reply`, nothing is sent: Failed. In a channel's direct
        messages, `direct_topic_id` is whom it goes to.

        A chat that Telegram has paused for long, or a bulk lane that is paused at all, is RetryAfter at once;
        so is, in the bulk lane, a chat that has had its share of messages for a while, and what does not get
        its turn in time.
        """
        if (away := self._breaker.wait(chat_id, lasts=TURN_SECONDS[lane] + CALL_SECONDS)) > 0:
            return RetryAfter(away, is_busy=True)
        paused = self._limiter.paused_for(chat_id, lane)
        if paused > (PATIENCE_SECONDS if lane is Lane.ANSWER else 0):
            return RetryAfter(paused)
        busy = self._limiter.busy_for(chat_id) if lane is Lane.BULK else 0
        if busy > BULK_PATIENCE_SECONDS:
            return RetryAfter(busy, is_busy=True)
        try:
            async with asyncio.timeout(TURN_SECONDS[lane]):
                await self._limiter.turn(chat_id, lane)
        except TimeoutError:
            paused = self._limiter.paused_for(chat_id, lane)
            return RetryAfter(max(paused, self._limiter.busy_for(chat_id), 1.0), is_busy=not paused)
        question = ReplyParameters(reply_to, allow_sending_without_reply=not must_reply) if reply_to else None

        def attempt(text: str, parse_mode: str | None) -> Coroutine[Any, Any, TelegramMessage]:
            return self._bot.send_message(
                chat_id,
                text,
                parse_mode=parse_mode,
                message_thread_id=None if thread_id == GENERAL_TOPIC else thread_id,
                reply_parameters=question,
                reply_markup=markup(message),
                link_preview_options=NO_PREVIEW,
                disable_notification=silent or None,
                direct_messages_topic_id=direct_topic_id,
            )

        if lane is Lane.BULK and self._arrivals.is_looked_into(chat_id):
            return RetryAfter(BETWEEN_SECONDS, is_busy=True)
        with self._arrivals.under_way(chat_id):
            outcome = self._noted(chat_id, await self._outcome(chat_id, attempt, message.html))
        if isinstance(outcome, Sent):
            self._arrivals.note_sent(chat_id, outcome.message_id)
        return outcome

    def _noted(self, chat_id: int, outcome: Outcome) -> Outcome:
        """What a send tells of Telegram itself."""
        if isinstance(outcome, Unknown):
            return replace(outcome, counts=self._breaker.failed(chat_id))
        if isinstance(outcome, RetryAfter) and outcome.is_away:
            self._breaker.failed(chat_id)
        else:
            self._breaker.succeeded(chat_id)
        return outcome

    async def edit(self, chat_id: int, message_id: int, message: Message) -> Outcome:
        """Replace text and buttons of a message of ours; unchanged is as good as changed. Never raises.

        The id 0 is that of a message in somebody else's chat, which cannot be named.
        """
        if not message_id:
            return Failed("a message in no chat of ours")
        if (paused := self._limiter.paused_for(chat_id, Lane.ANSWER)) > PATIENCE_SECONDS:
            return RetryAfter(paused)
        await self._limiter.turn(chat_id, counted=False)

        def attempt(text: str, parse_mode: str | None) -> Coroutine[Any, Any, TelegramMessage | bool]:
            return self._bot.edit_message_text(
                text,
                chat_id=chat_id,
                message_id=message_id,
                parse_mode=parse_mode,
                reply_markup=keyboard(message.buttons),
                link_preview_options=NO_PREVIEW,
            )

        outcome = await self._outcome(chat_id, attempt, message.html, message_id)
        # That an edit works says nothing of sending.
        is_away = isinstance(outcome, RetryAfter) and outcome.is_away
        return self._noted(chat_id, outcome) if is_away or isinstance(outcome, Unknown) else outcome

    def typing(self, chat_id: int, thread_id: int | None = None) -> AbstractAsyncContextManager[None]:
        """While the body runs, and once it has run for 300 ms, show "typing…" in the chat."""
        return self._activity.typing(chat_id, thread_id)

    async def _outcome(
        self,
        chat_id: int,
        attempt: Callable[[str, str | None], Coroutine[Any, Any, TelegramMessage | bool]],
        text: str,
        message_id: int = 0,
    ) -> Outcome:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                try:
                    sent = await attempt(text, ParseMode.HTML)
                except TelegramError as error:
                    if not is_broken_markup(error):
                        raise
                    logger.error("Telegram cannot parse our HTML, sent as plain text: %s", error)
                    sent = await attempt(plain(text), None)
        except TimeoutError:
            return Unknown("no answer for a minute")
        except TelegramError as error:
            if is_unchanged(error):
                return Sent(message_id)
            outcome = outcome_of(error)
            if isinstance(outcome, RetryAfter):
                self._limiter.pause(chat_id, outcome.seconds)
            return outcome
        return Sent(sent.message_id if isinstance(sent, TelegramMessage) else message_id)
