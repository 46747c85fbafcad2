"""`@bot words` in any chat: passages to choose from while somebody types."""

import asyncio
from typing import Final

from telegram import InlineQuery, Update

from bot.chats.quota import Verdict
from bot.context import Context
from bot.handlers.places import phrases_for
from bot.rendering.message import Choice
from bot.rendering.results import document_choice, passage_choice
from bot.rendering.texts import Phrases

PAGE_LENGTH: Final = 10
_MOST: Final = 50
_TIMES: Final = 3  # as many queries as questions would be few: each pause in typing makes one


async def inline(update: Update, context: Context) -> None:
    """Offer the passages that the words find; without words, what came last."""
    query, deps = update.inline_query, context.deps
    assert query is not None
    phrases = await phrases_for(query.from_user, context)
    asker = ("inline", query.from_user.id)
    if await deps.quota.ask(asker, times=_TIMES) is not Verdict.ALLOWED:
        await deps.messenger.offer(query.id, (), button=phrases.text("inline-too-many"))
        return
    first = _offset(query)
    found = await asyncio.to_thread(_find, query.query, first, phrases, context)
    page, more = found[:PAGE_LENGTH], len(found) > PAGE_LENGTH
    await deps.messenger.offer(
        query.id,
        page,
        next_offset=str(first + PAGE_LENGTH) if more else "",
        button=None if page or first else phrases.text("inline-nothing"),
    )


def _find(text: str, first: int, phrases: Phrases, context: Context) -> list[Choice]:
    """The results from that one on, at least one more than a page has if there are more."""
    library, username = context.deps.library, context.deps.username
    if not text.strip():
        documents = library.latest(limit=PAGE_LENGTH + 1, offset=first)
        return [document_choice(document, phrases, username=username) for document in documents]
    quotes = library.answer(text, limit=_MOST, unfinished=True).quotes
    found = [quote for quote in quotes if quote.matches]
    return [
        passage_choice(quote, phrases, username=username) for quote in found[first : first + PAGE_LENGTH + 1]
    ]


def _offset(query: InlineQuery) -> int:
    """Where the page begins that is asked for; anything that is no offset of ours is the beginning."""
    is_ours = query.offset.isascii() and query.offset.isdecimal() and len(query.offset) < 5
    return int(query.offset) if is_ours else 0
