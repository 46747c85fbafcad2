"""Votes on answers, and questions kept with them: 👍 👎 📌."""

import asyncio
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection
from telegram import CallbackQuery, Update

from bot.answers import records, votes
from bot.answers.records import Given
from bot.answers.votes import Wording
from bot.context import Context
from bot.handlers.cards import answer_gone, draw_card, find_card, is_card_of
from bot.handlers.places import Place, place_of
from bot.handlers.questions import is_said_by, question_replied_to
from bot.payloads import CastVote, KeepQuestion, read_press

_REFUSALS: Final = frozenset({"keep-vote-first", "keep-no-question", "keep-not-yours"})


async def vote(update: Update, context: Context) -> None:
    """Count a vote, or take it back."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, CastVote)
    given = await find_card(press, query, context)
    if given is None:
        await answer_gone(place, query, context)
        return
    wording = _wording(given, query, place, context) if deps.settings.store_questions else None
    person_id, now = query.from_user.id, datetime.now(UTC)

    def write(connection: Connection) -> str:
        mine = votes.cast(connection, given, person_id, useful=press.useful, top=press.view.top, at=now)
        if mine is None:
            return "vote-taken-back"
        if wording is not None:
            votes.keep(connection, given, mine, wording, on_request=False)
        return "vote-counted"

    key = await context.once(write)
    await asyncio.gather(
        deps.messenger.toast(query.id, place.phrases.text(key)), draw_card(given, press.view, query, context)
    )


async def keep(update: Update, context: Context) -> None:
    """Keep the question of an answer that the presser has voted on, or forget it again.

    Where the chat has moved, the card is one that we cannot change, and its question can only be forgotten.
    """
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, KeepQuestion)
    given = await deps.database.read_async(lambda c: records.find(c, press.answer_id))
    if given is None:
        await answer_gone(place, query, context)
        return
    is_here = is_card_of(given, press.view, query)
    wording = _wording(given, query, place, context) if is_here else None
    person_id, is_own = query.from_user.id, is_said_by(query.from_user, query.message)
    key = await context.once(lambda c: _toggle(c, given, person_id, wording, is_own=is_own))
    await deps.messenger.toast(query.id, place.phrases.text(key), alert=key in _REFUSALS)
    if is_here and key not in _REFUSALS:
        await draw_card(given, press.view, query, context)


def _toggle(
    connection: Connection, given: Given, person_id: int, wording: Wording | None, *, is_own: bool
) -> str:
    """Keep the question with the person's vote, or forget it; return the key of what is said about it.

    Whose words it is in decides whether they are kept.
    """
    mine = votes.find(connection, given.id, person_id)
    if mine is None:
        return "keep-vote-first"
    if mine.kept_on_request or (mine.kept_as is not None and wording is None):
        votes.forget_question(connection, mine)
        return "keep-taken-back"
    if wording is None:
        return "keep-no-question"
    if not is_own:
        return "keep-not-yours"
    votes.keep(connection, given, mine, wording, on_request=True)
    return "keep-done"


def _wording(given: Given, query: CallbackQuery, place: Place, context: Context) -> Wording | None:
    """The question as it stands now; None when it cannot be told any more."""
    text = question_replied_to(query.message, asked_in=given.question_message_id)
    previous = context.deps.recent.taken_up_by(given.id)
    is_lost = given.answer.about is not None and previous is None
    if not text or is_lost:
        return None
    return Wording(text, previous, place.within.tags)
