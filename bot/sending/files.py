"""Files and pictures sent to a chat, and a file that somebody has sent."""

from typing import Final

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.rendering.markup import Html
from bot.sending.outcomes import Outcome, PostponedError, RetryAfter, Sent
from bot.sending.telegram_errors import outcome_of

_AGAIN_SECONDS: Final = 2.0


async def send_file(bot: Bot, chat_id: int, name: str, content: bytes, caption: Html) -> Outcome:
    """Send a document once. Never raises."""
    try:
        sent = await bot.send_document(
            chat_id, content, caption=caption, filename=name, parse_mode=ParseMode.HTML
        )
    except TelegramError as error:
        return outcome_of(error)
    return Sent(sent.message_id)


async def send_photo(bot: Bot, chat_id: int, content: bytes, caption: Html) -> Outcome:
    """Send a picture once. Never raises."""
    try:
        sent = await bot.send_photo(chat_id, content, caption=caption, parse_mode=ParseMode.HTML)
    except TelegramError as error:
        return outcome_of(error)
    return Sent(sent.message_id)


async def fetch_file(bot: Bot, file_id: str) -> bytes | None:
    """The content of a file that somebody has sent; None when Telegram does not hand it over any more.

    Raises PostponedError when it cannot be had now.
    """
    try:
        file = await bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
    except (BadRequest, Forbidden, InvalidToken):  # the last is how a file that is not there is told
        return None
    except TelegramError as error:
        outcome = outcome_of(error)
        seconds = outcome.seconds if isinstance(outcome, RetryAfter) else _AGAIN_SECONDS
        raise PostponedError(seconds) from None  # its text may hold the address, and so the token
