"""What only the owner sees: /gaps, /retry; and how a command is made the owner's."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import wraps
from typing import Any, Final

from sqlalchemy import Connection
from telegram import Update

from bot import inbox, menus, subscriptions
from bot.answers import unanswered
from bot.answers.gaps import merge_alike
from bot.context import Context
from bot.delivery import ledger
from bot.handlers.places import Place, place_of, respond
from bot.handlers.unsupported import unsupported
from bot.inbox import Received
from bot.rendering.figures import gaps_message
from bot.rendering.markup import join
from bot.rendering.message import Message

_MOST_GAPS: Final = 20
_QUESTIONS_MERGED: Final = 500

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def for_owners(handler: Handler) -> Handler:
    """To everybody else the command is one that nobody knows; and a group is not told what others ask."""

    @wraps(handler)
    async def guarded(update: Update, context: Context) -> None:
        message, user = update.message, update.effective_user
        in_own_name = message is not None and message.sender_chat is None and user is not None
        if in_own_name and user is not None and await context.deps.is_owner(user.id):
            place = await place_of(update, context)
            if place.is_private:
                await handler(update, context)
                await show_menu(place, context)
            else:
                link = f"https://t.me/{context.deps.username}"
                await respond(place, Message(place.phrases.html("only-in-private", link=link)), context)
        else:
            await unsupported(update, context)

    return guarded


async def show_menu(place: Place, context: Context) -> None:
    """Let an owner's menu in the private chat have these commands; Telegram keeps it."""
    if place.is_private and await context.deps.is_owner(place.person_id):
        await menus.publish_to_owner(
            context.bot, place.chat_id, place.phrases, is_open=context.deps.settings.open_access
        )


@for_owners
async def gaps(update: Update, context: Context) -> None:
    """The questions whose answers most people wait for, or have asked for in vain where that is kept."""
    place = await place_of(update, context)
    waiting = await context.deps.database.read_async(
        lambda c: (
            *subscriptions.waiting_questions(c, limit=_QUESTIONS_MERGED),
            *unanswered.find(c, limit=_QUESTIONS_MERGED),
        )
    )
    merged = await asyncio.to_thread(merge_alike, waiting)
    await respond(place, gaps_message(merged[:_MOST_GAPS], place.phrases), context)


@for_owners
async def retry(update: Update, context: Context) -> None:
    """Try once more what was given up."""
    place, now = await place_of(update, context), datetime.now(UTC)
    revived: list[Received] = []

    def revive(connection: Connection) -> str:
        revived.extend(inbox.revive_dead(connection))
        return f"{len(revived)} {ledger.revive_dead(connection, now=now)}"

    updates, news = map(int, (await context.once(revive)).split())
    context.deps.requeue(revived)
    parts = [
        place.phrases.html("retried-updates", count=updates) if updates else "",
        place.phrases.html("retried", count=news) if news or not updates else "",
    ]
    await respond(place, Message(join("\n", parts)), context)
