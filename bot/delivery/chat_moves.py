"""Table: every one that knows of chats and people: a chat under another id or forgotten, a person's data."""

import json
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Column, Connection, delete, select, update

from bot import inbox, subscriptions
from bot.additions import drafts, own_answers
from bot.answers import offers, records, scopes, unanswered, votes
from bot.chats import admissions, allowances, barriers, codes, moves, owners, profiles, tags
from bot.delivery import outbox
from bot.delivery.deliveries import deliveries
from bot.subscriptions import destinations
from bot.subscriptions import subscriptions as wishes

_TABLES: Final = (
    profiles,
    barriers,
    records,
    tags,
    scopes,
    subscriptions,
    destinations,
    outbox,
    unanswered,
    admissions,
)

_COLUMNS: Final[tuple[Column[Any], ...]] = (
    # Of the private chat, whose id is the person's.
    profiles.chats.c.id,
    records.answers.c.chat_id,
    unanswered.unanswered.c.chat_id,
    drafts.drafts.c.chat_id,
    own_answers.own_answers.c.chat_id,
    deliveries.c.chat_id,
    destinations.destinations.c.chat_id,
    destinations.mutes.c.chat_id,
    wishes.c.chat_id,
    inbox.inbox.c.queue,
    # Of the person, also elsewhere.
    allowances.allowances.c.asker_id,
    records.votes.c.person_id,
    scopes.scopes.c.person_id,
    offers.offers.c.person_id,
    owners.owners.c.person_id,
    codes.codes.c.used_by,
    admissions.admissions.c.chat_id,
    wishes.c.subscriber_id,
)


def move_chat(connection: Connection, old_chat_id: int, new_chat_id: int) -> None:
    """All that is known of one chat becomes another's, as when a group becomes a supergroup."""
    for table in _TABLES:
        table.move_chat(connection, old_chat_id, new_chat_id)
    moves.note(connection, old_chat_id, new_chat_id, at=datetime.now(UTC))


def forget_chat(connection: Connection, chat_id: int) -> None:
    """Leave no trace of the chat."""
    for table in (*_TABLES, allowances, offers, moves, owners, codes, drafts, own_answers):
        table.forget_chat(connection, chat_id)


def find_person(connection: Connection, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """The rows under the person's id by table, as they are, each once; their times in ISO 8601."""
    found: dict[str, list[dict[str, Any]]] = {}
    for column in _COLUMNS:
        rows = found.setdefault(column.table.name, [])
        for row in connection.execute(select(column.table).where(column == person_id)).mappings():
            told = {name: _readable(value) for name, value in row.items()}
            if told not in rows:
                rows.append(told)
    return {name: rows for name, rows in found.items() if rows}


def forget_person(connection: Connection, person_id: int) -> None:
    """Leave no trace of the person: of the private chat, nor of what they did in groups.

    What they have subscribed a group to stays the group's, without their id.
    """
    for answer_id in connection.scalars(
        select(records.votes.c.answer_id).where(records.votes.c.person_id == person_id)
    ):
        vote = votes.find(connection, answer_id, person_id)
        if vote is not None:
            votes.forget_question(connection, vote)
    connection.execute(delete(records.votes).where(records.votes.c.person_id == person_id))
    connection.execute(delete(scopes.scopes).where(scopes.scopes.c.person_id == person_id))
    forget_chat(connection, person_id)
    elsewhere = update(wishes).where(wishes.c.subscriber_id == person_id)
    connection.execute(elsewhere.values(subscriber_id=0))
    _forget_updates(connection, person_id)


def _forget_updates(connection: Connection, person_id: int) -> None:
    """Erase what waits of the private chat, and what the person has written elsewhere and was given up."""
    ids = list(connection.scalars(select(inbox.inbox.c.update_id).where(inbox.inbox.c.queue == person_id)))
    kept = select(inbox.inbox.c.update_id, inbox.inbox.c.payload).where(inbox.inbox.c.payload.is_not(None))
    ids += [row.update_id for row in connection.execute(kept) if _is_from(json.loads(row.payload), person_id)]
    erased = {"payload": None, "queue": 0, "reason": None, "state": inbox.State.DONE}
    for update_id in ids:  # the ids stay, so that an update that comes again is not handled again
        connection.execute(update(inbox.inbox).where(inbox.inbox.c.update_id == update_id).values(erased))


def _is_from(update_: Any, person_id: int) -> bool:
    """Whether anything in an update was written, pressed or asked by the person."""
    if isinstance(update_, dict):
        sender = update_.get("from")
        is_theirs = isinstance(sender, dict) and sender.get("id") == person_id
        return is_theirs or any(_is_from(value, person_id) for value in update_.values())
    return isinstance(update_, list) and any(_is_from(value, person_id) for value in update_)


def _readable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
