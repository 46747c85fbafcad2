"""A channel named by an owner, or that an owner has made the bot an admin of, offered as a source."""

import re
from datetime import UTC, datetime
from typing import Final

from telegram import Chat, ChatFullInfo, ChatMember, ChatMemberUpdated
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.additions import drafts
from bot.additions.drafts import LASTS, Draft, DraftKind
from bot.context import Context
from bot.handlers.places import Place, phrases_for, respond
from bot.handlers.posts import channel_url
from bot.handlers.rights import is_admin
from bot.rendering.message import Message
from bot.rendering.previews import channel_message
from bot.sending.limits import Lane

_NAMED: Final = re.compile(r"(?:@|(?:https?://)?t\.me/)([A-Za-z]\w{3,31})/?")


def channel_name(words: str) -> str | None:
    """The name in `@name` or `t.me/name`; None when the words are something else."""
    match = _NAMED.fullmatch(words)
    return match[1] if match else None


async def offer_named(name: str, place: Place, context: Context) -> None:
    """Show what the channel of that name would be as a source, if we are an admin there."""
    try:
        chat = await context.bot.get_chat(f"@{name}")
    except (BadRequest, Forbidden):
        chat = None
    if (
        chat is None
        or chat.type != ChatType.CHANNEL
        or not await is_admin(chat.id, context.deps.bot_id, context)
    ):
        await respond(place, Message(place.phrases.html("add-channel-admin", name=f"@{name}")), context)
        return
    message = channel_message(chat.title or name, context.received.ticket, place.phrases)
    await context.deps.database.write_async(lambda c: drafts.keep(c, _draft(chat, place.chat_id, context)))
    await respond(place, message, context)


async def offer_joined(change: ChatMemberUpdated, context: Context) -> None:
    """Offer an owner the channel of which we have just been made an admin by them."""
    owner, chat = change.from_user, change.chat
    is_new = change.old_chat_member.status != ChatMember.ADMINISTRATOR
    if chat.type != ChatType.CHANNEL or change.new_chat_member.status != ChatMember.ADMINISTRATOR:
        return
    if is_new and await context.deps.is_owner(owner.id):
        phrases = await phrases_for(owner, context)
        message = channel_message(chat.title or "", context.received.ticket, phrases)
        await context.deps.database.write_async(lambda c: drafts.keep(c, _draft(chat, owner.id, context)))
        await context.deps.messenger.send(owner.id, message, lane=Lane.BULK)


def _draft(chat: Chat | ChatFullInfo, owner_chat_id: int, context: Context) -> Draft:
    return Draft(
        context.received.ticket,
        owner_chat_id,
        DraftKind.CHANNEL,
        str(chat.id),
        chat.title or str(chat.id),
        datetime.now(UTC) + LASTS,
        url=channel_url(chat),
        channel_id=chat.id,
    )
