"""Shows "typing…" while an answer is being made."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.sending.limits import Lane, Limiter

logger = logging.getLogger(__name__)

TYPING_AFTER_SECONDS = 0.3
MOST_TYPING = 8
TYPING_LASTS_SECONDS = 4.5


class Activity:
    """Tells chats that the bot is typing; never where Telegram has asked for a pause."""

    def __init__(self, bot: Bot, limiter: Limiter) -> None:
        self._bot = bot
        self._limiter = limiter
        self._typing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def typing(self, chat_id: int, thread_id: int | None = None) -> AsyncIterator[None]:
        """While the body runs, and once it has run for 300 ms, show "typing…" in the chat."""
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        start = loop.call_later(TYPING_AFTER_SECONDS, self._start, chat_id, thread_id, over)
        try:
            yield
        finally:
            start.cancel()
            over.set()

    def _start(self, chat_id: int, thread_id: int | None, over: asyncio.Event) -> None:
        if len(self._typing) >= MOST_TYPING:  # a crowd waits: each of these requests would delay an answer
            return
        # Not cancelled when it is over: that would break off a request and cost a connection.
        task = asyncio.create_task(self._show(chat_id, thread_id, over))
        self._typing.add(task)
        task.add_done_callback(self._typing.discard)

    async def _show(self, chat_id: int, thread_id: int | None, over: asyncio.Event) -> None:
        while not over.is_set() and self._limiter.paused_for(chat_id, Lane.ANSWER) == 0:
            try:
                await self._bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread_id)
            except TelegramError as error:
                logger.debug("No typing shown: %s", error)
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(TYPING_LASTS_SECONDS):
                    await over.wait()
