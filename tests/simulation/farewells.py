"""What is lost when somebody leaves, or a place takes nothing for longer than anything is kept."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tests.simulation import corpus
from tests.simulation.mishaps import ClockJump
from tests.simulation.people import News, Wish

if TYPE_CHECKING:
    from tests.simulation.story import Story

_TOLD_WITHIN: Final = 90.0
"""Seconds in which somebody is told of a place that takes nothing: they are looked for every minute."""


def may_be_lost(story: "Story", wish: Wish, news: News) -> bool:
    """Whether that piece of news waited for somebody who has blocked the bot, or was kept in vain."""
    left = any(each.person_id == wish.chat_id and news.at <= each.end for each in story.absences)
    return left or kept_in_vain(story, wish, news)


def kept_in_vain(story: "Story", wish: Wish, news: News) -> bool:
    """Whether its place refused a message when that piece of news had been kept for long enough."""
    set_by = sum(abs(each.by) for each in story.plan.troubles if isinstance(each, ClockJump))
    expires_at = news.at + story.settings.queue_hours * 3600 - set_by
    return any(
        each.is_send and each.chat_id == wish.chat_id and each.refusal and each.at >= expires_at
        for each in story.requests
    )


def lost_unsaid(story: "Story") -> Iterator[str]:
    """Whoever runs the bot hears of a place that takes nothing for longer than anything is kept."""
    kept = story.settings.queue_hours * 3600
    for chat_id, thread_id, begin, end in story.refused:
        refused = [
            each.at
            for each in story.requests
            if each.is_send and each.chat_id == chat_id and each.refusal and begin <= each.at <= end
        ]
        if not refused or thread_id is not None or max(refused) < min(refused) + kept + _TOLD_WITHIN:
            continue
        if any(each.person_id == chat_id for each in story.absences):
            continue
        said = [each for each in story.telegram.taken if each.chat_id == corpus.OWNER]
        if not any(f"{abs(chat_id)}" in each.text for each in said):
            yield f"nobody was told that {chat_id} takes no messages"


def pestered(story: "Story") -> Iterator[str]:
    """Whoever has blocked the bot is sent no news any more, as soon as it is known."""
    for absence in story.absences:
        tries = [
            each
            for each in story.requests
            if each.is_send
            and each.chat_id == absence.person_id
            and "blocked" in (each.refusal or "")
            and not each.given.get("reply_parameters")
        ]
        if len(tries) > 1 + len(story.deaths):
            yield f"{absence.person_id} was sent news {len(tries)} times after blocking the bot"
