"""Figures for the owner: sources, deliveries, questions that nothing answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answers.votes import Votes
from bot.rendering.markup import Html, bold, clip, isolated, join
from bot.rendering.message import Message
from bot.rendering.texts import Phrases
from bot.subscriptions import WaitingQuestion
from index import Source

VOTE_DAYS: Final = 30
"""How far back votes are counted; older ones are forgotten with their answers."""

_LONGEST_QUESTION: Final = 150
_LONGEST_REASON: Final = 120


@dataclass(frozen=True, slots=True)
class Figures:
    """The sources, the votes of the last days, how many questions are kept, and what became of deliveries.

    `deliveries` are numbers by state; `repeats` were possibly sent twice; `failed` are the chats where the
    last ones failed, each with the reason.
    """

    sources: Sequence[Source]
    votes: Votes
    kept: int
    deliveries: Mapping[str, int]
    repeats: int
    failed: Sequence[tuple[int, str]]


def stats_message(figures: Figures, phrases: Phrases) -> Message:
    """The figures, and why the last deliveries that failed did."""
    passages = sum(source.passages for source in figures.sources)
    title = phrases.html("sources-title", sources=len(figures.sources), passages=passages)
    states = figures.deliveries
    deliveries = phrases.html(
        "stats-deliveries",
        sent=states.get("sent", 0),
        waiting=states.get("planned", 0) + states.get("claimed", 0),
        dead=states.get("dead", 0),
        repeats=figures.repeats,
    )
    reasons = [Html.of(f"• {chat_id}: {clip(reason, _LONGEST_REASON)}") for chat_id, reason in figures.failed]
    votes, kept = _votes_line(figures.votes, phrases), phrases.html("stats-kept", kept=figures.kept)
    return Message(join("\n", [bold(title), votes, kept, deliveries, *reasons]))


def _votes_line(votes: Votes, phrases: Phrases) -> Html:
    total = votes.useful + votes.useless
    share = round(100 * votes.useful / total) if total else 0
    return phrases.html("stats-votes", votes=total, share=share, days=VOTE_DAYS)


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
