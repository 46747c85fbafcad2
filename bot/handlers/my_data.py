"""/mydata, /forget and /whoami: what is kept of a person, handed over or gone, and under which id."""

import json
from datetime import UTC, datetime

from telegram import Update

from bot.context import Context
from bot.delivery.chat_moves import find_person, forget_person
from bot.handlers.places import place_of, respond
from bot.payloads import ForgetMe, write_press
from bot.rendering.message import Button, Message
from bot.sending.files import send_file


async def my_data(update: Update, context: Context) -> None:
    """Send everything that is kept under the person's id, as a JSON document, to the private chat."""
    place, deps = await place_of(update, context), context.deps
    if not place.is_private:
        await respond(place, Message(place.phrases.html("data-only-in-private")), context)
        return
    found = await deps.database.read_async(lambda c: find_person(c, place.person_id))
    now = datetime.now(UTC)
    told = {"user_id": place.person_id, "at": now.isoformat(timespec="seconds"), "kept": found}
    content = json.dumps(told, ensure_ascii=False, indent=2).encode()
    rows = sum(map(len, found.values()))
    caption = place.phrases.html("my-data", rows=rows)
    await send_file(context.bot, place.chat_id, f"footnote-{now:%Y-%m-%d}.json", content, caption)


async def forget(update: Update, context: Context) -> None:
    """Ask whether all of it is to be forgotten."""
    place = await place_of(update, context)
    if not place.is_private:
        await respond(place, Message(place.phrases.html("data-only-in-private")), context)
        return
    button = Button(place.phrases.text("button-forget"), write_press(ForgetMe()))
    await respond(place, Message(place.phrases.html("forget-sure"), ((button,),)), context)


async def forget_now(update: Update, context: Context) -> None:
    """Forget all of it, and say so; pressed again it finds nothing more."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    place = await place_of(update, context)
    if not place.is_private:
        await deps.messenger.toast(query.id, place.phrases.text("button-gone"))
        return
    await deps.database.write_async(lambda c: forget_person(c, place.person_id))
    deps.recent.forget(place.person_id)
    await deps.messenger.toast(query.id)
    await deps.messenger.edit(place.chat_id, place.message_id, Message(place.phrases.html("forgotten")))


async def who_am_i(update: Update, context: Context) -> None:
    """Tell people the number by which Telegram knows them: what ADMIN_IDS wants."""
    place = await place_of(update, context)
    await respond(place, Message(place.phrases.html("who-am-i", id=str(place.person_id))), context)
