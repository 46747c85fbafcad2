"""Talk gets a short reply of its own; whoever means a list gets that."""

import asyncio

from bot.context import Context
from bot.handlers.latest import latest_page
from bot.handlers.places import Place
from bot.handlers.sources import sources_list
from bot.payloads import ShowSources
from bot.rendering.message import Message
from bot.rendering.talk import Corpus, talk_message
from index import SearchUnavailableError, Talk


async def reply_to_talk(talk: Talk, place: Place, context: Context) -> Message:
    """What to say to that, in this place."""
    match talk:
        case Talk.LATEST:
            return await latest_page(place, 0, context)
        case Talk.SOURCES:
            return await asyncio.to_thread(sources_list, ShowSources(0), place, context.deps)
        case _:
            corpus = await know_corpus(place, context)
            return talk_message(talk, corpus, place.phrases, in_group=not place.is_private)


async def know_corpus(place: Place, context: Context) -> Corpus:
    """What there is to ask about in this place."""
    library, within, language = context.deps.library, place.within, place.phrases.language

    def read() -> Corpus:
        count, first_year, last_year = library.extent(within=within)
        try:
            examples = library.examples(language, within=within) if count else ()
        except SearchUnavailableError:  # whoever greets is greeted all the same
            examples = ()
        return Corpus(count, first_year, last_year, examples)

    return await asyncio.to_thread(read)
