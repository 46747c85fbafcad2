"""/stats: for the owner, how much was asked and answered, by which sources, and what people think of it."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import Connection
from telegram import Update

from bot.answers import records, tallies, votes
from bot.context import Context
from bot.delivery import ledger
from bot.handlers.owner import for_owners
from bot.handlers.places import place_of, respond
from bot.rendering.chart.days import Day, draw_days
from bot.rendering.figures import VOTE_DAYS, Figures, HangingQuestion, stats_message
from bot.sending.files import send_photo
from index import Filter, KeptQuestion, Library, Source, count_kept

_MOST_LETTERS: Final = 5
_MOST_ASKED_AGAIN: Final = 20


@for_owners
async def stats(update: Update, context: Context) -> None:
    """Tell the figures, and show the last days in a picture where there were questions or votes."""
    place, deps = await place_of(update, context), context.deps
    sources = await asyncio.to_thread(deps.library.sources)
    hanging: tuple[HangingQuestion, ...] = ()
    if deps.settings.store_questions:
        hanging = await asyncio.to_thread(_hanging, deps.library)
    today = datetime.now(UTC).date()
    figures = await deps.database.read_async(lambda c: _read(c, sources, hanging, today))
    await respond(place, stats_message(figures, place.phrases), context)
    if any(day.asked or day.useful or day.useless for day in figures.days):
        picture = await asyncio.to_thread(draw_days, figures.days)
        caption = place.phrases.html("stats-picture", days=VOTE_DAYS)
        await send_photo(context.bot, place.chat_id, picture, caption)


def _read(
    connection: Connection, sources: Sequence[Source], hanging: Sequence[HangingQuestion], today: date
) -> Figures:
    first = today - timedelta(days=VOTE_DAYS - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=UTC)
    asked, voted = tallies.by_day(connection, first), votes.by_day(connection, since)
    dates = [first + timedelta(days=number) for number in range(VOTE_DAYS)]
    return Figures(
        sources=sources,
        days=[Day(each, *asked.get(each, (0, 0)), *voted.get(each, (0, 0))) for each in dates],
        people=records.count_people(connection),
        by_source=tallies.by_source(connection),
        hanging=hanging,
        votes=votes.count_since(connection, since),
        kept=count_kept(connection),
        deliveries=ledger.count_by_state(connection),
        repeats=ledger.count_possible_repeats(connection),
        failed=[(each.chat_id, each.reason) for each in ledger.dead_letters(connection, limit=_MOST_LETTERS)],
    )


def _hanging(library: Library) -> tuple[HangingQuestion, ...]:
    """Of the questions kept last, those that one source alone answers."""
    found = (_on_one_source(library, kept) for kept in library.kept()[-_MOST_ASKED_AGAIN:])
    return tuple(filter(None, found))


def _on_one_source(library: Library, kept: KeptQuestion) -> HangingQuestion | None:
    within = Filter(tags=kept.tags)
    answer = library.answer(kept.text, previous=kept.previous, within=within)
    if not answer.answered or not tallies.hangs_on_one(answer):
        return None
    return HangingQuestion(kept.text, answer.quotes[0].title)
