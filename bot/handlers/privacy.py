"""/privacy: what is kept, and for how long."""

from telegram import Update

from bot.context import Context
from bot.handlers.places import place_of, respond
from bot.rendering import Message


async def privacy(update: Update, context: Context) -> None:
    """Tell what is kept."""
    place = await place_of(update, context)
    await respond(place, Message(place.phrases.html("privacy")), context)
