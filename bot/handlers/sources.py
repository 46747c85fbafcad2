"""/sources: what answers are looked for in; all of it, or what has some words or a tag."""

import asyncio
import sys
from collections.abc import Sequence
from functools import partial

from telegram import Message as TelegramMessage
from telegram import Update

from bot.context import Context, Dependencies
from bot.handlers.places import Place, place_of, respond
from bot.handlers.rights import is_owner
from bot.payloads import ShowSources, ShowTagged, read_press, tag_key
from bot.rendering.lists import PAGE_LENGTH
from bot.rendering.message import Message
from bot.rendering.sources import SourceList, last_page, sources_message
from index import Listing, Source


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
    library, within = deps.library, place.within
    tags = list(library.tags(with_texts=not can_care, within=within))
    key = wanted.tag_key if isinstance(wanted, ShowTagged) else ""
    tag = next((tag for tag in tags if tag_key(tag) == key), None)
    chosen = Listing(tag, "" if key else words, with_texts=not can_care)
    find = partial(library.listed, chosen, limit=PAGE_LENGTH, within=within)
    number = max(0, wanted.page)
    found = find(offset=number * PAGE_LENGTH)
    if number > last_page(found.sources):
        number = last_page(found.sources)
        found = find(offset=number * PAGE_LENGTH)
    listing = SourceList(found, number, tags, tag, chosen.words, key, can_care)
    without_address = [source.id for source in found.shown if source.url is None]
    documents = library.newest_documents(without_address)
    return sources_message(listing, place.phrases, username=deps.username, documents=documents)


def find_sources(deps: Dependencies, words: str) -> Sequence[Source]:
    """The source with that id or address, else those that have the words in what names them. May block."""
    found = deps.library.listed(Listing(words=words), limit=sys.maxsize).shown
    exact = [source for source in found if words in {source.id, source.locator, source.url}]
    return exact or found


def _words_of(message: object) -> str:
    """The words after the command that the list is the answer to."""
    asked = message.reply_to_message if isinstance(message, TelegramMessage) else None
    text = (asked.text or "") if asked is not None else ""
    return " ".join(text.split()[1:]) if text.startswith("/sources") else ""
