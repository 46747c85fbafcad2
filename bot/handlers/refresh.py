"""/refresh: look at all sources, or at some, now."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from telegram import Update

from bot.context import Context
from bot.handlers.owner import for_owners
from bot.handlers.places import Place, Posted, place_of, respond
from bot.handlers.progress import apart, begin, end
from bot.handlers.sources import find_sources
from bot.rendering.message import Message
from bot.rendering.source_cards import refreshed_message
from index import Library, Report, SourceId

_TOLD_EVERY_SECONDS: Final = 3.0

_Progress = Callable[[int, int], None]


@for_owners
async def refresh(update: Update, context: Context) -> None:
    """Look again, and tell how far it is and what came of it in one message."""
    place, words = await place_of(update, context), " ".join(context.args)
    library = context.deps.library
    work: Callable[[_Progress], Report] = library.refresh
    if words:
        found = await asyncio.to_thread(find_sources, context.deps, words)
        if not found:
            await respond(place, Message(place.phrases.html("remove-none")), context)
            return
        work = partial(_look_at, library, [source.id for source in found])
    posted = await begin(place, Message(place.phrases.html("refreshing")), context)
    if posted is not None:
        report = await _told(work, posted, place, context)
        await end(posted, refreshed_message(report, place.phrases), place, context)


async def _told(
    work: Callable[[_Progress], Report], posted: Posted, place: Place, context: Context
) -> Report:
    """Do the work, and tell now and then how far it is."""
    seen = (0, 0)

    def note(done: int, every: int) -> None:
        nonlocal seen
        seen = (done, every)

    working = asyncio.ensure_future(apart(partial(work, note)))
    while not (await asyncio.wait({working}, timeout=_TOLD_EVERY_SECONDS))[0]:
        if seen[1]:
            told = place.phrases.html("refreshing-at", done=seen[0], all=seen[1])
            await context.deps.messenger.edit(posted.chat_id, posted.message_id, Message(told))
    return working.result()


def _look_at(library: Library, ids: Sequence[SourceId], progress: _Progress) -> Report:
    """Look at these on the web; the folder is looked at as a whole."""
    report = library.sync()
    for number, source_id in enumerate(ids, 1):
        report += library.desk.refresh(source_id)
        progress(number, len(ids))
    return report
