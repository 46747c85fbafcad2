"""From answers, sources and documents to Telegram messages within Telegram's limits. Pure."""

from bot.rendering.cards import answer_message, repeat_message
from bot.rendering.choices import settings_message
from bot.rendering.documents import document_message
from bot.rendering.lists import latest_message, sources_message, sources_page
from bot.rendering.message import Button, Choice, Message

__all__ = [
    "Button",
    "Choice",
    "Message",
    "answer_message",
    "document_message",
    "latest_message",
    "repeat_message",
    "settings_message",
    "sources_message",
    "sources_page",
]
