"""The owner's own answer: a reply to our message becomes a source, and its edit changes it."""

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from telegram import Message as TelegramMessage
from telegram import Update

from bot import subscriptions
from bot.additions import own_answers
from bot.additions.own_answers import OwnAnswer
from bot.answers import unanswered
from bot.answers.gaps import are_alike
from bot.context import Context
from bot.handlers import ask
from bot.handlers.places import Place, place_of, respond
from bot.handlers.progress import apart
from bot.handlers.rights import is_owner
from bot.payloads import ChangeSource, SourceAct, write_press
from bot.rendering.markup import clip
from bot.rendering.message import Button, Message
from bot.rendering.previews import refusal
from index import Given, PartialDate, Source, SourceId, SourceKind

_PREFIX = "note:"
_LONGEST_QUESTION = 300
_QUESTIONS = 500


async def ask_for(
    question: str, key: str, place: Place, context: Context, *, text: str = "own-answer-ask"
) -> None:
    """Ask the owner for an answer, which becomes the source that `key` names."""
    html = place.phrases.html(text, question=clip(question, _LONGEST_QUESTION))
    posted = await respond(place, Message(html, wants_reply=True), context)
    if posted is not None:
        wanted = OwnAnswer(posted.chat_id, posted.message_id, key, question)
        now = datetime.now(UTC)
        await context.deps.database.write_async(lambda c: own_answers.ask(c, wanted, at=now))


async def ask_anew(source: Source, place: Place, context: Context) -> None:
    """Ask for another answer in the place of the one that a source is."""
    key = source.locator.removeprefix(_PREFIX)
    await ask_for(source.title, key, place, context, text="own-answer-rewrite")


async def reply(update: Update, context: Context) -> None:
    """Take an owner's reply for the answer that we asked for; any other reply is a question."""
    await _take(update, context, is_edit=False)


async def edited(update: Update, context: Context) -> None:
    """Change the answer; any other edit is that of a question."""
    await _take(update, context, is_edit=True)


async def _take(update: Update, context: Context, *, is_edit: bool) -> None:
    message = update.effective_message
    assert message is not None
    wanted = await _find(message, context, is_edit=is_edit) if await is_owner(update, context) else None
    if wanted is None:
        await (ask.edited if is_edit else ask.ask)(update, context)
        return
    place = await place_of(update, context)
    text = message.text or message.caption or ""
    note = _note(wanted, text, context)
    report = await apart(partial(context.deps.library.desk.take, note))
    if report.failed:
        html = refusal(report.failed[0].reason, place.phrases)
        await respond(place, Message(html), context, quoting=True)
        return
    context.record.add(lambda c: own_answers.note_given(c, wanted, message.message_id))
    waiting = await _settle(wanted, context)
    is_new = bool(report.added)
    html = (
        place.phrases.html("own-answer-saved", waiting=waiting)
        if is_new
        else place.phrases.html("own-answer-changed")
    )
    source_id = context.deps.library.desk.id_of(note.locator)
    await respond(place, Message(html, (_row(source_id, place),)), context, quoting=True)


async def _find(message: TelegramMessage, context: Context, *, is_edit: bool) -> OwnAnswer | None:
    chat_id, replied = message.chat.id, message.reply_to_message
    if is_edit:
        find = partial(own_answers.find_given, answer_message_id=message.message_id)
    elif replied is not None:
        find = partial(own_answers.find_asked, message_id=replied.message_id)
    else:
        return None
    return await context.deps.database.read_async(lambda c: find(c, chat_id))


def _note(wanted: OwnAnswer, text: str, context: Context) -> Given:
    today = datetime.now(ZoneInfo(context.deps.settings.timezone)).date()
    return Given(
        SourceKind.NOTE,
        f"{_PREFIX}{wanted.key}",
        "note.md",
        text.encode(),
        title=wanted.question,
        publisher=context.bot.first_name,
        published=PartialDate(today.year, today.month, today.day),
    )


async def _settle(wanted: OwnAnswer, context: Context) -> int:
    """The question is a gap no longer; return how many wait for its answer."""

    def settle(connection: Connection) -> int:
        asked = unanswered.find(connection, limit=_QUESTIONS)
        alike = [gap.text for gap in asked if are_alike(gap.text, wanted.question)]
        unanswered.drop(connection, alike)
        waiting = subscriptions.waiting_questions(connection, limit=_QUESTIONS)
        return sum(gap.waiting for gap in waiting if are_alike(gap.text, wanted.question))

    return await context.deps.database.write_async(settle)


def _row(source_id: SourceId, place: Place) -> tuple[Button, ...]:
    press = write_press(ChangeSource(source_id, SourceAct.SHOW))
    return (Button(place.phrases.text("button-look-after"), press),)
