"""Who may change what a chat hears: in private oneself, elsewhere its admins."""

from typing import Final

from telegram import ChatMember, Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.context import Context
from bot.sending.outcomes import PostponedError, RetryAfter
from bot.sending.telegram_errors import outcome_of

_AGAIN_SECONDS: Final = 2.0
_ADMINS: Final = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})


async def may_manage(chat_id: int, update: Update, context: Context) -> bool:
    """Whether whoever wrote or pressed may change that chat's subscriptions."""
    user = update.effective_user
    message = None if update.callback_query else update.effective_message
    sender = message.sender_chat if message else None
    if sender is not None:
        return sender.id == chat_id  # an anonymous admin writes in the name of the group itself
    if user is None:
        return False
    return chat_id == user.id or await is_admin(chat_id, user.id, context)


async def is_admin(chat_id: int, person_id: int, context: Context) -> bool:
    """Whether the person is an admin of the chat, or was a minute ago, as far as Telegram tells us."""
    admins = context.deps.admins
    if admins.is_known(chat_id, person_id):
        return True
    member = await _member(chat_id, person_id, context)
    if member is None or member.status not in _ADMINS:
        return False
    admins.note(chat_id, person_id)
    return True


async def may_post(chat_id: int, context: Context) -> bool:
    """Whether we may write to that channel."""
    us = await _member(chat_id, context.deps.bot_id, context)
    # The right is optional: an admin of whom Telegram does not say that it lacks may try.
    return us is not None and us.status in _ADMINS and getattr(us, "can_post_messages", None) is not False


async def _member(chat_id: int, person_id: int, context: Context) -> ChatMember | None:
    """What Telegram says of the person in the chat; None when it does not tell us.

    Raises PostponedError when it cannot be asked now: that says nothing about anybody's rights.
    """
    try:
        return await context.bot.get_chat_member(chat_id, person_id)
    except (BadRequest, Forbidden):
        return None
    except TelegramError as error:
        outcome = outcome_of(error)
        raise PostponedError(
            outcome.seconds if isinstance(outcome, RetryAfter) else _AGAIN_SECONDS
        ) from error


async def is_owner(update: Update, context: Context) -> bool:
    """Whether an owner of this bot writes or presses, in their own name."""
    user = update.effective_user
    message = None if update.callback_query else update.effective_message
    if user is None or (message is not None and message.sender_chat is not None):
        return False
    return await context.deps.is_owner(user.id)
