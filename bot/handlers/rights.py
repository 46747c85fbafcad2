"""Who may change what a chat hears: in private oneself, elsewhere its admins."""

import time

from telegram import ChatMember, Update
from telegram.error import TelegramError

from bot.context import Context

_ADMINS = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})


async def may_manage(chat_id: int, update: Update, context: Context) -> bool:
    """Whether whoever wrote or pressed may change that chat's subscriptions."""
    message, user = update.message, update.effective_user
    sender = message.sender_chat if message else None
    if sender is not None:
        return sender.id == chat_id  # an anonymous admin writes in the name of the group itself
    if user is None:
        return False
    return chat_id == user.id or await is_admin(chat_id, user.id, context)


async def is_admin(chat_id: int, person_id: int, context: Context) -> bool:
    """Whether the person is an admin of the chat, or was a minute ago, as far as Telegram tells us."""
    admins, now = context.deps.admins, time.monotonic()
    if admins.is_known(chat_id, person_id, now):
        return True
    try:
        member = await context.bot.get_chat_member(chat_id, person_id)
    except TelegramError:
        return False
    if member.status not in _ADMINS:
        return False
    admins.note(chat_id, person_id, now)
    return True


async def may_post(chat_id: int, context: Context) -> bool:
    """Whether we may write to that channel."""
    try:
        us = await context.bot.get_chat_member(chat_id, context.deps.bot_id)
    except TelegramError:
        return False
    # The right is optional: an admin of whom Telegram does not say that it lacks may try.
    return us.status in _ADMINS and getattr(us, "can_post_messages", None) is not False
