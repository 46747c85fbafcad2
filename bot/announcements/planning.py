"""From an announcement to its planned deliveries: whom it is for, and when they may hear of it."""

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from bot import subscriptions
from bot.announcements import log
from bot.announcements.log import Announcement
from bot.announcements.matching import Candidate, Match, Matcher
from bot.announcements.mishaps import Mishaps
from bot.announcements.reasons import Reason, write_reasons
from bot.delivery import outbox
from bot.delivery.deliveries import Planned
from bot.subscriptions import Destination, Kind, Rhythm, Schedule, Told, destinations, due_at
from index import Database, DatabaseError, Library

logger = logging.getLogger(__name__)

_DESTINATIONS_AT_ONCE: Final = 500

_Wanted = tuple[Destination, Sequence[Match]]
"""A destination, and why it is told."""


class Planner:
    """Plans the deliveries of announcements. `usual` is the schedule of chats that have chosen none."""

    def __init__(self, library: Library, database: Database, usual: Schedule) -> None:
        self._library = library
        self._database = database
        self._usual = usual
        self._matcher = Matcher(library, database)
        self._unread = Mishaps("Document")
        self._unjudged = Mishaps("The answer to subscription")
        self._untold = Mishaps("The news for")

    async def plan(self, announcement: Announcement) -> None:
        """Plan the deliveries of an announcement, from where its planning was left."""
        found, candidates = await asyncio.to_thread(self._match, announcement)
        judged = [match for each in candidates if (match := await self._judge(each)) is not None]
        schedules = await self._database.read_async(destinations.find_schedules)
        told = _by_destination([*found, *judged], announcement.planned_to)
        for start in range(0, len(told), _DESTINATIONS_AT_ONCE):
            chunk = told[start : start + _DESTINATIONS_AT_ONCE]
            await self._database.write_async(lambda c: self._plan_chunk(c, announcement, chunk, schedules))  # noqa: B023
        await self._database.write_async(lambda c: log.note_planned(c, announcement.id, None))
        logger.info("Announced %s to %s chats", len(announcement.documents), len(told))

    def _match(self, announcement: Announcement) -> tuple[list[Match], list[Candidate]]:
        edited = {each.document_id for each in announcement.documents if each.edited}
        silent = {each.document_id for each in announcement.documents if each.silent}
        ids = [each.document_id for each in announcement.documents]
        read = self._unread.each(ids, self._library.document, lambda id_: id_)
        found = [document for document in read if document is not None]
        self._matcher.catch_up()
        heard, candidates = self._matcher.match(
            [each for each in found if each.id not in edited | silent],
            [each for each in found if each.id in edited],
        )
        _, others = self._matcher.match([each for each in found if each.id in silent], [])
        waiting = [each for each in others if each.subscription.kind is Kind.STANDING]
        return heard, [*candidates, *waiting]

    async def _judge(self, candidate: Candidate) -> Match | None:
        """Ask in a thread, then rest as long: somebody's question may be waiting for the processor."""
        started = time.monotonic()
        try:
            match = await asyncio.to_thread(self._matcher.judge, candidate)
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001 - whatever is in one question, the others are judged
            self._unjudged.note(candidate.subscription.id)
            return None
        await asyncio.sleep(time.monotonic() - started)
        return match

    def _plan_chunk(
        self,
        connection: Connection,
        announcement: Announcement,
        chunk: Sequence[_Wanted],
        schedules: Mapping[Destination, Schedule],
    ) -> None:
        now = datetime.now(UTC)

        def plan(wanted: _Wanted) -> tuple[Planned, Sequence[Match]]:
            destination, matches = wanted
            schedule = schedules.get(destination, self._usual)
            return _planned(destination, matches, schedule, now), matches

        planned = list(self._untold.each(chunk, plan, lambda wanted: wanted[0]))
        outbox.plan(connection, announcement.id, [delivery for delivery, _ in planned], at=now)
        _note_answers(connection, [match for _, matches in planned for match in matches], now)
        log.note_planned(connection, announcement.id, chunk[-1][0])


def _by_destination(
    matches: Iterable[Match], after: Destination | None
) -> list[tuple[Destination, list[Match]]]:
    """The matches of each destination after that one, in the order of destinations."""
    told: dict[Destination, list[Match]] = {}
    for match in matches:
        if after is None or match.destination > after:
            told.setdefault(match.destination, []).append(match)
    return sorted(told.items())


def _planned(
    destination: Destination, matches: Sequence[Match], schedule: Schedule, now: datetime
) -> Planned:
    if any(match.kind is Kind.STANDING for match in matches):
        schedule = replace(schedule, rhythm=Rhythm.INSTANT)  # somebody asked and waits
    reasons = tuple(Reason(each.subscription_id, each.documents, each.quote, each.before) for each in matches)
    return Planned(destination.chat_id, destination.thread, write_reasons(reasons), due_at(schedule, now))


def _note_answers(connection: Connection, matches: Sequence[Match], now: datetime) -> None:
    """Remember which questions are being answered with what."""
    standing = [match.subscription_id for match in matches if match.kind is Kind.STANDING]
    subscriptions.note_answered(connection, standing, at=now)
    for match in matches:
        if match.kind is Kind.QUESTION and match.quote is not None:
            sentence = match.quote.highlight.of(match.quote.text)
            told = Told(match.quote.document_id, sentence)
            subscriptions.note_told(connection, match.subscription_id, told)
