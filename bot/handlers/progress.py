"""A message that tells how long work goes on, and in the end what came of it: one message, edited."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot import inbox
from bot.context import Context
from bot.handlers.places import Place, Posted, respond
from bot.rendering.message import Message
from bot.sending.outcomes import DeliveryUnknownError, PostponedError, RetryAfter, Sent, Unknown

T = TypeVar("T")


async def begin(place: Place, message: Message, context: Context) -> Posted | None:
    """Post the message; when the update is handled once more, find the one posted before."""
    update_id = context.received.update_id
    known = await context.deps.database.read_async(lambda c: inbox.find_result(c, update_id))
    if known is not None:
        return Posted(place.chat_id, int(known))
    posted = await respond(place, message, context, quoting=True)
    if posted is not None:
        await context.once(lambda _connection: str(posted.message_id))
    return posted


async def end(posted: Posted, message: Message, place: Place, context: Context) -> None:
    """Say what came of it in the same message, or in a new one where that has been deleted."""
    match await context.deps.messenger.edit(posted.chat_id, posted.message_id, message):
        case RetryAfter(seconds):
            raise PostponedError(seconds)
        case Unknown(reason):
            raise DeliveryUnknownError(reason)
        case Sent():
            return
        case _:
            await respond(place, message, context)


async def apart(work: Callable[[], T]) -> T:
    """Do what blocks in a thread of its own: a slow site must not hold up anybody's answers."""
    thread = ThreadPoolExecutor(1, "addition")
    try:
        return await asyncio.get_running_loop().run_in_executor(thread, work)
    finally:
        thread.shutdown(wait=False)
