"""Telegram's errors → outcomes: was it sent, may it be tried again, and when."""

import os
import re
from datetime import timedelta
from typing import Final

import httpcore
import httpx
from telegram import error as telegram_error
from telegram.error import TelegramError

from bot.sending.outcomes import Barred, Failed, Gone, Moved, Outcome, RetryAfter, Unknown

# Otherwise python-telegram-bot warns whenever a duration is read.
os.environ.setdefault("PTB_TIMEDELTA", "1")

RECONNECT_SECONDS = 2.0
UNSAID_RETRY_SECONDS = 3.0

# What the public server says of a farewell, of a topic, and when the chat takes no message for now.
# It turns some refusals that are 403 in Telegram itself into a 400 whose text is in capitals. Any other 403
# is about the chat, any other 400 about the message.
_FAREWELL: Final = re.compile(
    r"blocked by the user|user_is_blocked|user(_| is |_is_)deactivated|bot was kicked|group chat was deleted"
)
_TOPIC: Final = re.compile(r"topic[ _](\w+ )?(closed|hidden|deleted|id_invalid|not found)|thread not found")
_DELETED_TOPIC: Final = re.compile(r"topic[ _](\w+ )?(deleted|id_invalid|not found)|thread not found")
_CHAT: Final = re.compile(
    r"(chat|user|member) not found|\b(chat|channel|peer|user|participant|privacy|frozen|slowmode)_"
    r"|(chat|group|channel|bot|user) (is|was)|rights|administrator|participant|read.only|write access"
    r"|inaccessible|can't (access|send messages)|banned|frozen|restricted|(payment|premium)_required|blocked"
)
_ABOUT_BUTTONS: Final = re.compile(r"button|entit(y|ies)")
_NO_CONNECTION_FREE = (httpx.PoolTimeout, httpcore.PoolTimeout)
_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout, httpcore.ConnectError, httpcore.ConnectTimeout)
_NEVER_SENT = (*_NO_CONNECTION, *_NO_CONNECTION_FREE)


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
            return _refusal(error.message) or Barred(error.message)
        case telegram_error.BadRequest():
            return _refusal(error.message) or Failed(error.message)
        case telegram_error.InvalidToken():
            # A proxy or a restarting server says 404, too; a token that is really refused stops the polling.
            return RetryAfter(RECONNECT_SECONDS, is_away=True)
        case telegram_error.NetworkError() if isinstance(error.__cause__, _NEVER_SENT):
            # A pool without a free connection is our own matter.
            return RetryAfter(RECONNECT_SECONDS, is_away=not isinstance(error.__cause__, _NO_CONNECTION_FREE))
        case telegram_error.NetworkError() if error.message.startswith("Too Many Requests"):
            return RetryAfter(UNSAID_RETRY_SECONDS)
        case _:
            return Unknown(error.message)


def _refusal(message: str) -> Gone | Barred | None:
    """What the words say of the chat or the topic; None when they say nothing of either."""
    words = message.lower()
    if _FAREWELL.search(words):
        return Gone(message)
    if _TOPIC.search(words):
        return Barred(message, is_topic=True, is_deleted=bool(_DELETED_TOPIC.search(words)))
    return Barred(message) if _CHAT.search(words) and not _ABOUT_BUTTONS.search(words) else None


def _seconds(value: int | timedelta) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)
