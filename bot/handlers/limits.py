"""How much a person, and a group, may ask for in a minute."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Final

from telegram import Update

from bot.chats.quota import Verdict
from bot.context import Context
from bot.handlers.places import Place, place_of, respond
from bot.rendering.message import Message

Handler = Callable[[Update, Context], Coroutine[Any, Any, None]]

_GROUP_TIMES: Final = 3


def counted(handler: Handler) -> Handler:
    """A command counts as a question: it costs as much to serve."""

    @wraps(handler)
    async def limited(update: Update, context: Context) -> None:
        place = await place_of(update, context)
        if await may_ask(place, context):
            await handler(update, context)

    return limited


async def may_ask(place: Place, context: Context) -> bool:
    """Whether one more question is allowed here; the first one that is not gets a notice."""
    verdict = await count_question(place, context)
    if verdict is Verdict.FIRST_REFUSAL:
        await respond(place, too_many(place, context), context, quoting=True)
    return verdict is Verdict.ALLOWED


async def count_question(place: Place, context: Context) -> Verdict:
    """Count a question, once however often it is tried, against what the person and the group may ask."""
    quota, update_id = context.deps.quota, context.received.update_id
    verdict = await quota.ask(("person", place.person_id), of=update_id)
    if verdict is Verdict.ALLOWED and not place.is_private:
        verdict = await quota.ask(("group", place.chat_id), of=update_id, times=_GROUP_TIMES)
    return verdict


def too_many(place: Place, context: Context) -> Message:
    """The notice that there were too many questions."""
    limit = context.deps.settings.questions_per_minute
    return Message(place.phrases.html("too-many-questions", limit=limit))
