"""The buttons of an announcement: its pages, and a question about one source."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

from telegram import Update

from bot.answers import scopes
from bot.context import Context
from bot.delivery import ledger
from bot.handlers.places import place_of, respond
from bot.payloads import AskAbout, TurnNews, read_press
from bot.rendering.announcements import announcement_message
from bot.rendering.message import Message
from bot.subscriptions import Destination

_SCOPE_LASTS: Final = timedelta(minutes=15)


async def turn_page(update: Update, context: Context) -> None:
    """Show another page of the list, in the same message."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, TurnNews)
    sent = await deps.database.read_async(lambda c: ledger.find_sent(c, place.chat_id, place.message_id))
    digest = await asyncio.to_thread(deps.editor.digest, sent, again=True) if sent else None
    if digest is None or not digest.items:
        await deps.messenger.toast(query.id, place.phrases.text("news-gone"), alert=True)
        return
    message = announcement_message(
        digest.items,
        Destination.of(place.chat_id, sent[0].thread_id),
        deps.texts.phrases(digest.language),
        username=deps.username,
        page=press.page,
    )
    await asyncio.gather(
        deps.messenger.toast(query.id), deps.messenger.edit(place.chat_id, place.message_id, message)
    )


async def ask_about(update: Update, context: Context) -> None:
    """Let the presser's next question be about that source alone."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, AskAbout)
    source = await asyncio.to_thread(deps.library.source, press.source_id, within=place.within)
    if source is None:
        await deps.messenger.toast(query.id, place.phrases.text("source-gone"))
        return
    until = datetime.now(UTC) + _SCOPE_LASTS
    await deps.database.write_async(
        lambda c: scopes.narrow(c, place.chat_id, place.person_id, press.source_id, until=until)
    )
    await deps.messenger.toast(query.id)
    await respond(place, Message(place.phrases.html("ask-about-next", title=source.title)), context)
