"""What only the owner sees: /retry; and how a command is made the owner's."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from sqlalchemy import Connection
from telegram import Update

from bot import inbox, menus
from bot.context import Context
from bot.delivery import ledger
from bot.handlers.places import Place, place_of, respond
from bot.handlers.rights import is_owner
from bot.handlers.unsupported import unsupported
from bot.inbox import Received
from bot.rendering.markup import join
from bot.rendering.message import Message

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]


def for_owners(handler: Handler) -> Handler:
    """To everybody else the command is one that nobody knows; and a group is not told what others ask."""

    @wraps(handler)
    async def guarded(update: Update, context: Context) -> None:
        if await is_owner(update, context):
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
