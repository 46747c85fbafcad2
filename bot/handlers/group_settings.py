"""/settings of a group: shown to its admins and changed by them, in the group or in private."""

import asyncio
from typing import Final

from sqlalchemy import Connection
from telegram import CallbackQuery, ChatMember, Update
from telegram.error import TelegramError

from bot.chats import barriers, profiles, tags
from bot.chats.profiles import Askers, Length
from bot.context import Context
from bot.handlers.places import Place, place_of, respond
from bot.handlers.rights import may_manage
from bot.payloads import ChooseForGroup, Group, GroupPress, ShowTags, ToggleTag, read_press, tag_key
from bot.rendering.group_settings import GroupChoices, group_settings_message, tags_message
from bot.rendering.message import Message

_ON_OFF: Final = {"on": True, "off": False}


async def show(update: Update, context: Context) -> None:
    """Show an admin what can be chosen for this group and topic."""
    place = await place_of(update, context)
    if not await may_manage(place.chat_id, update, context):
        await respond(place, Message(place.phrases.html("only-admins")), context)
        return
    await respond(place, await _menu(Group(place.chat_id, place.thread_id), place, context), context)


async def show_in_private(group: Group, update: Update, context: Context) -> None:
    """Show an admin of a group its settings, by the link that leads from there."""
    place = await place_of(update, context)
    if not place.is_private or not await may_manage(group.chat_id, update, context):
        await respond(place, Message(place.phrases.html("settings-not-admin")), context)
        return
    await respond(place, await _menu(group, place, context), context)


async def press(update: Update, context: Context) -> None:
    """Do what a button says, if an admin of the group has pressed it, and show how things are now."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    wanted, place = read_press(query.data), await place_of(update, context)
    assert isinstance(wanted, GroupPress)
    key = await _refusal(wanted, place, query, update, context)
    if key is not None:
        await deps.messenger.toast(query.id, place.phrases.text(key), alert=key != "button-gone")
        return
    known = await _known_tags(context) if isinstance(wanted, ShowTags | ToggleTag) else frozenset()
    changed = isinstance(wanted, ChooseForGroup | ToggleTag)
    if changed:
        await context.once(lambda c: _change(c, wanted, known))
        place = await place_of(update, context)
    match wanted:
        case ShowTags(group, page) | ToggleTag(group, _, page):
            message = tags_message(await _standing(group, place, context), known, page, place.phrases)
        case _:
            message = await _menu(wanted.group, place, context)
    await asyncio.gather(
        deps.messenger.toast(query.id, place.phrases.text("settings-saved") if changed else ""),
        deps.messenger.edit(place.chat_id, place.message_id, message),
    )


async def _refusal(
    wanted: GroupPress, place: Place, query: CallbackQuery, update: Update, context: Context
) -> str | None:
    """The key of the text that says why nothing is done; None when it may be."""
    here = place.is_private or place.chat_id == wanted.group.chat_id
    if query.message is None or not here or not _is_possible(wanted, context):
        return "button-gone"
    if await may_manage(wanted.group.chat_id, update, context):
        return None
    return "settings-not-admin" if place.is_private else "only-admins-here"


def _is_possible(wanted: GroupPress, context: Context) -> bool:
    """Whether a choice is one that we offer; anybody can forge a button."""
    if not isinstance(wanted, ChooseForGroup):
        return True
    possible: dict[str, tuple[str, ...]] = {
        "language": ("", *context.deps.texts.languages),
        "length": tuple(Length),
        "askers": tuple(Askers),
        "mentions": tuple(_ON_OFF),
        "quiet": tuple(_ON_OFF),
    }
    return wanted.value in possible[wanted.name]


def _change(connection: Connection, wanted: GroupPress, known: frozenset[str]) -> str:
    match wanted:
        case ChooseForGroup(group, name, value):
            profiles.choose(connection, group.chat_id, name, _ON_OFF.get(value, value or None))
        case ToggleTag(group, "", _):
            tags.choose_all(connection, group.chat_id, group.thread_id)
        case ToggleTag(group, key, _):
            chosen = tags.find_chosen(connection, group.chat_id, group.thread_id)
            for tag in known | chosen:
                if tag_key(tag) == key:
                    tags.toggle(connection, group.chat_id, group.thread_id, tag)
    return "settings-saved"


async def _menu(group: Group, place: Place, context: Context) -> Message:
    texts = context.deps.texts
    languages = [(code, texts.get(code, "language-name")) for code in texts.languages]
    return group_settings_message(
        await _standing(group, place, context),
        place.phrases,
        languages,
        link_as=None if place.is_private else context.deps.username,
    )


async def _standing(group: Group, place: Place, context: Context) -> GroupChoices:
    def read(connection: Connection) -> GroupChoices:
        barred = barriers.find_all(connection, group.chat_id)
        return GroupChoices(
            group,
            title,
            profiles.find(connection, group.chat_id),
            tags.find_chosen(connection, group.chat_id, group.thread_id),
            sorted(each.thread_id for each in barred if each.thread_id > 0),
            mentions_lost,
        )

    title = place.chat_name or await _title(group, context)
    mentions_lost = await _may_lose_mentions(group, context)
    return await context.deps.database.read_async(read)


async def _title(group: Group, context: Context) -> str:
    try:
        return (await context.bot.get_chat(group.chat_id)).title or str(group.chat_id)
    except TelegramError:
        return str(group.chat_id)


async def _may_lose_mentions(group: Group, context: Context) -> bool:
    """Whether privacy mode keeps from us what is not a command or a reply."""
    if context.bot.can_read_all_group_messages:
        return False
    try:
        us = await context.bot.get_chat_member(group.chat_id, context.deps.bot_id)
    except TelegramError:
        return False
    return us.status not in (ChatMember.ADMINISTRATOR, ChatMember.OWNER)


async def _known_tags(context: Context) -> frozenset[str]:
    return frozenset(await asyncio.to_thread(context.deps.library.tags))
