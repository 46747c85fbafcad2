"""/gaps: the questions that nothing answers, each with a button for the owner to answer it."""

import asyncio
from collections.abc import Sequence
from typing import Final

from telegram import Update

from bot import subscriptions
from bot.answers import unanswered
from bot.answers.gaps import merge_alike
from bot.context import Context
from bot.handlers.own_answers import ask_for
from bot.handlers.owner import for_owners
from bot.handlers.places import place_of, respond
from bot.handlers.rights import is_owner
from bot.payloads import AnswerGap, read_press, tag_key
from bot.rendering.figures import gaps_message
from bot.subscriptions import WaitingQuestion

_MOST_GAPS: Final = 20
_QUESTIONS_MERGED: Final = 500


@for_owners
async def gaps(update: Update, context: Context) -> None:
    """The questions whose answers most people wait for, or have asked for in vain where that is kept."""
    place = await place_of(update, context)
    await respond(place, gaps_message(await _find(context), place.phrases), context)


async def answer(update: Update, context: Context) -> None:
    """Ask the owner for an answer to the question that was chosen."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, AnswerGap)
    found = [gap for gap in await _waiting(context) if tag_key(gap.text) == press.key]
    if not found or not await is_owner(update, context) or not place.is_private:
        await deps.messenger.toast(query.id, place.phrases.text("gap-gone"), alert=True)
        return
    await deps.messenger.toast(query.id)
    await ask_for(found[0].text, context.received.ticket, place, context)


async def _find(context: Context) -> Sequence[WaitingQuestion]:
    return (await asyncio.to_thread(merge_alike, await _waiting(context)))[:_MOST_GAPS]


async def _waiting(context: Context) -> Sequence[WaitingQuestion]:
    return await context.deps.database.read_async(
        lambda c: (
            *subscriptions.waiting_questions(c, limit=_QUESTIONS_MERGED),
            *unanswered.find(c, limit=_QUESTIONS_MERGED),
        )
    )
