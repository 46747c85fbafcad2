"""Figures for the owner: questions, sources, votes, deliveries; questions that nothing answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answers.tallies import SourceTally
from bot.answers.votes import Votes
from bot.payloads import AnswerGap, tag_key, write_press
from bot.rendering.chart.days import Day
from bot.rendering.markup import Html, bold, clip, isolated, join
from bot.rendering.message import Button, Message
from bot.rendering.texts import Phrases
from bot.subscriptions import WaitingQuestion
from index import Source, SourceId

VOTE_DAYS: Final = 30
"""How far back votes are counted; older ones are forgotten with their answers."""

_LONGEST_QUESTION: Final = 150
_LONGEST_REASON: Final = 120
_BUTTONS_IN_A_ROW: Final = 5


_MOST_SOURCES: Final = 5
_MOST_HANGING: Final = 5
_LONGEST_TITLE: Final = 60


@dataclass(frozen=True, slots=True)
class HangingQuestion:
    """A kept question that one source alone answers, and the title of what it says."""

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Figures:
    """The sources, the votes of the last days, how many questions are kept, and what became of deliveries.

    `days` are the last VOTE_DAYS; `people` have asked in private; `by_source` is what each source answered.
    `deliveries` are numbers by state; `repeats` were possibly sent twice; `failed` are the chats where the
    last ones failed, each with the reason.
    """

    sources: Sequence[Source]
    days: Sequence[Day]
    people: int
    by_source: Mapping[SourceId, SourceTally]
    hanging: Sequence[HangingQuestion]
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
    parts = [bold(title), _questions_line(figures, phrases), votes, kept, deliveries, *reasons]
    return Message(join("\n", [*filter(None, parts), *_source_lines(figures, phrases)]))


def _questions_line(figures: Figures, phrases: Phrases) -> Html:
    asked, answered = sum(day.asked for day in figures.days), sum(day.answered for day in figures.days)
    share = round(100 * answered / asked) if asked else 0
    line = phrases.html("stats-questions", asked=asked, share=share, days=VOTE_DAYS)
    people = phrases.html("stats-people", people=figures.people) if asked else ""
    return join(" ", [line, people]) if people else line


def _source_lines(figures: Figures, phrases: Phrases) -> list[Html]:
    """The sources that answered most, those that never did, and the questions that hang on one."""
    answering = [source for source in figures.sources if source.id in figures.by_source]
    if not answering:  # nothing was answered yet: that is no source's fault
        return []
    best = sorted(answering, key=lambda source: -figures.by_source[source.id].answered)[:_MOST_SOURCES]
    silent = [one for one in figures.sources if one.id not in figures.by_source and one.same_as is None]
    hanging = figures.hanging[:_MOST_HANGING]
    return [
        _headed(bold(phrases.html("stats-top-sources"))),
        *(_source_line(source, figures.by_source[source.id], phrases) for source in best),
        *([_headed(phrases.html("stats-silent-sources", count=len(silent)))] if silent else []),
        *(Html.of(f"• {clip(source.title, _LONGEST_TITLE)}") for source in silent[:_MOST_SOURCES]),
        *([_headed(bold(phrases.html("stats-hanging")))] if hanging else []),
        *(_hanging_line(question) for question in hanging),
    ]


def _headed(title: Html) -> Html:
    """A title with an empty line above."""
    return Html(f"\n{title}")


def _source_line(source: Source, tally: SourceTally, phrases: Phrases) -> Html:
    counts = phrases.html("stats-source", answered=tally.answered, alone=tally.alone)
    return Html(f"• {join(' · ', [isolated(clip(source.title, _LONGEST_TITLE)), counts])}")


def _hanging_line(question: HangingQuestion) -> Html:
    text, title = clip(question.text, _LONGEST_QUESTION), clip(question.title, _LONGEST_TITLE)
    return Html(f"• {join(' — ', [isolated(text), isolated(title)])}")


def _votes_line(votes: Votes, phrases: Phrases) -> Html:
    total = votes.useful + votes.useless
    share = round(100 * votes.useful / total) if total else 0
    return phrases.html("stats-votes", votes=total, share=share, days=VOTE_DAYS)


def gaps_message(waiting: Sequence[WaitingQuestion], phrases: Phrases) -> Message:
    """The questions with how many wait for each, and a button each to answer it."""
    if not waiting:
        return Message(phrases.html("gaps-none"))
    lines = [
        join(
            " · ",
            [isolated(clip(each.text, _LONGEST_QUESTION)), phrases.html("gaps-line", waiting=each.waiting)],
        )
        for each in waiting
    ]
    numbered = [Html(f"{number}. {line}") for number, line in enumerate(lines, 1)]
    buttons = [
        Button(phrases.text("button-answer-gap", number=number), write_press(AnswerGap(tag_key(each.text))))
        for number, each in enumerate(waiting, 1)
    ]
    rows = [tuple(buttons[i : i + _BUTTONS_IN_A_ROW]) for i in range(0, len(buttons), _BUTTONS_IN_A_ROW)]
    head, foot = bold(phrases.html("gaps-title")), phrases.html("gaps-answer")
    return Message(join("\n", [head, *numbered, foot]), tuple(rows))
