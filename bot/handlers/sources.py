"""/sources: what answers are looked for in."""

import asyncio

from telegram import Update

from bot.context import Context, Dependencies
from bot.handlers.places import Place, place_of, respond
from bot.payloads import ShowSources, read_press
from bot.rendering.lists import sources_message, sources_page
from bot.rendering.message import Message


async def sources(update: Update, context: Context) -> None:
    """Send the first page of the list of sources."""
    place = await place_of(update, context)
    await respond(place, await asyncio.to_thread(sources_list, 0, place, context.deps), context)


async def turn_page(update: Update, context: Context) -> None:
    """Show another page of the list in the same message."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press = read_press(query.data)
    assert isinstance(press, ShowSources)
    place = await place_of(update, context)
    message = await asyncio.to_thread(sources_list, press.page, place, deps)
    await asyncio.gather(
        deps.messenger.toast(query.id), deps.messenger.edit(place.chat_id, place.message_id, message)
    )


def sources_list(page: int, place: Place, deps: Dependencies) -> Message:
    """A page of the list of sources that are seen there, from 0. May block."""
    known = [source for source in deps.library.sources(within=place.within) if source.documents]
    _, shown = sources_page(known, page)
    without_address = [source.id for source in shown if source.url is None]
    return sources_message(
        known,
        page,
        place.phrases,
        username=deps.username,
        documents=deps.library.newest_documents(without_address),
    )
