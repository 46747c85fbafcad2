"""A document, read in the chat."""

import asyncio

from telegram import Update

from bot.context import Context
from bot.handlers.places import Place, place_of, respond
from bot.payloads import ShowDocument, read_press
from bot.rendering.documents import document_message
from bot.rendering.message import Message
from index import DocumentId


async def send_document(place: Place, document_id: str, context: Context) -> None:
    """Send the first page of the document."""
    message = await _page(place, ShowDocument(document_id), context)
    await respond(place, message or Message(place.phrases.html("document-gone")), context)


async def turn_page(update: Update, context: Context) -> None:
    """Show another page of the document in the same message."""
    query = update.callback_query
    assert query is not None
    press = read_press(query.data)
    assert isinstance(press, ShowDocument)
    place = await place_of(update, context)
    message = await _page(place, press, context)
    if message is None:
        await context.deps.messenger.toast(query.id, place.phrases.text("document-gone"))
    else:
        await asyncio.gather(
            context.deps.messenger.toast(query.id),
            context.deps.messenger.edit(place.chat_id, place.message_id, message),
        )


async def _page(place: Place, wanted: ShowDocument, context: Context) -> Message | None:
    library, id_ = context.deps.library, DocumentId(wanted.document_id)
    document = await asyncio.to_thread(library.document, id_, within=place.within)
    if document is None:
        return None
    return document_message(document, wanted.page, place.phrases, username=context.deps.username)
