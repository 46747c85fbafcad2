"""Figures for the owner: sources, deliveries, questions that nothing answers."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.markup import Html, bold, clip, isolated, join
from bot.outbox import DeadLetter
from bot.rendering.message import Message
from bot.subscriptions import WaitingQuestion
from bot.texts import Phrases
from index import Source

_LONGEST_QUESTION: Final = 150
_LONGEST_REASON: Final = 120


def stats_message(
    sources: Sequence[Source],
    states: Mapping[str, int],
    repeats: int,
    letters: Sequence[DeadLetter],
    phrases: Phrases,
) -> Message:
    """The numbers of sources and deliveries, and why the last ones that failed did."""
    passages = sum(source.passages for source in sources)
    waiting = states.get("planned", 0) + states.get("claimed", 0)
    deliveries = phrases.html(
        "stats-deliveries",
        sent=states.get("sent", 0),
        waiting=waiting,
        dead=states.get("dead", 0),
        repeats=repeats,
    )
    reasons = [Html.of(f"• {each.chat_id}: {clip(each.reason, _LONGEST_REASON)}") for each in letters]
    title = bold(phrases.html("sources-title", sources=len(sources), passages=passages))
    return Message(join("\n", [title, deliveries, *reasons]))


def gaps_message(waiting: Sequence[WaitingQuestion], phrases: Phrases) -> Message:
    """The questions with how many wait for each."""
    if not waiting:
        return Message(phrases.html("gaps-none"))
    lines = [
        join(
            " · ",
            [isolated(clip(each.text, _LONGEST_QUESTION)), phrases.html("gaps-line", waiting=each.waiting)],
        )
        for each in waiting
    ]
    return Message(join("\n", [bold(phrases.html("gaps-title")), *(Html(f"• {line}") for line in lines)]))
