"""The one place that sends: keeps the limits and turns Telegram's errors into outcomes."""

import asyncio
import html
import logging
import re
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from telegram import Bot, InlineQueryResultsButton, ReplyParameters
from telegram import Message as TelegramMessage
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.rendering.message import Choice, Message
from bot.sending.activity import Activity
from bot.sending.keyboards import NO_PREVIEW, article, keyboard
from bot.sending.limits import Lane, Limiter
from bot.sending.outcomes import (
    Barred,
    Failed,
    Gone,
    Moved,
    Outcome,
    PostponedError,
    RetryAfter,
    Sent,
    Unknown,
)
from bot.sending.telegram_errors import is_broken_markup, is_unchanged, outcome_of

logger = logging.getLogger(__name__)

GENERAL_TOPIC = 1
PATIENCE_SECONDS = 20.0
BULK_PATIENCE_SECONDS = 5.0
TURN_SECONDS = {Lane.ANSWER: 65.0, Lane.BULK: 20.0}  # a group that has had its share waits a minute
CALL_SECONDS = 60.0
LONGEST_SEND_SECONDS = TURN_SECONDS[Lane.BULK] + CALL_SECONDS
"""A send in the bulk lane is over by then: sent, refused, given up, or its turn has not come."""
OFFER_LASTS_SECONDS = 30

_TAG = re.compile(r"<[^>]*>")


class DeliveryUnknownError(Exception):
    """The connection broke while sending: the message may have arrived or not."""


class Messenger:
    """Sends, edits and answers for one bot, within the limits."""

    def __init__(self, bot: Bot, limiter: Limiter) -> None:
        self._bot = bot
        self._limiter = limiter
        self._activity = Activity(bot, limiter)

    def wait_for(self, chat_id: int) -> float:
        """Seconds until an answer may go to this chat, by Telegram's word and our own limits."""
        return max(self._limiter.paused_for(chat_id, Lane.ANSWER), self._limiter.busy_for(chat_id))

    async def reply(
        self,
        chat_id: int,
        message: Message,
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        must_reply: bool = False,
    ) -> Sent | Moved | Gone | Barred | Failed:
        """Send what somebody waits for, trying again over short waits.

        Raises PostponedError when Telegram wants a longer wait, and DeliveryUnknownError when nobody can know
        whether the message arrived; whoever handles the update then does so again.
        """
        patience = PATIENCE_SECONDS
        while True:
            outcome = await self.send(
                chat_id, message, thread_id=thread_id, reply_to=reply_to, must_reply=must_reply
            )
            if isinstance(outcome, Unknown):
                raise DeliveryUnknownError(outcome.reason)
            if not isinstance(outcome, RetryAfter):
                return outcome
            if outcome.seconds > patience:
                raise PostponedError(outcome.seconds)
            patience -= outcome.seconds  # the next attempt waits that long for its turn

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
    ) -> Outcome:
        """Send once, in this chat's turn: HTML, no link preview, a reply to `reply_to` while that exists.

        When that does not exist any more and it `must_reply`, nothing is sent: Failed.

        A chat that Telegram has paused for long, or a bulk lane that is paused at all, is RetryAfter at once;
        so is, in the bulk lane, a chat that has had its share of messages for a while, and what does not get
        its turn in time.
        """
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
                reply_markup=keyboard(message.buttons),
                link_preview_options=NO_PREVIEW,
                disable_notification=silent or None,
            )

        return await self._outcome(chat_id, attempt, message.html)

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

        return await self._outcome(chat_id, attempt, message.html, message_id)

    async def toast(
        self, query_id: str, text: str = "", *, alert: bool = False, url: str | None = None
    ) -> None:
        """Answer a pressed button, with a short notice or none; a press too old is let go. Never raises.

        `url` is a link to this bot, which is opened.
        """
        try:
            await self._bot.answer_callback_query(query_id, text or None, show_alert=alert or None, url=url)
        except TelegramError as error:
            logger.info("A pressed button could not be answered: %s", error)

    async def offer(
        self, query_id: str, choices: Sequence[Choice], *, next_offset: str = "", button: str | None = None
    ) -> None:
        """Offer results to somebody who is typing, or above none of them a `button` to the private chat.

        They are in the words of that person, so others are not shown them. Never raises.
        """
        try:
            await self._bot.answer_inline_query(
                query_id,
                [article(choice) for choice in choices],
                cache_time=OFFER_LASTS_SECONDS,
                is_personal=True,
                next_offset=next_offset,
                button=InlineQueryResultsButton(button, start_parameter="ask") if button else None,
            )
        except TelegramError as error:
            logger.info("Results could not be offered: %s", error)

    async def answer_guest(self, query_id: str, choice: Choice) -> bool:
        """Answer in a chat that we are no member of; whether Telegram took it. Never raises."""
        try:
            await self._bot.answer_guest_query(query_id, article(choice))
        except TelegramError as error:
            logger.info("A guest's question could not be answered: %s", error)
            return False
        return True

    async def title_of(self, chat_id: int) -> str:
        """The title of a group or channel, or its id when Telegram does not tell. Never raises."""
        try:
            chat = await self._bot.get_chat(chat_id)
        except TelegramError:
            return str(chat_id)
        return chat.title or str(chat_id)

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


def plain(markup: str) -> str:
    """The text of Telegram HTML without its tags."""
    return html.unescape(_TAG.sub("", markup))
