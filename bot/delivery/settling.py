"""What becomes of deliveries and subscriptions after an attempt to send."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from bot import subscriptions
from bot.chats import profiles
from bot.delivery import outbox
from bot.delivery.chat_moves import move_chat
from bot.delivery.deliveries import Delivery
from bot.sending.outcomes import Failed, Gone, Moved, Outcome, RetryAfter, Sent, Unknown
from bot.subscriptions import Destination, destinations

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
) -> Destination | None:
    """Write how the attempt ended; return the topic that turned out to be closed, when that is news.

    `claimed` are of one destination; `answered` are the standing questions that their message ends. `outcome`
    is None when there was nothing to send: nobody there wants any of it any more.
    """
    chat_id = claimed[0].chat_id
    match outcome:
        case Sent(message_id):
            outbox.settle_sent(connection, claimed, message_id, at=now)
            subscriptions.finish_standing(connection, answered)
        case RetryAfter(seconds):
            until = now + timedelta(seconds=seconds)
            outbox.postpone(connection, claimed, until=until, reason="the chat has to wait", counted=False)
            outbox.pause_chat(connection, chat_id, until=until)
        case Moved(new_chat_id):
            outbox.postpone(connection, claimed, until=now, reason="the chat moved", counted=False)
            move_chat(connection, chat_id, new_chat_id)
        case Gone():
            return _settle_gone(connection, claimed[0], outcome, now)
        case Unknown(reason):
            _settle_unknown(connection, claimed, reason, now)
        case Failed(reason):
            outbox.settle_dead(connection, claimed, reason, at=now)
        case None:
            outbox.settle_cancelled(connection, claimed, "not wanted any more", at=now)
            subscriptions.wait_again(connection, chat_id)
    return None


def _settle_gone(connection: Connection, delivery: Delivery, gone: Gone, now: datetime) -> Destination | None:
    reason = gone.reason
    subscriptions.wait_again(connection, delivery.chat_id)
    if delivery.thread_id is None or not gone.is_topic:
        profiles.mark_gone(connection, delivery.chat_id, reason=reason, at=now)
        outbox.cancel(connection, delivery.chat_id, reason=reason, at=now)
        return None
    topic = Destination.of(delivery.chat_id, delivery.thread_id)
    outbox.cancel(connection, delivery.chat_id, delivery.thread_id, reason=reason, at=now)
    return topic if destinations.close(connection, topic, reason=reason, at=now) else None


def _settle_unknown(connection: Connection, claimed: Sequence[Delivery], reason: str, now: datetime) -> None:
    given_up = [each for each in claimed if each.attempts >= MOST_ATTEMPTS]
    others = [each for each in claimed if each.attempts < MOST_ATTEMPTS]
    if given_up:
        outbox.settle_dead(connection, given_up, reason, at=now)
    for each in others:
        until = now + UNKNOWN_RETRY * each.attempts
        outbox.postpone(connection, [each], until=until, reason=reason, counted=True)
