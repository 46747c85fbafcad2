"""/remove, and the buttons by which an owner looks after a source; a removal can be taken back."""

import asyncio
from functools import partial
from typing import Final

from sqlalchemy import Connection
from telegram import Update

from bot import subscriptions
from bot.context import Context
from bot.handlers.own_answers import ask_anew
from bot.handlers.owner import for_owners
from bot.handlers.places import Place, Posted, place_of, respond
from bot.handlers.progress import apart, end
from bot.handlers.rights import is_owner
from bot.handlers.sources import find_sources
from bot.payloads import ChangeSource, SourceAct, read_press
from bot.rendering.markup import join
from bot.rendering.message import Message
from bot.rendering.source_cards import card_message, removal_message, removed_message
from bot.rendering.sources import SourceList, sources_message
from index import Source, SourceId, SourcePage, count_kept

_MOST_FOUND: Final = 10


@for_owners
async def remove(update: Update, context: Context) -> None:
    """Ask whether a source is to be removed, after saying what would be lost."""
    place, words = await place_of(update, context), " ".join(context.args)
    if not words:
        await respond(place, Message(place.phrases.html("remove-usage")), context)
        return
    found = await asyncio.to_thread(find_sources, context.deps, words)
    if len(found) == 1:
        await respond(place, await _removal(found[0], place, context), context)
    elif found:
        shown = tuple(found[:_MOST_FOUND])
        passages = sum(source.passages for source in shown)
        listing = SourceList(SourcePage(shown, len(shown), passages), can_care=True)
        listed = sources_message(listing, place.phrases, username=context.deps.username, documents={})
        title = place.phrases.html("remove-many")
        await respond(place, Message(join("\n\n", [title, listed.html]), listed.buttons), context)
    else:
        await respond(place, Message(place.phrases.html("remove-none")), context)


async def change(update: Update, context: Context) -> None:
    """Do with a source what an owner has pressed."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, ChangeSource)
    source = await asyncio.to_thread(deps.library.source, press.source_id)
    is_theirs = await is_owner(update, context) and place.is_private
    if not is_theirs or (source is None and press.act not in {SourceAct.RESTORE, SourceAct.REMOVE_NOW}):
        await deps.messenger.toast(query.id, place.phrases.text("source-gone"), alert=True)
        return
    await deps.messenger.toast(query.id)
    message = await _done(press, source, place, context)
    if message is not None:
        await end(Posted(place.chat_id, place.message_id), message, place, context)


async def _done(press: ChangeSource, source: Source | None, place: Place, context: Context) -> Message | None:
    """Do it, and return what is to stand there then; None for what there is."""
    if press.act is SourceAct.RESTORE:
        return await _restored(press.source_id, place, context)
    if source is None:
        return None  # removed by the same press before
    card = partial(card_message, phrases=place.phrases, time_zone=context.deps.settings.timezone)
    match press.act:
        case SourceAct.SHOW:
            return card(source)
        case SourceAct.REFRESH:
            report = await apart(partial(context.deps.library.desk.refresh, source.id))
            looked_at = await asyncio.to_thread(context.deps.library.source, source.id)
            told = place.phrases.html("refreshed-one", changed=len(report.changed))
            shown = card(looked_at or source)
            is_told = looked_at is not None and looked_at.error is None
            return Message(join("\n\n", [shown.html, told if is_told else ""]), shown.buttons)
        case SourceAct.REWRITE:
            await ask_anew(source, place, context)
            return None
        case SourceAct.REMOVE:
            return await _removal(source, place, context)
        case _:
            await asyncio.to_thread(context.deps.library.desk.withdraw, source.id)
            return removed_message(source, place.phrases)


async def _restored(source_id: SourceId, place: Place, context: Context) -> Message:
    library = context.deps.library
    await asyncio.to_thread(library.desk.restore, source_id)
    source = await asyncio.to_thread(library.source, source_id)
    if source is None:
        return Message(place.phrases.html("restore-late"))
    return Message(place.phrases.html("restored", title=source.title))


async def _removal(source: Source, place: Place, context: Context) -> Message:
    library = context.deps.library
    documents = await asyncio.to_thread(library.documents, source.id)
    ids = {document.id for document in documents}
    names = {*source.tags, source.publisher or ""}
    answered = sum(kept.document_id in ids for kept in await asyncio.to_thread(library.kept))

    def read(connection: Connection) -> tuple[int, int]:
        return count_kept(connection), subscriptions.count_followers(connection, ids, names)

    kept, people = await context.deps.database.read_async(read)
    return removal_message(source, (answered, kept), people, place.phrases)
