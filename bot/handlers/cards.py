"""The buttons of an answer: another passage, its context, why it was chosen, a vote."""

import asyncio
from datetime import UTC, datetime

from telegram import CallbackQuery, Update

from bot import conversations
from bot.context import Context
from bot.conversations import Given
from bot.handlers.places import place_of
from bot.payloads import CastVote, Pane, ShowCard, View, read_press
from bot.rendering import answer_message


async def show(update: Update, context: Context) -> None:
    """Show another passage, the context, or why; a second press closes what the first one opened."""
    query = update.callback_query
    assert query is not None
    press = read_press(query.data)
    assert isinstance(press, ShowCard)
    given = await _find(press, query, context)
    if given is None:
        await _answer_gone(update, context, query)
    else:
        await asyncio.gather(context.deps.messenger.toast(query.id), _draw(given, press.view, context))


async def vote(update: Update, context: Context) -> None:
    """Count a vote, or take it back."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press = read_press(query.data)
    assert isinstance(press, CastVote)
    given = await _find(press, query, context)
    if given is None:
        await _answer_gone(update, context, query)
        return
    person_id, now = query.from_user.id, datetime.now(UTC)
    stands = await deps.database.write_async(
        lambda connection: conversations.vote(connection, given.id, person_id, useful=press.useful, at=now)
    )
    place = await place_of(update, context)
    toast = place.phrases.text("vote-counted" if stands else "vote-taken-back")
    await asyncio.gather(deps.messenger.toast(query.id, toast), _draw(given, press.view, context))


async def _find(press: ShowCard | CastVote, query: CallbackQuery, context: Context) -> Given | None:
    """The answer below which the button was pressed, if it is kept and can be shown as the button says."""
    given = await context.deps.database.read_async(
        lambda connection: conversations.find(connection, press.answer_id)
    )
    message = query.message
    if given is None or message is None:
        return None
    is_this_message = (given.chat_id, given.message_id) == (message.chat.id, message.message_id)
    has_passage = given.answer.answered and press.view.top < len(given.answer.quotes)
    return given if is_this_message and has_passage else None


async def _draw(given: Given, view: View, context: Context) -> None:
    deps = context.deps
    passage_id = given.answer.quotes[view.top].passage_id
    in_context = view.pane is Pane.CONTEXT
    votes = await deps.database.read_async(lambda connection: conversations.count_votes(connection, given.id))
    message = answer_message(
        given.answer,
        given.id,
        deps.texts.phrases(given.language),
        username=deps.username,
        compact=given.compact,
        asked_by=given.asked_by,
        view=view,
        neighbours=await asyncio.to_thread(deps.library.neighbours, passage_id) if in_context else (),
        votes=(votes.useful, votes.useless),
    )
    await deps.messenger.edit(given.chat_id, given.message_id, message)


async def _answer_gone(update: Update, context: Context, query: CallbackQuery) -> None:
    place = await place_of(update, context)
    await context.deps.messenger.toast(query.id, place.phrases.text("answer-gone"))
