"""What becomes of deliveries, subscriptions and chats after an attempt to send."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot import subscriptions
from bot.chats import moves
from bot.delivery import life, outbox, waits
from bot.delivery.chat_moves import move_chat
from bot.delivery.deliveries import Delivery
from bot.sending.outcomes import Barred, Failed, Gone, Moved, Outcome, RetryAfter, Sent, Unknown

MOST_ATTEMPTS: Final = 4
"""So often a message may have reached the chat without our knowing; after that it is given up."""

UNKNOWN_RETRY: Final = timedelta(seconds=30)


def settle(
    connection: Connection,
    claimed: Sequence[Delivery],
    outcome: Outcome | None,
    answered: Sequence[int],
    *,
    now: datetime,
    kept: timedelta,
) -> None:
    """Write how the attempt ended.

    `claimed` are of one destination; `answered` are the standing questions that their message ends. `outcome`
    is None when there was nothing to send: nobody there wants any of it any more. What cannot be written is
    `kept` for so long.
    """
    chat_id, thread_id = claimed[0].chat_id, claimed[0].thread_id
    match outcome:
        case Sent(message_id):
            outbox.settle_sent(connection, claimed, message_id, at=now)
            subscriptions.finish_standing(connection, answered)
            life.note_written(connection, chat_id, thread_id, at=now)
        case RetryAfter(seconds):
            until = now + timedelta(seconds=seconds)
            outbox.postpone(connection, claimed, until=until, reason="the chat has to wait", counted=False)
            waits.pause_chat(connection, chat_id, until=until)
        case Moved(new_chat_id):
            outbox.postpone(connection, claimed, until=now, reason="the chat moved", counted=False)
            move_chat(connection, chat_id, new_chat_id)
        case Gone(reason):
            life.note_gone(connection, chat_id, reason=reason, at=now)
        case Barred():
            _settle_barred(connection, claimed, outcome, now, kept)
        case Unknown(reason, counts):
            _settle_unknown(connection, claimed, reason, now, counts=counts)
        case Failed(reason):
            outbox.settle_dead(connection, claimed, reason, at=now)
        case None if (moved_to := moves.find(connection, chat_id)) is not None:
            # Planned or claimed while the group moved: under its old id nobody is found who wants it.
            outbox.postpone(connection, claimed, until=now, reason="the chat moved", counted=False)
            move_chat(connection, chat_id, moved_to)
        case None:
            outbox.settle_cancelled(connection, claimed, "not wanted any more", at=now)
            subscriptions.wait_again(connection, chat_id)


def _settle_barred(
    connection: Connection, claimed: Sequence[Delivery], barred: Barred, now: datetime, kept: timedelta
) -> None:
    """Keep what could not be written for a later try, but not for ever."""
    delivery = claimed[0]
    barrier = life.note_barred(connection, delivery.chat_id, delivery.thread_id, barred, at=now)
    expired = [each for each in claimed if now - each.wanted_at >= kept]
    if expired:
        outbox.settle_cancelled(connection, expired, f"kept in vain: {barred.reason}", at=now)
        subscriptions.wait_again(connection, delivery.chat_id)
    others = [each for each in claimed if each not in expired]
    outbox.postpone(connection, others, until=barrier.probe_at, reason=barred.reason, counted=False)


def _settle_unknown(
    connection: Connection, claimed: Sequence[Delivery], reason: str, now: datetime, *, counts: bool
) -> None:
    """Try again later; what failed so often while others got through is given up."""
    given_up = [each for each in claimed if counts and each.attempts >= MOST_ATTEMPTS]
    if given_up:
        outbox.settle_dead(connection, given_up, reason, at=now)
    for each in claimed:
        if each not in given_up:
            until = now + UNKNOWN_RETRY * each.attempts
            outbox.postpone(connection, [each], until=until, reason=reason, counted=counts)
