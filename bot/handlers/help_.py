"""/help and /privacy: one screen, and the rest behind a button."""

import asyncio

from telegram import Update

from bot.context import Context
from bot.handlers.places import Place, place_of, respond
from bot.handlers.rights import is_owner
from bot.payloads import Page, ShowPage, read_press, write_press
from bot.rendering.markup import join
from bot.rendering.message import Button, Message


async def help_(update: Update, context: Context) -> None:
    """Tell how to ask."""
    place = await place_of(update, context)
    page = _page(ShowPage(Page.HELP, False), place, context, owned=await _owned(update, place, context))
    await respond(place, page, context)


async def privacy(update: Update, context: Context) -> None:
    """Tell what is kept, and for how long."""
    place = await place_of(update, context)
    await respond(place, _page(ShowPage(Page.PRIVACY, False), place, context), context)


async def unfold(update: Update, context: Context) -> None:
    """Show more, or less again, in the same message."""
    query, messenger = update.callback_query, context.deps.messenger
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, ShowPage)
    message = _page(press, place, context, owned=await _owned(update, place, context))
    await asyncio.gather(messenger.toast(query.id), messenger.edit(place.chat_id, place.message_id, message))


async def _owned(update: Update, place: Place, context: Context) -> bool:
    """Whether an owner reads it, where nobody else does."""
    return place.is_private and await is_owner(update, context)


def _page(shown: ShowPage, place: Place, context: Context, *, owned: bool = False) -> Message:
    phrases, username = place.phrases, context.deps.username
    if shown.page is Page.HELP:
        keys = ("help", "help-more") if place.is_private else ("help-group", "help-group-more")
        of_owner = phrases.html("help-owner") if owned else ""
        html = join("\n\n", [phrases.html(keys[shown.more], username=username), of_owner])
    else:
        html = phrases.html("privacy-more" if shown.more else "privacy")
        if context.deps.settings.store_questions:
            html = join("\n\n", [html, phrases.html("privacy-questions")])
    label = phrases.text("button-less" if shown.more else "button-more")
    button = Button(label, write_press(ShowPage(shown.page, not shown.more)))
    return Message(html, ((button,),))
