"""How often a place that takes nothing may be tried again."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from tests.simulation.mishaps import ClockJump
from tests.simulation.outages import Outage
from tests.simulation.requests import Request

if TYPE_CHECKING:
    from tests.simulation.story import Story

_DISTANCES: Final = (10, 60, 120, 300, 900, 1800, 3600)
"""Seconds between the first attempts at a place that takes nothing."""


def probed_with_patience(story: "Story") -> Iterator[str]:
    """A place that takes nothing is tried at growing distances, while nobody there gives a sign of life."""
    if any(isinstance(trouble, ClockJump) for trouble in story.plan.troubles):
        return
    for chat_id in sorted({place[0] for place in story.refused}):
        refused = [each for each in story.requests if each.chat_id == chat_id and _is_barred(each)]
        for closed in sorted({_is_closed_topic(each) for each in refused}):
            yield from _hasty(story, chat_id, [each for each in refused if _is_closed_topic(each) is closed])


def _hasty(story: "Story", chat_id: int, refused: Sequence[Request]) -> Iterator[str]:
    tries = [pair for pair in pairwise(refused) if not _excused(story, *pair)]
    for number, (before, after) in enumerate(tries):
        seconds = after.at - before.at
        if seconds < 0.9 * _DISTANCES[min(number, len(_DISTANCES) - 1)]:
            yield f"{chat_id} was tried again after {seconds:.0f} s, at try {number + 1}"


def _is_closed_topic(request: Request) -> bool:
    """Whether the topic takes nothing, which is another thing than a whole chat that does not."""
    return "TOPIC_CLOSED" in (request.refusal or "")


def _is_barred(request: Request) -> bool:
    """Whether the place took nothing just then; a farewell is another matter, see the auditor."""
    words = request.refusal
    return request.is_send and words is not None and "Too Many" not in words and "blocked" not in words


def _excused(story: "Story", before: Request, after: Request) -> bool:
    """Whether the bot had reason to try: somebody wrote there, or it was new again, or it died."""
    chat = story.telegram.chats[after.chat_id or 0]
    # What somebody writes is answered within a minute and a half, or when Telegram is back.
    lag = 90 + sum(each.seconds for each in story.plan.troubles if isinstance(each, Outage))
    wrote = any(
        not each.is_ours and before.at - lag <= each.at <= after.at for each in chat.messages.values()
    )
    in_another_topic = before.given.get("message_thread_id") != after.given.get("message_thread_id")
    opened = any(
        chat_id == after.chat_id and before.at <= end <= after.at for chat_id, _, _, end in story.refused
    )
    died = any(before.at <= death <= after.at for death in story.deaths)
    return wrote or in_another_topic or opened or died or before.heard_at is None
