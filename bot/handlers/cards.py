"""The buttons of an answer: another passage, its context, why it was chosen."""

import asyncio
from dataclasses import replace

from telegram import CallbackQuery, MaybeInaccessibleMessage, Update
from telegram import Message as TelegramMessage

from bot.answers import records, votes
from bot.answers.records import Given
from bot.context import Context
from bot.handlers.places import Place, place_of
from bot.payloads import CastVote, Pane, ShowCard, View, read_press
from bot.rendering.cards import answer_message


async def show(update: Update, context: Context) -> None:
    """Show another passage, the context, or why; a second press closes what the first one opened."""
    query = update.callback_query
    assert query is not None
    press = read_press(query.data)
    assert isinstance(press, ShowCard)
    given = await find_card(press, query, context)
    if given is None:
        await answer_gone(await place_of(update, context), query, context)
    else:
        await asyncio.gather(
            context.deps.messenger.toast(query.id), draw_card(given, press.view, query, context)
        )


async def find_card(press: ShowCard | CastVote, query: CallbackQuery, context: Context) -> Given | None:
    """The answer below which the button was pressed, if it is kept and can be shown as the button says."""
    given = await context.deps.database.read_async(
        lambda connection: records.find(connection, press.answer_id)
    )
    return given if given is not None and is_card_of(given, press.view, query) else None


def is_card_of(given: Given, view: View, query: CallbackQuery) -> bool:
    """Whether the button was pressed below that answer, which can be shown like this.

    The answer may stand there twice, when nobody knew whether it had arrived: the buttons of each copy work.
    """
    message = query.message
    if message is None or message.chat.id != given.chat_id:
        return False
    is_copy = message.message_id == given.message_id or _bears(message, query.data)
    return is_copy and given.answer.answered and view.top < len(given.answer.quotes)


def _bears(message: MaybeInaccessibleMessage, data: str | None) -> bool:
    """Whether such a button is really below the message: data can be forged, the message cannot."""
    keyboard = message.reply_markup if isinstance(message, TelegramMessage) else None
    rows = keyboard.inline_keyboard if keyboard else ()
    return any(button.callback_data == data for row in rows for button in row)


async def draw_card(given: Given, view: View, query: CallbackQuery, context: Context) -> None:
    """Show the answer's card, where a button of it was pressed, like this, with the votes as they are now."""
    deps, pressed = context.deps, query.message
    assert pressed is not None
    passage_id = given.answer.quotes[view.top].passage_id
    in_context = view.pane is Pane.CONTEXT
    cast = await deps.database.read_async(lambda connection: votes.count(connection, given.id))
    can_keep = bool(cast.useful or cast.useless) and given.question_message_id is not None
    message = answer_message(
        replace(given.answer, about=deps.recent.taken_up_by(given.id)),
        given.id,
        deps.texts.phrases(given.language),
        username=deps.username,
        compact=given.compact,
        asked_by=given.asked_by,
        view=view,
        neighbours=await asyncio.to_thread(deps.library.neighbours, passage_id) if in_context else (),
        votes=(cast.useful, cast.useless),
        is_kept=cast.kept > 0 if can_keep else None,
    )
    await deps.messenger.edit(given.chat_id, pressed.message_id, message)


async def answer_gone(place: Place, query: CallbackQuery, context: Context) -> None:
    """Say that the answer is kept no more."""
    await context.deps.messenger.toast(query.id, place.phrases.text("answer-gone"))
