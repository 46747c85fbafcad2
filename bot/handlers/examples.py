"""Questions asked by a button: an example, or what was asked without what it was taken to continue."""

from dataclasses import replace
from datetime import UTC, datetime

from telegram import Message as TelegramMessage
from telegram import Update

from bot.answers import records
from bot.context import Context
from bot.handlers.ask import answer_alone
from bot.handlers.places import place_of, respond
from bot.handlers.questions import question_replied_to
from bot.payloads import AskAlone, read_press
from bot.rendering.message import Message


async def ask_example(update: Update, context: Context) -> None:
    """Write what the pressed button says as a question, and answer it; the message tells what it says."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    place = await place_of(update, context)
    keyboard = query.message.reply_markup if isinstance(query.message, TelegramMessage) else None
    rows = keyboard.inline_keyboard if keyboard else ()
    text = next((each.text for row in rows for each in row if each.callback_data == query.data), None)
    await deps.messenger.toast(query.id, "" if text else place.phrases.text("button-gone"))
    if text is None:
        return
    posted = await respond(place, Message(place.phrases.html("example", question=text)), context)
    if posted is not None:
        here = replace(place, message_id=posted.message_id, written_at=datetime.now(UTC))
        await answer_alone(text, here, context)


async def ask_alone(update: Update, context: Context) -> None:
    """Answer the question anew, in the same message, without the one before that it was taken to continue."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, AskAlone)
    given = await deps.database.read_async(lambda c: records.find(c, press.answer_id))
    asked_in = given.question_message_id if given is not None else None
    text = question_replied_to(query.message, asked_in=asked_in)
    if given is None or asked_in is None or not text:
        await deps.messenger.toast(query.id, place.phrases.text("answer-gone"))
        return
    await deps.messenger.toast(query.id)
    place = replace(place, message_id=asked_in, written_at=datetime.now(UTC))
    await answer_alone(text, place, context, before=given)
