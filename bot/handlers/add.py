"""/add, and files and posts that an owner hands over: looked at, shown, and kept until the owner decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from telegram import Document as TelegramDocument
from telegram import Message as TelegramMessage
from telegram import Update

from bot.additions import drafts
from bot.additions.drafts import LASTS, Draft, DraftKind
from bot.additions.names import plain_name
from bot.context import Context
from bot.handlers import ask
from bot.handlers.channels import channel_name, offer_named
from bot.handlers.places import Place, place_of, respond
from bot.handlers.posts import channel_of, is_post, post_of
from bot.handlers.progress import apart, begin, end
from bot.handlers.questions import question_of
from bot.handlers.rights import is_owner
from bot.handlers.taking import MOST_BYTES, MOST_MB, given_of
from bot.handlers.unsupported import unsupported
from bot.rendering.markup import Html
from bot.rendering.message import Message
from bot.rendering.previews import preview_message, refusal
from index import Preview, SourceError

_MOST_SHOWN: Final = 200


async def add(update: Update, context: Context) -> None:
    """Look at a page or feed; with a file, or in reply to one or to a post, at that."""
    place, message = await place_of(update, context), update.message
    assert message is not None
    replied = message.reply_to_message
    if not await is_owner(update, context):
        await respond(place, Message(place.phrases.html("only-owners-add")), context, quoting=True)
    elif not place.is_private:
        link = f"https://t.me/{context.deps.username}"
        await respond(place, Message(place.phrases.html("only-in-private", link=link)), context)
    elif not context.args and (sent := _with_file(message, replied)) is not None:
        await _offer_file(sent, place, context)
    elif not context.args and replied is not None and is_post(replied):
        await _offer(await _draft_of_post(replied, place, context), None, place, context)
    elif len(context.args) != 1:
        await respond(place, Message(place.phrases.html("add-usage")), context)
    elif (name := channel_name(context.args[0])) is not None:
        await offer_named(name, place, context)
    else:
        url = context.args[0] if "://" in context.args[0] else f"https://{context.args[0]}"
        draft = _draft(DraftKind.PAGE, url, url, place, context)
        look = partial(context.deps.library.desk.look_at_page, url)
        await _offer(draft, look, place, context)


async def file(update: Update, context: Context) -> None:
    """Look at a file that an owner has sent; from others its caption is a question."""
    message = update.message
    assert message is not None
    assert message.document is not None
    place = await place_of(update, context)
    if not (place.is_private and await is_owner(update, context)):
        await (ask.ask if message.caption else unsupported)(update, context)
        return
    await _offer_file(message, place, context)


async def post(update: Update, context: Context) -> None:
    """Look at a channel's post that an owner has forwarded; from others it is a question."""
    message = update.message
    assert message is not None
    place = await place_of(update, context)
    if not (place.is_private and await is_owner(update, context)):
        await ask.ask(update, context)
        return
    draft = await _draft_of_post(message, place, context)
    await _offer(draft, None, place, context)


async def _offer_file(message: TelegramMessage, place: Place, context: Context) -> None:
    assert message.document is not None
    name = plain_name(message.document.file_name, message.document.mime_type)
    if (reason := _why_not(message.document, name, place, context)) is not None:
        await respond(place, reason, context, quoting=True)
        return
    draft = _draft(DraftKind.FILE, message.document.file_id, name, place, context)
    await _offer(replace(draft, question=question_of(message) or None), None, place, context)


def _with_file(*messages: TelegramMessage | None) -> TelegramMessage | None:
    """The first of the messages that brings a file."""
    return next((each for each in messages if each is not None and each.document is not None), None)


async def _draft_of_post(message: TelegramMessage, place: Place, context: Context) -> Draft:
    post = post_of(message)
    draft = _draft(DraftKind.POST, post.url, post.channel, place, context)
    return replace(
        draft,
        text=post.text,
        url=post.url,
        published=str(post.day),
        question=post.text,
        channel_id=await channel_of(message, context),
    )


def _draft(kind: DraftKind, locator: str, name: str, place: Place, context: Context) -> Draft:
    until = datetime.now(UTC) + LASTS
    return Draft(context.received.ticket, place.chat_id, kind, locator, name, until)


async def _offer(draft: Draft, look: Callable[[], Preview] | None, place: Place, context: Context) -> None:
    """Show what it would be as a source, with buttons to decide; or in one sentence why it would be none."""
    shown = Html.of(draft.name[:_MOST_SHOWN])
    posted = await begin(place, Message(place.phrases.html("add-looking", what=shown)), context)
    if posted is None:
        return
    try:
        if look is None:
            look = partial(context.deps.library.desk.look_at, await given_of(draft, context))
        preview = await apart(look)
    except SourceError as error:
        await end(posted, Message(refusal(error.reason, place.phrases)), place, context)
        return
    await context.deps.database.write_async(lambda c: drafts.keep(c, draft))
    message = preview_message(
        preview,
        draft.id,
        place.phrases,
        can_ask=draft.question is not None,
        can_follow=draft.channel_id is not None,
    )
    await end(posted, message, place, context)


def _why_not(sent: TelegramDocument, name: str, place: Place, context: Context) -> Message | None:
    """Why the file is not even fetched."""
    desk = context.deps.library.desk
    if not desk.can_read(name):
        return Message(place.phrases.html("add-unknown-ending", endings=" ".join(desk.endings)))
    if (sent.file_size or 0) > MOST_BYTES:
        return Message(place.phrases.html("add-too-large", most=MOST_MB))
    return None
