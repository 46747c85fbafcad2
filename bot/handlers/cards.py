"""The buttons of an answer: another passage, its context, why it was chosen."""

import asyncio
from dataclasses import replace

from sqlalchemy import Connection
from telegram import CallbackQuery, MaybeInaccessibleMessage, Update
from telegram import Message as TelegramMessage

from bot import subscriptions
from bot.answers import records, votes
from bot.answers.records import Given
from bot.context import Context
from bot.handlers.places import Place, place_of
from bot.payloads import CastVote, Pane, ShowCard, View, read_press
from bot.rendering.card_buttons import Standing
from bot.rendering.cards import answer_message
from bot.subscriptions import Destination, Subscription


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
    in_context = view.pane is Pane.CONTEXT
    passage_id = given.answer.quotes[view.top].passage_id if in_context else None
    cast, is_followed = await deps.database.read_async(
        lambda c: (votes.count(c, given.id), find_followed(c, given) is not None)
    )
    can_keep = bool(cast.useful or cast.useless) and given.question_message_id is not None
    about = deps.recent.taken_up_by(given.id)
    message = answer_message(
        given.answer if about is None else replace(given.answer, about=about),
        given.id,
        deps.texts.phrases(given.language),
        username=deps.username,
        in_group=given.chat_id < 0,
        compact=given.compact,
        asked_by=given.asked_by,
        view=view,
        neighbours=await asyncio.to_thread(deps.library.neighbours, passage_id) if passage_id else (),
        standing=Standing(cast.useful, cast.useless, cast.kept > 0 if can_keep else None, is_followed),
    )
    await deps.messenger.edit(given.chat_id, pressed.message_id, message)


def find_followed(connection: Connection, given: Given) -> Subscription | None:
    """The subscription of this chat or topic to the question of this answer."""
    asked_in = given.question_message_id
    place = Destination.of(given.chat_id, given.thread_id)
    return subscriptions.find_asked_in(connection, place, asked_in) if asked_in is not None else None


async def answer_gone(place: Place, query: CallbackQuery, context: Context) -> None:
    """Say that the answer is kept no more."""
    await context.deps.messenger.toast(query.id, place.phrases.text("answer-gone"))
