"""Our buttons and results as python-telegram-bot's."""

from collections.abc import Sequence
from typing import Final

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode

from bot.rendering.message import Button, Choice, Message

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The buttons below a message; None for none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.text, callback_data=b.data, url=b.url) for b in row] for row in rows]
    )


def markup(message: Message) -> InlineKeyboardMarkup | ForceReply | None:
    """What stands below a message when it is sent: a reply that is begun, or its buttons."""
    return ForceReply() if message.wants_reply else keyboard(message.buttons)


def article(choice: Choice) -> InlineQueryResultArticle:
    """A result that becomes the choice's message."""
    return InlineQueryResultArticle(
        choice.id,
        choice.title,
        InputTextMessageContent(choice.message.html, ParseMode.HTML, link_preview_options=NO_PREVIEW),
        reply_markup=keyboard(choice.message.buttons),
        description=choice.description or None,
    )
