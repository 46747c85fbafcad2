"""/privacy: what is kept, and for how long."""

from telegram import Update

from bot.context import Context
from bot.handlers.places import place_of, respond
from bot.rendering.markup import join
from bot.rendering.message import Message


async def privacy(update: Update, context: Context) -> None:
    """Tell what is kept."""
    place = await place_of(update, context)
    kept = place.phrases.html("privacy")
    if context.deps.settings.store_questions:
        kept = join("\n\n", [kept, place.phrases.html("privacy-questions")])
    await respond(place, Message(kept), context)
