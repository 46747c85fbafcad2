"""Updates from before Telegram forgets them until they are handled; no word of Telegram in here."""

from bot.inbox.arrival import add, has_words
from bot.inbox.record import Record
from bot.inbox.updates import (
    Received,
    State,
    backlog,
    find_result,
    inbox,
    is_waiting,
    mark_dead,
    mark_done,
    metadata,
    note_result,
    prune,
    put_off,
    revive_dead,
    take_untold,
    untell,
    waiting,
    waiting_in,
    waiting_queues,
)

__all__ = [
    "Received",
    "Record",
    "State",
    "add",
    "backlog",
    "find_result",
    "has_words",
    "inbox",
    "is_waiting",
    "mark_dead",
    "mark_done",
    "metadata",
    "note_result",
    "prune",
    "put_off",
    "revive_dead",
    "take_untold",
    "untell",
    "waiting",
    "waiting_in",
    "waiting_queues",
]
