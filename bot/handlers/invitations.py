"""Links that let one person in or make one the owner, and the owner's word on who is let in."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Connection
from telegram import Update
from telegram.error import TelegramError

from bot.chats import admissions, codes, owners
from bot.chats.codes import Purpose
from bot.context import Context
from bot.handlers.membership import greet_group
from bot.handlers.owner import for_owners, show_menu
from bot.handlers.places import Place, place_of, respond
from bot.payloads import AcceptInvitation, AdmitChat, deep_link, read_press, write_press
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from bot.sending.limits import Lane

_DONE = "done"


@for_owners
async def invite(update: Update, context: Context) -> None:
    """Give the owner a link that lets one person in."""
    place, deps = await place_of(update, context), context.deps
    if deps.settings.open_access:
        await respond(place, Message(place.phrases.html("invite-open")), context)
        return
    now = datetime.now(UTC)
    code = await deps.database.write_async(lambda c: codes.make(c, Purpose.INVITE, now=now))
    link = deep_link(deps.username, AcceptInvitation(code))
    days = codes.LASTS[Purpose.INVITE].days
    await respond(place, Message(place.phrases.html("invite", link=link, days=days)), context)


async def accept(place: Place, code: str, context: Context) -> bool:
    """Let in whoever has come by a link; whether they are in now."""

    def admit(connection: Connection, now: datetime) -> None:
        admissions.admit(connection, place.chat_id, at=now)

    if not await _redeem(code, Purpose.INVITE, place, admit, context):
        await respond(place, Message(place.phrases.html("link-used-up")), context)
        return False
    await _tell_of_guest(place, context)
    return True


async def claim(place: Place, code: str, context: Context) -> None:
    """Make the owner of whoever has the code from the log."""

    def add(connection: Connection, now: datetime) -> None:
        owners.add(connection, place.person_id, at=now)

    done = await _redeem(code, Purpose.CLAIM, place, add, context)
    await respond(place, Message(place.phrases.html("claimed" if done else "claim-used-up")), context)
    if done:
        await show_menu(place, context)


async def _redeem(
    code: str, purpose: Purpose, place: Place, grant: Callable[[Connection, datetime], None], context: Context
) -> bool:
    """Use a code up and grant what it is for, in one transaction; False for one that is none any more."""
    now = datetime.now(UTC)

    def use(connection: Connection) -> str:
        if not codes.redeem(connection, code, purpose, place.person_id, now=now):
            return ""
        grant(connection, now)
        return _DONE

    return await context.once(use) == _DONE


async def decide(update: Update, context: Context) -> None:
    """Let a person or group in, or no longer, as the owner's button says."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, AdmitChat)
    if not place.is_private or not await deps.is_owner(place.person_id):
        await deps.messenger.toast(query.id, place.phrases.text("button-gone"))
        return
    now = datetime.now(UTC)
    if press.admitted:
        await deps.database.write_async(lambda c: admissions.admit(c, press.chat_id, at=now))
    else:
        await deps.database.write_async(lambda c: admissions.expel(c, press.chat_id))
    await deps.messenger.toast(query.id)
    name = await deps.messenger.title_of(press.chat_id)
    await deps.messenger.edit(place.chat_id, place.message_id, _decided(press, name, place.phrases))
    if press.chat_id < 0:
        await (_welcome if press.admitted else _leave)(press.chat_id, context)


def _decided(press: AdmitChat, name: str, phrases: Phrases) -> Message:
    kind = "group" if press.chat_id < 0 else "person"
    html = phrases.html("let-in" if press.admitted else "not-let-in", name=name, kind=kind)
    if press.chat_id < 0 and not press.admitted:  # the bot has left: there is nothing to take back
        return Message(html)
    label = phrases.text("button-expel" if press.admitted else "button-approve")
    return Message(html, ((Button(label, write_press(AdmitChat(press.chat_id, not press.admitted))),),))


async def _welcome(chat_id: int, context: Context) -> None:
    deps = context.deps
    await greet_group(chat_id, deps.texts.phrases(deps.settings.language), context, is_admin=False)


async def _leave(chat_id: int, context: Context) -> None:
    try:
        await context.bot.leave_chat(chat_id)
    except TelegramError:
        return  # it is not there any more


async def _tell_of_guest(place: Place, context: Context) -> None:
    deps = context.deps
    phrases = deps.texts.phrases(deps.settings.language)
    html = phrases.html("guest-came", name=place.person_name, id=str(place.person_id))
    button = Button(phrases.text("button-expel"), write_press(AdmitChat(place.chat_id, False)))
    for owner in sorted(await deps.owners()):
        await deps.messenger.send(owner, Message(html, ((button,),)), lane=Lane.BULK)
