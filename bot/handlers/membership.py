"""The bot's place in a chat: blocked and unblocked, added and removed, moved with its group."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection
from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated, Update
from telegram.constants import ChatType

from bot import inbox
from bot.chats import admissions, profiles
from bot.context import Context
from bot.delivery import life
from bot.delivery.chat_moves import move_chat
from bot.handlers.access import ask_for_approval, is_admitted, is_first_time
from bot.handlers.channels import offer_joined
from bot.handlers.places import phrases_for, place_of
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from bot.sending.outcomes import Barred, PostponedError, Sent

_NEWS_OF_A_MOVE_SECONDS: Final = 3.0
_OUTSIDE: Final = frozenset({ChatMember.LEFT, ChatMember.BANNED})
_GROUPS: Final = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


async def membership(update: Update, context: Context) -> None:
    """Remember whether the chat can be written to, and introduce the bot to a group that it is new to."""
    change, database = update.my_chat_member, context.deps.database
    assert change is not None
    chat_id, status, now = change.chat.id, change.new_chat_member.status, datetime.now(UTC)
    context.deps.admins.forget_chat(chat_id)
    may_not = _is_outside(change.new_chat_member) or not _may_write(change.new_chat_member)
    if may_not and await database.read_async(lambda c: _is_outdated(c, context)):
        return  # what has changed since holds: news that came after that are not to be lost
    if _is_outside(change.new_chat_member):
        await database.write_async(lambda c: life.note_gone(c, chat_id, reason=status, at=now))
    elif not _may_write(change.new_chat_member):
        barred = Barred("the bot's rights were taken away")
        await database.write_async(lambda c: life.note_barred(c, chat_id, None, barred, at=now))
    else:
        await database.write_async(lambda c: life.note_sign(c, chat_id, None, at=now, asked=True))
        await offer_joined(change, context)
        if change.chat.type in _GROUPS and change.old_chat_member.status in _OUTSIDE:
            await _meet(change, context)


async def reopened(update: Update, context: Context) -> None:
    """A topic was opened again, or General shown again: what waits for it is tried."""
    place, now = await place_of(update, context), datetime.now(UTC)
    await context.deps.database.write_async(
        lambda c: life.note_sign(c, place.chat_id, place.thread_id, at=now, asked=True)
    )


async def migrated(update: Update, context: Context) -> None:
    """A group has become a supergroup, with another id: all that is known of it moves there."""
    message = update.message
    assert message is not None
    old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
    await context.deps.database.write_async(lambda connection: move_chat(connection, old, new))


def group_greeting(phrases: Phrases, context: Context, *, is_admin: bool) -> Message:
    """What the bot does and how to ask it in a group, and what it gets to see there."""
    sees_all = is_admin or context.bot.can_read_all_group_messages
    private = Button(phrases.text("button-ask-in-private"), url=f"https://t.me/{context.deps.username}")
    return Message(phrases.html("greeting-group", sees="all" if sees_all else "some"), ((private,),))


async def _meet(change: ChatMemberUpdated, context: Context) -> None:
    """Introduce the bot to the group; a closed one waits for its owner's word, unless the owner added it."""
    deps, chat, person = context.deps, change.chat, change.from_user
    if not deps.settings.open_access and not await is_admitted(chat.id, context):
        if not await deps.is_owner(person.id):
            if await is_first_time(chat.id, context):
                phrases = await phrases_for(person, context, chat_id=chat.id)
                await deps.messenger.reply(chat.id, Message(phrases.html("closed-group")))
                await ask_for_approval(chat.id, chat.title or "", person.full_name, context)
            return
        now = datetime.now(UTC)
        await deps.database.write_async(lambda c: admissions.admit(c, chat.id, at=now))
    await _introduce(change, context)


async def _introduce(change: ChatMemberUpdated, context: Context) -> None:
    """Greet the group, unless it was greeted before, be it under the id that it had as a basic group.

    A basic group that becomes a supergroup is a new chat at first: Telegram says so in other updates, which
    may come after this one.
    """
    deps, chat_id = context.deps, change.chat.id
    if change.chat.type == ChatType.SUPERGROUP and context.received.not_before is None:
        raise PostponedError(_NEWS_OF_A_MOVE_SECONDS)

    def is_known(connection: Connection) -> bool:
        greeted = profiles.find(connection, chat_id).greeted_at is not None
        return greeted or inbox.is_waiting(connection, chat_id, kind="migration")

    if await deps.database.read_async(is_known):
        return
    phrases = await phrases_for(change.from_user, context, chat_id=chat_id)
    is_admin = change.new_chat_member.status == ChatMember.ADMINISTRATOR
    await greet_group(chat_id, phrases, context, is_admin=is_admin)


async def greet_group(chat_id: int, phrases: Phrases, context: Context, *, is_admin: bool) -> None:
    """Introduce the bot to the group, and remember that."""
    deps, greeting = context.deps, group_greeting(phrases, context, is_admin=is_admin)
    if isinstance(await deps.messenger.reply(chat_id, greeting), Sent):
        now = datetime.now(UTC)
        await deps.database.write_async(lambda connection: profiles.mark_greeted(connection, chat_id, at=now))


def _is_outdated(connection: Connection, context: Context) -> bool:
    """Whether a later word of the bot's place in that chat waits already, as after an outage."""
    one = context.received
    return inbox.is_waiting(connection, one.queue, kind="my_chat_member", after=one.update_id)


def _is_outside(us: ChatMember) -> bool:
    if isinstance(us, ChatMemberRestricted):
        return not us.is_member
    return us.status in _OUTSIDE


def _may_write(us: ChatMember) -> bool:
    if isinstance(us, ChatMemberRestricted):
        return us.can_send_messages
    # The right is a channel's alone: elsewhere Telegram says nothing of it.
    return getattr(us, "can_post_messages", None) is not False
