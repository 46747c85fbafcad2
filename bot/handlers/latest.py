"""/latest: what came last."""

import asyncio

from telegram import Update

from bot.context import Context
from bot.handlers.places import Place, place_of, respond
from bot.payloads import ShowLatest, read_press
from bot.rendering.lists import PAGE_LENGTH, latest_message
from bot.rendering.message import Message


async def latest(update: Update, context: Context) -> None:
    """Send the newest documents."""
    place = await place_of(update, context)
    await respond(place, await latest_page(place, 0, context), context)


async def turn_page(update: Update, context: Context) -> None:
    """Show older or newer ones in the same message."""
    query = update.callback_query
    assert query is not None
    press = read_press(query.data)
    assert isinstance(press, ShowLatest)
    place = await place_of(update, context)
    message = await latest_page(place, press.page, context)
    await asyncio.gather(
        context.deps.messenger.toast(query.id),
        context.deps.messenger.edit(place.chat_id, place.message_id, message),
    )


async def latest_page(place: Place, page: int, context: Context) -> Message:
    """A page of the newest documents, from 0."""
    library = context.deps.library
    offset, within = page * PAGE_LENGTH, place.within
    found = await asyncio.to_thread(library.latest, limit=PAGE_LENGTH + 1, offset=offset, within=within)
    shown, more = found[:PAGE_LENGTH], len(found) > PAGE_LENGTH
    return latest_message(shown, page, place.phrases, username=context.deps.username, more=more)
