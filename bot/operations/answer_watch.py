"""Asks kept questions again when the sources or the program have changed, and tells owners what is lost."""

import asyncio
import logging
from typing import Final

from bot.answers import changed
from bot.context import Dependencies
from bot.rendering.changed_answers import changed_answer_message
from bot.rendering.message import Message
from bot.sending.limits import Lane
from index import DatabaseError, KeptQuestion, Repetition, repeat, restorable

logger = logging.getLogger(__name__)

_LOOK_SECONDS: Final = 30.0
_BREATH_SECONDS: Final = 0.05
_MOST_ASKED: Final = 300
_MOST_TOLD: Final = 5


async def watch_answers(dependencies: Dependencies) -> None:
    """Look for changed answers at the start, and when the sources have changed and then rested, for ever."""
    looked_at, before = -1, -1
    while True:
        await asyncio.sleep(_LOOK_SECONDS)
        try:
            now = await asyncio.to_thread(dependencies.library.cursor)
            if now == before and now != looked_at:
                await tell_changed(dependencies)
                looked_at = now
            before = now
        except DatabaseError as error:
            logger.error("The kept questions cannot be asked again: %s", error)


async def tell_changed(dependencies: Dependencies) -> None:
    """Ask the liked questions kept last again; tell owners, once, whose sentence is not shown any more."""
    owners = await dependencies.owners()
    liked = [kept for kept in await asyncio.to_thread(dependencies.library.kept) if kept.liked]
    if not owners or not liked:
        return
    lost = [each for kept in liked[-_MOST_ASKED:] if (each := await _lost(kept, dependencies))]
    shown = {each.kept.key: changed.shown_now(each) for each in lost}
    await dependencies.database.write_async(lambda c: changed.forget_but(c, shown.keys()))
    told = await dependencies.database.read_async(changed.find_told)
    new = [each for each in lost if told.get(each.kept.key) != shown[each.kept.key]]
    await _tell(new, owners, dependencies)
    await dependencies.database.write_async(
        lambda c: changed.note_told(c, {each.kept.key: shown[each.kept.key] for each in new})
    )


async def _lost(kept: KeptQuestion, dependencies: Dependencies) -> Repetition | None:
    """The question asked again, when the sentence that was liked is not shown as high as it was."""
    repetition = await asyncio.to_thread(repeat, dependencies.library, kept)
    await asyncio.sleep(_BREATH_SECONDS)  # people who ask now go first
    return None if repetition.same_sentence else repetition


async def _tell(new: list[Repetition], owners: frozenset[int], dependencies: Dependencies) -> None:
    phrases = dependencies.texts.phrases(dependencies.settings.language)
    messages = [
        changed_answer_message(each, phrases, can_undo=await _can_undo(each.kept, dependencies))
        for each in new[:_MOST_TOLD]
    ]
    if len(new) > _MOST_TOLD:
        messages.append(Message(phrases.html("answers-changed-more", count=len(new) - _MOST_TOLD)))
    for owner in sorted(owners):
        for message in messages:
            await dependencies.messenger.send(owner, message, lane=Lane.BULK)


async def _can_undo(kept: KeptQuestion, dependencies: Dependencies) -> bool:
    found = await dependencies.database.read_async(lambda c: restorable(c, kept.document_id))
    return found is not None
