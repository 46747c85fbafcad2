"""Answers what is no message: pressed buttons, words typed after our name, guests; asks who a chat is."""

import logging
from collections.abc import Sequence
from typing import Final

from telegram import Bot, InlineQueryResultsButton
from telegram.error import TelegramError

from bot.rendering.message import Choice
from bot.sending.keyboards import article

logger = logging.getLogger(__name__)

OFFER_LASTS_SECONDS: Final = 30


class Queries:
    """What is answered at once or never: Telegram takes no answer to it after some seconds."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

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
        """The title of a chat, or a person's name; the id when Telegram does not tell. Never raises."""
        try:
            chat = await self._bot.get_chat(chat_id)
        except TelegramError:
            return str(chat_id)
        return chat.effective_name or str(chat_id)
