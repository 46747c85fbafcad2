"""/start: a greeting, or what the link that opened the bot leads to."""

from dataclasses import replace
from datetime import UTC, datetime

from telegram import Update

from bot.answers import records
from bot.answers.records import AnswerId
from bot.context import Context
from bot.handlers import group_settings, invitations
from bot.handlers.access import is_let_in
from bot.handlers.documents import send_document
from bot.handlers.follow import follow_in_private
from bot.handlers.membership import group_greeting
from bot.handlers.owner import show_menu
from bot.handlers.places import Place, place_of, respond
from bot.handlers.talk import know_corpus
from bot.payloads import (
    AcceptInvitation,
    ClaimBot,
    FollowQuestion,
    OpenAnswer,
    ShowDocument,
    ShowGroup,
    read_start,
)
from bot.rendering.cards import answer_message
from bot.rendering.message import Message
from bot.rendering.talk import start_message


async def start(update: Update, context: Context) -> None:
    """Greet, or do what a link is for: show a document, an answer, a group's settings; follow a question."""
    place = await place_of(update, context)
    # Links open the private chat: in a group nobody has been asked whether all may see what is behind one.
    target = read_start(" ".join(context.args)) if place.is_private else None
    match target:
        case ClaimBot(code):
            await invitations.claim(place, code, context)
            return
        case AcceptInvitation(code) if not await invitations.accept(place, code, context):
            return
    if not await is_let_in(update, context):
        return
    match target:
        case ShowDocument(document_id):
            await send_document(place, document_id, context)
        case OpenAnswer(answer_id):
            await _open_answer(place, answer_id, context)
        case FollowQuestion(answer_id):
            await follow_in_private(place, answer_id, context)
        case ShowGroup(group):
            await group_settings.show_in_private(group, update, context)
        case _:
            await _greet(place, context)


async def _greet(place: Place, context: Context) -> None:
    if not place.is_private:
        await respond(place, group_greeting(place.phrases, context, is_admin=False), context)
        return
    await respond(place, start_message(await know_corpus(place, context), place.phrases), context)
    await show_menu(place, context)


async def _open_answer(place: Place, answer_id: str, context: Context) -> None:
    """Give here, too, what was given elsewhere; from now on that is kept for everybody who has the link."""
    deps = context.deps
    shared = await deps.database.read_async(lambda connection: records.find(connection, answer_id))
    if shared is None:
        await respond(place, Message(place.phrases.html("answer-gone")), context)
        return
    copy_id = AnswerId(context.received.ticket)
    message = answer_message(shared.answer, copy_id, place.phrases, username=deps.username)
    posted = await respond(place, message, context)
    if posted is None:
        return
    given = replace(
        shared,
        id=copy_id,
        chat_id=posted.chat_id,
        thread_id=place.thread_id,
        question_message_id=None,
        message_id=posted.message_id,
        language=place.phrases.language,
        given_at=datetime.now(UTC),
        shared=False,
        compact=False,
        asked_by=None,
        words=None,
    )
    context.record.add(lambda connection: records.share(connection, answer_id))
    context.record.add(lambda connection: records.remember(connection, given))
