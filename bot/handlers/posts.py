"""What Telegram tells of a channel's post: its words, its address, its channel and day."""

from dataclasses import dataclass
from datetime import date

from telegram import Chat, ChatFullInfo, MessageOriginChannel
from telegram import Message as TelegramMessage

from bot.context import Context
from bot.handlers.rights import is_admin

_PRIVATE_PREFIX = "-100"


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a channel."""

    text: str
    url: str
    channel: str
    day: date


def is_post(message: TelegramMessage) -> bool:
    """Whether the message is a forwarded post of a channel that has words."""
    return isinstance(message.forward_origin, MessageOriginChannel) and bool(message.text or message.caption)


def post_of(message: TelegramMessage) -> Post:
    """The post that was forwarded, or that the message itself is."""
    origin = message.forward_origin
    text = message.text or message.caption or ""
    if isinstance(origin, MessageOriginChannel):
        day = origin.date.date()
        return Post(text, post_url(origin.chat, origin.message_id), origin.chat.title or "", day)
    return Post(
        text, post_url(message.chat, message.message_id), message.chat.title or "", message.date.date()
    )


def post_url(chat: Chat, message_id: int) -> str:
    """The address of a post: open to all in a channel with a name, else to its members."""
    return (
        f"{channel_url(chat) or f'https://t.me/c/{str(chat.id).removeprefix(_PRIVATE_PREFIX)}'}/{message_id}"
    )


def channel_url(chat: Chat | ChatFullInfo) -> str | None:
    """The address of a channel that has a name."""
    return f"https://t.me/{chat.username}" if chat.username else None


async def channel_of(message: TelegramMessage, context: Context) -> int | None:
    """The channel of a forwarded post if we are an admin there, and so hear of all its posts."""
    origin = message.forward_origin
    if not isinstance(origin, MessageOriginChannel):
        return None
    is_ours = await is_admin(origin.chat.id, context.deps.bot_id, context)
    return origin.chat.id if is_ours else None
