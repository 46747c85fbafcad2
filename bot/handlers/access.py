"""Whom a closed bot answers: the people it was told to, and the groups its owner has approved."""

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection
from telegram import Update

from bot.chats import admissions
from bot.context import Context
from bot.handlers.places import Place, place_of, respond
from bot.payloads import AdmitChat, write_press
from bot.rendering.message import Button, Message
from bot.rendering.results import notice_choice
from bot.sending.limits import Lane

_TOLD: Final = "told"


async def is_let_in(update: Update, context: Context) -> bool:
    """Whether the bot answers here; whoever it does not answer is told so politely, once."""
    if context.deps.settings.open_access:
        return True
    place = await place_of(update, context)
    of_person = place.is_private or update.guest_message is not None
    asker = place.person_id if of_person else place.chat_id
    if await is_admitted(asker, context):
        return True
    await _turn_away(update, place, asker, context)
    return False


async def is_admitted(chat_id: int, context: Context) -> bool:
    """Whether a closed bot answers the person or group: an owner always."""
    deps = context.deps
    if await deps.database.read_async(lambda c: admissions.is_admitted(c, chat_id)):
        return True
    return chat_id in await deps.owners()


async def ask_for_approval(chat_id: int, title: str, person: str, context: Context) -> None:
    """Let the owners decide whether the group is answered."""
    deps = context.deps
    phrases = deps.texts.phrases(deps.settings.language)
    html = phrases.html("approve-group", chat=title or str(chat_id), person=person)
    buttons = tuple(
        Button(phrases.text(key), write_press(AdmitChat(chat_id, admitted)))
        for key, admitted in (("button-approve", True), ("button-refuse", False))
    )
    for owner in sorted(await deps.owners()):
        await deps.messenger.send(owner, Message(html, (buttons,)), lane=Lane.BULK)


async def is_first_time(chat_id: int, context: Context) -> bool:
    """Whether nobody there was told before that the bot is closed; from now on they have been."""

    def note(connection: Connection) -> str:
        return _TOLD if admissions.note_told(connection, chat_id, at=datetime.now(UTC)) else ""

    return await context.once(note) == _TOLD


async def _turn_away(update: Update, place: Place, asker: int, context: Context) -> None:
    phrases, messenger = place.phrases, context.deps.messenger
    if update.callback_query is not None:
        await messenger.toast(update.callback_query.id, phrases.text("closed-short"), alert=True)
        return
    if update.inline_query is not None:
        await messenger.offer(update.inline_query.id, (), button=phrases.text("closed-button"))
        return
    if not await is_first_time(asker, context):
        return
    if update.guest_message is not None and update.guest_message.guest_query_id is not None:
        closed = Message(phrases.html("closed-short"))
        await messenger.answer_guest(update.guest_message.guest_query_id, notice_choice(closed))
    elif place.is_private:
        await respond(place, Message(phrases.html("closed", id=str(place.person_id))), context)
    else:
        await respond(place, Message(phrases.html("closed-group")), context)
        await ask_for_approval(place.chat_id, place.chat_name, place.person_name, context)
