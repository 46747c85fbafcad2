"""Updates from before Telegram forgets them until they are handled; no word of Telegram in here."""

from bot.inbox.updates import (
    Received,
    State,
    add,
    backlog,
    inbox,
    mark_dead,
    mark_done,
    metadata,
    prune,
    put_off,
    waiting,
)

__all__ = [
    "Received",
    "State",
    "add",
    "backlog",
    "inbox",
    "mark_dead",
    "mark_done",
    "metadata",
    "prune",
    "put_off",
    "waiting",
]
