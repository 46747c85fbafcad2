"""Posts of channels that are sources: each with words is a text, and an edited one is changed."""

from functools import partial
from typing import Final

from telegram import Update

from bot.additions.drafts import Draft
from bot.context import Context
from bot.handlers.posts import Post, post_of
from bot.handlers.progress import apart
from index import Given, PartialDate, Report, Source, SourceKind

_FEWEST_WORDS: Final = 5


async def post(update: Update, context: Context) -> None:
    """Take the post in, if its channel is a source."""
    message = update.channel_post or update.edited_channel_post
    assert message is not None
    locator = channel_locator(message.chat.id)
    channel = await _find(locator, context)
    found = post_of(message)
    if channel is not None and len(found.text.split()) >= _FEWEST_WORDS:
        given = _given(locator, str(message.message_id), found)
        await apart(partial(context.deps.library.desk.take, given))


async def open_channel(draft: Draft, channel_id: int, context: Context) -> Report:
    """Make a channel a source, beginning with the post that was forwarded from it, if one was."""
    desk, locator = context.deps.library.desk, channel_locator(channel_id)
    url = draft.url or ""
    address, _, number = url.rpartition("/") if draft.text else (url, "", "")
    is_named = address and "/c/" not in url
    await apart(partial(desk.open_channel, locator, draft.name, address if is_named else None))
    if draft.text and draft.published:
        found = Post(draft.text, url, draft.name, PartialDate.parse(draft.published).first_day())
        report = await apart(partial(desk.take, _given(locator, number, found)))
        if report.failed:
            return report
    return Report(added=(desk.id_of(locator),))


def channel_locator(channel_id: int) -> str:
    """The locator of the source that a channel is."""
    return f"channel:{channel_id}"


async def _find(locator: str, context: Context) -> Source | None:
    library = context.deps.library
    return await apart(lambda: library.source(library.desk.id_of(locator)))


def _given(locator: str, key: str, post: Post) -> Given:
    day = PartialDate(post.day.year, post.day.month, post.day.day)
    return Given(
        SourceKind.CHANNEL,
        locator,
        "post.txt",
        post.text.encode(),
        key=key,
        url=post.url,
        publisher=post.channel,
        published=day,
        source_title=post.channel,
    )
