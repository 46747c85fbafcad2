"""Files and pictures sent to a chat."""

from telegram import Bot
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.rendering.markup import Html
from bot.sending.outcomes import Outcome, Sent
from bot.sending.telegram_errors import outcome_of


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
