"""/sources: what answers are looked for in; all of it, or what has some words or a tag."""

import asyncio

from telegram import Message as TelegramMessage
from telegram import Update

from bot.context import Context, Dependencies
from bot.handlers.places import Place, place_of, respond
from bot.handlers.rights import is_owner
from bot.payloads import ShowSources, ShowTagged, read_press, tag_key
from bot.rendering.message import Message
from bot.rendering.sources import SourceList, sources_message
from index import Source


async def sources(update: Update, context: Context) -> None:
    """Send the first page of the list of sources; words after the command choose among them."""
    place, words = await place_of(update, context), " ".join(context.args)
    can_care = place.is_private and await is_owner(update, context)
    message = await asyncio.to_thread(
        sources_list, ShowSources(0), place, context.deps, words=words, can_care=can_care
    )
    await respond(place, message, context, quoting=bool(words))


async def turn_page(update: Update, context: Context) -> None:
    """Show another page of the list, or of the sources with a tag, in the same message."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press = read_press(query.data)
    assert isinstance(press, ShowSources | ShowTagged)
    place = await place_of(update, context)
    message = await asyncio.to_thread(
        sources_list,
        press,
        place,
        deps,
        words=_words_of(query.message),
        can_care=place.is_private and await is_owner(update, context),
    )
    await asyncio.gather(
        deps.messenger.toast(query.id), deps.messenger.edit(place.chat_id, place.message_id, message)
    )


def sources_list(
    wanted: ShowSources | ShowTagged,
    place: Place,
    deps: Dependencies,
    *,
    words: str = "",
    can_care: bool = False,
) -> Message:
    """A page of the list of sources that are seen there. May block."""
    known = [source for source in deps.library.sources(within=place.within) if source.documents or can_care]
    tags = {tag_key(tag): tag for source in known for tag in source.tags}
    key = wanted.tag_key if isinstance(wanted, ShowTagged) else ""
    listing = SourceList(known, tags.get(key), "" if key else words, key, can_care)
    _, shown = listing.page(wanted.page)
    without_address = [source.id for source in shown if source.url is None]
    return sources_message(
        listing,
        wanted.page,
        place.phrases,
        username=deps.username,
        documents=deps.library.newest_documents(without_address),
    )


def find_sources(deps: Dependencies, words: str) -> list[Source]:
    """The source with that id or address, else those that have the words in what names them. May block."""
    known = deps.library.sources()
    exact = [source for source in known if words in {source.id, source.locator, source.url}]
    return exact or SourceList(known, words=words).listed()


def _words_of(message: object) -> str:
    """The words after the command that the list is the answer to."""
    asked = message.reply_to_message if isinstance(message, TelegramMessage) else None
    text = (asked.text or "") if asked is not None else ""
    return " ".join(text.split()[1:]) if text.startswith("/sources") else ""
