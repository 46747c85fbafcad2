"""The buttons below an answer that has changed: it is fine so, or the removal that changed it is undone."""

import asyncio
from dataclasses import replace

from telegram import CallbackQuery, Update

from bot.context import Context
from bot.handlers.places import Place, place_of
from bot.payloads import AcceptAnswer, TakeBackRemoval, read_press
from bot.rendering.markup import isolated, join
from bot.rendering.message import Message
from index import KeptQuestion, Repetition, find_kept, keep_question, let_go, repeat, restorable


async def accept(update: Update, context: Context) -> None:
    """From now on the question is kept with the answer it has now; without one it is let go."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, AcceptAnswer)
    kept = await _kept(press.key, place, query, context)
    if kept is None:
        return
    new = _as_answered(await asyncio.to_thread(repeat, deps.library, kept))
    if new is not None:
        await deps.database.write_async(lambda c: keep_question(c, new))
    else:
        await deps.database.write_async(lambda c: let_go(c, [kept.key]))
    await _settle("answer-accepted" if new else "question-let-go", kept, place, query, context)


async def undo(update: Update, context: Context) -> None:
    """Put back the source whose removal took the answer away."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, TakeBackRemoval)
    kept = await _kept(press.key, place, query, context)
    if kept is None:
        return
    source_id = await deps.database.read_async(lambda c: restorable(c, kept.document_id))
    if source_id is None or not await asyncio.to_thread(deps.library.desk.restore, source_id):
        await deps.messenger.toast(query.id, place.phrases.text("removal-too-old"), alert=True)
        return
    await _settle("removal-undone", kept, place, query, context)


async def _kept(key: str, place: Place, query: CallbackQuery, context: Context) -> KeptQuestion | None:
    """The question; None, and the presser is told, when it is kept no more or they are no owner."""
    deps = context.deps
    kept = await deps.database.read_async(lambda c: find_kept(c, key))
    if kept is not None and place.is_private and await deps.is_owner(place.person_id):
        return kept
    await deps.messenger.toast(query.id, place.phrases.text("button-gone"))
    return None


async def _settle(key: str, kept: KeptQuestion, place: Place, query: CallbackQuery, context: Context) -> None:
    said = Message(join("\n", [isolated(kept.text), place.phrases.html(key)]))
    await context.deps.messenger.toast(query.id)
    await context.deps.messenger.edit(place.chat_id, place.message_id, said)


def _as_answered(repetition: Repetition) -> KeptQuestion | None:
    """The kept question with what answers it now; None when nothing does."""
    answer = repetition.answer
    if not answer.answered:
        return None
    first = answer.quotes[0]
    sentence = first.highlight.of(first.text)
    document_id, passage = first.document_id, first.text
    return replace(repetition.kept, rank=0, document_id=document_id, passage=passage, sentence=sentence)
