"""The buttons below a preview: add it, ask it, or let it be."""

import asyncio
from datetime import UTC, datetime
from functools import partial

from telegram import Update

from bot.additions import drafts
from bot.additions.drafts import Draft, DraftKind
from bot.context import Context
from bot.handlers.ask import answer_alone
from bot.handlers.channel_posts import open_channel
from bot.handlers.places import Place, Posted, place_of
from bot.handlers.progress import apart, end
from bot.handlers.rights import is_owner
from bot.handlers.taking import given_of
from bot.payloads import DecideDraft, Decision, read_press
from bot.rendering.markup import TEXT_LIMIT, Html, clip
from bot.rendering.message import Message
from bot.rendering.previews import added_message, refusal
from index import Failure, Report, SourceError


async def decide(update: Update, context: Context) -> None:
    """Do with the draft what the owner has decided; it is decided once."""
    query, deps = update.callback_query, context.deps
    assert query is not None
    press, place = read_press(query.data), await place_of(update, context)
    assert isinstance(press, DecideDraft)
    now = datetime.now(UTC)
    draft = await deps.database.read_async(lambda c: drafts.find(c, press.draft_id, place.chat_id, now=now))
    if draft is None or not await is_owner(update, context):
        await deps.messenger.toast(query.id, place.phrases.text("draft-gone"), alert=True)
        return
    await deps.messenger.toast(query.id)
    context.record.add(lambda c: drafts.drop(c, press.draft_id))
    posted = Posted(place.chat_id, place.message_id)
    match press.decision:
        case Decision.CANCEL:
            await end(posted, Message(place.phrases.html("add-cancelled")), place, context)
        case Decision.ASK:
            question = draft.question or ""  # stands where the answer replies to, for its buttons to find
            await end(posted, Message(Html.of(clip(question, TEXT_LIMIT))), place, context)
            await answer_alone(question, place, context)
        case Decision.ADD | Decision.ADD_CHANNEL:
            await _add(draft, posted, place, context, whole=press.decision is Decision.ADD_CHANNEL)


async def _add(draft: Draft, posted: Posted, place: Place, context: Context, *, whole: bool) -> None:
    adding = Message(place.phrases.html("add-adding", what=Html.of(draft.name[:200])))
    await context.deps.messenger.edit(posted.chat_id, posted.message_id, adding)
    try:
        report = await (_take_channel if whole else _take)(draft, context)
    except SourceError as error:
        report = Report(failed=(Failure(error.locator, error.reason),))
    ids = (*report.added, *report.changed)
    source = await asyncio.to_thread(context.deps.library.source, ids[0]) if ids else None
    if report.failed:
        message = Message(refusal(report.failed[0].reason, place.phrases))
    elif source is not None:
        message = added_message(source, place.phrases)
    else:
        message = Message(place.phrases.html("add-known"))
    await end(posted, message, place, context)


async def _take(draft: Draft, context: Context) -> Report:
    library = context.deps.library
    if draft.kind is DraftKind.PAGE:
        return await apart(partial(library.add, [draft.locator]))
    return await apart(partial(library.desk.take, await given_of(draft, context)))


async def _take_channel(draft: Draft, context: Context) -> Report:
    assert draft.channel_id is not None
    return await open_channel(draft, draft.channel_id, context)
