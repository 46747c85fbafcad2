"""/help: how to ask."""

from telegram import Update

from bot.context import Context
from bot.handlers.places import place_of, respond
from bot.rendering.message import Message


async def help_(update: Update, context: Context) -> None:
    """Tell how to ask."""
    place = await place_of(update, context)
    username = context.deps.username
    text = "help" if place.is_private else "help-group"
    await respond(place, Message(place.phrases.html(text, username=username)), context)
