"""Updates from before Telegram forgets them until they are handled; no word of Telegram in here."""

from bot.inbox.record import Record
from bot.inbox.updates import (
    Received,
    State,
    add,
    backlog,
    find_result,
    inbox,
    mark_dead,
    mark_done,
    metadata,
    note_result,
    prune,
    put_off,
    waiting,
)

__all__ = [
    "Received",
    "Record",
    "State",
    "add",
    "backlog",
    "find_result",
    "inbox",
    "mark_dead",
    "mark_done",
    "metadata",
    "note_result",
    "prune",
    "put_off",
    "waiting",
]
