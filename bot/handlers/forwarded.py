"""A command that somebody has forwarded: a quotation, not an order."""

from telegram import Update

from bot.context import Context
from bot.handlers.places import place_of, respond
from bot.rendering.message import Message


async def quoted(update: Update, context: Context) -> None:
    """Say that nothing is done; in groups, where others are shown it, say nothing."""
    place = await place_of(update, context)
    if place.is_private:
        await respond(place, Message(place.phrases.html("forwarded-command")), context, quoting=True)
