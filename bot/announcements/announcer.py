"""The announcer: changes of the corpus → announcements → planned deliveries.

It follows the log of changes with a cursor of its own, up to what can already be asked about. An
announcement and the cursor's move are one transaction; its deliveries are planned in chunks that remember how
far they got.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from bot import subscriptions
from bot.announcements import log
from bot.announcements.batches import Announced, article_marks, net_changes, split_news
from bot.announcements.log import Announcement
from bot.announcements.matching import Candidate, Match, Matcher
from bot.announcements.reasons import Reason, write_reasons
from bot.delivery import outbox
from bot.delivery.deliveries import Planned
from bot.subscriptions import Destination, Kind, Rhythm, Schedule, Told, destinations, due_at
from index import Change, ChangeKind, Database, Document, Library

logger = logging.getLogger(__name__)

MORE_TO_COME_SECONDS: Final = 2.0
_CHANGES_AT_ONCE: Final = 500
_DESTINATIONS_AT_ONCE: Final = 500
_DOCUMENTS_AT_ONCE: Final = 200


class Announcer:
    """Turns what is new into deliveries. Two of them on one database do no harm.

    `time_zone` is that of chats that have chosen none; news waits `wait_seconds` for more to come.
    """

    def __init__(
        self,
        library: Library,
        database: Database,
        *,
        time_zone: str,
        wait_seconds: float = MORE_TO_COME_SECONDS,
    ) -> None:
        self._library = library
        self._database = database
        self._usual = Schedule(time_zone=time_zone)
        self._wait_seconds = wait_seconds
        self._matcher = Matcher(library, database)

    async def run(self, seconds: float, on_planned: Callable[[], None]) -> None:
        """Look for news every so many seconds, for ever; call `on_planned` when deliveries wait."""
        while True:
            try:
                if await self.announce():
                    on_planned()
            except Exception:
                logger.exception("The news could not be announced; trying again")
            await asyncio.sleep(seconds)

    async def announce(self) -> bool:
        """Announce all that is new, waiting a little for more to come; say whether there was any."""
        await self._take_batch()
        any_news = False
        while (announcement := await self._database.read_async(log.find_unplanned)) is not None:
            await self._plan(announcement)
            any_news = True
        return any_news

    async def _take_batch(self) -> None:
        """Make an announcement of the changes after the cursor and move it, in one transaction."""
        cursor = await self._database.read_async(log.read_cursor)
        if cursor is None:
            await asyncio.to_thread(self._begin)
            return
        changes = await asyncio.to_thread(self._changes_after, cursor)
        if not changes:
            return
        age = (datetime.now(UTC) - changes[0].at).total_seconds()
        if age < self._wait_seconds:
            await asyncio.sleep(self._wait_seconds - age)
            changes = await asyncio.to_thread(self._changes_after, cursor)
        told, marks = await asyncio.to_thread(self._examine, changes)

        def record(connection: Connection) -> None:
            now = datetime.now(UTC)
            if log.advance(connection, cursor, changes[-1].id):
                log.remember(connection, marks, at=now)
                if told:
                    log.announce(connection, told, at=now)

        await self._database.write_async(record)

    def _begin(self) -> None:
        """The first run: what is there already is known, and news to nobody."""
        marks: set[str] = set()
        offset = 0
        while documents := self._library.latest(limit=_DOCUMENTS_AT_ONCE, offset=offset):
            marks.update(mark for document in documents for mark in article_marks(document))
            offset += len(documents)
        cursor = self._library.cursor()

        def record(connection: Connection) -> None:
            log.remember(connection, marks, at=datetime.now(UTC))
            log.start_at(connection, cursor)

        self._database.write(record)

    def _changes_after(self, cursor: int) -> list[Change]:
        """The changes that can already be asked about."""
        end = self._library.cursor()
        return [change for change in self._library.changes(cursor, _CHANGES_AT_ONCE) if change.id <= end]

    def _examine(self, changes: Sequence[Change]) -> tuple[list[Announced], frozenset[str]]:
        net = net_changes(changes)
        ids = [id_ for id_, kind in net.items() if kind is not ChangeKind.REMOVED]
        documents = [document for id_ in ids if (document := self._library.document(id_)) is not None]
        marks = {mark for document in documents for mark in article_marks(document)}
        known = self._database.read(lambda connection: log.find_known(connection, marks))
        return split_news(documents, net, known)

    async def _plan(self, announcement: Announcement) -> None:
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
        documents: dict[bool, list[Document]] = {False: [], True: []}
        for each in announcement.documents:
            if (document := self._library.document(each.document_id)) is not None:
                documents[each.edited].append(document)
        self._matcher.catch_up()
        return self._matcher.match(documents[False], documents[True])

    async def _judge(self, candidate: Candidate) -> Match | None:
        """Ask in a thread, then rest as long: somebody's question may be waiting for the processor."""
        started = time.monotonic()
        try:
            match = await asyncio.to_thread(self._matcher.judge, candidate)
        except Exception:
            logger.exception("Subscription %s cannot be judged", candidate.subscription.id)
            return None
        await asyncio.sleep(time.monotonic() - started)
        return match

    def _plan_chunk(
        self,
        connection: Connection,
        announcement: Announcement,
        chunk: Sequence[tuple[Destination, Sequence[Match]]],
        schedules: Mapping[Destination, Schedule],
    ) -> None:
        now = datetime.now(UTC)
        planned = [
            _planned(destination, matches, schedules.get(destination, self._usual), now)
            for destination, matches in chunk
        ]
        outbox.plan(connection, announcement.id, planned, at=now)
        _note_answers(connection, [match for _, matches in chunk for match in matches], now)
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
