"""Telegram's errors → outcomes: was it sent, may it be tried again, and when."""

import os
from datetime import timedelta

import httpx
from telegram import error as telegram_error
from telegram.error import TelegramError

from bot.sending.outcomes import Failed, Gone, Moved, Outcome, RetryAfter, Unknown

# Otherwise python-telegram-bot warns whenever a duration is read.
os.environ.setdefault("PTB_TIMEDELTA", "1")

RECONNECT_SECONDS = 2.0
UNSAID_RETRY_SECONDS = 3.0

# What the public server says when a chat or topic will never take a message from us again. It turns some
# refusals that are 403 in Telegram itself into a 400 whose text is in capitals.
_GONE = (
    "chat not found",
    "group chat was deleted",
    "group chat was deactivated",
    "user not found",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
    "user_is_blocked",
    "peer_id_invalid",
    "not enough rights to send text messages",
    "have no rights to send a message",
)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


def is_broken_markup(error: TelegramError) -> bool:
    """Whether Telegram could not read the HTML."""
    return isinstance(error, telegram_error.BadRequest) and "can't parse entities" in error.message.lower()


def is_unchanged(error: TelegramError) -> bool:
    """Whether an edit would have changed nothing."""
    return isinstance(error, telegram_error.BadRequest) and "message is not modified" in error.message.lower()


def outcome_of(error: TelegramError) -> Outcome:
    """What this error means for the message."""
    # BadRequest and TimedOut are kinds of NetworkError: the order of the cases matters.
    match error:
        case telegram_error.RetryAfter():
            return RetryAfter(_seconds(error.retry_after))
        case telegram_error.ChatMigrated():
            return Moved(error.new_chat_id)
        case telegram_error.Forbidden():
            return Gone(error.message)
        case telegram_error.BadRequest():
            gone = any(phrase in error.message.lower() for phrase in _GONE)
            return Gone(error.message) if gone else Failed(error.message)
        case telegram_error.InvalidToken():
            # A proxy or a restarting server says 404, too; a token that is really refused stops the polling.
            return RetryAfter(RECONNECT_SECONDS)
        case telegram_error.NetworkError() if isinstance(error.__cause__, _NEVER_SENT):
            return RetryAfter(RECONNECT_SECONDS)
        case telegram_error.NetworkError() if error.message.startswith("Too Many Requests"):
            return RetryAfter(UNSAID_RETRY_SECONDS)
        case _:
            return Unknown(error.message)


def _seconds(value: int | timedelta) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)
