"""The announcer: changes of the corpus → announcements → planned deliveries.

It follows the log of changes with a cursor of its own, up to what can already be asked about. An
announcement and the cursor's move are one transaction; its deliveries are planned in chunks that remember how
far they got. What cannot be read or planned, whatever is in it, holds up nothing else.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from bot.announcements import log
from bot.announcements.batches import Announced, article_marks, by_source, net_changes, split_news
from bot.announcements.log import AnnouncementId
from bot.announcements.mishaps import Mishaps
from bot.announcements.planning import Planner
from bot.replicas.replica import Fence, unfenced
from bot.subscriptions import Schedule
from index import (
    Change,
    ChangeKind,
    Database,
    DatabaseError,
    DocumentId,
    Library,
    SearchUnavailableError,
)

logger = logging.getLogger(__name__)

MORE_TO_COME_SECONDS: Final = 2.0
_CHANGES_AT_ONCE: Final = 500
_LONGEST_PAUSE_SECONDS: Final = 3600.0


class Announcer:
    """Turns what is new into deliveries. Two of them on one database do no harm.

    `time_zone` is that of chats that have chosen none; news waits `wait_seconds` for more to come. What is
    new is noted only where `fence` lets it.
    """

    def __init__(
        self,
        library: Library,
        database: Database,
        *,
        time_zone: str,
        wait_seconds: float = MORE_TO_COME_SECONDS,
        fence: Fence = unfenced,
    ) -> None:
        self._library = library
        self._database = database
        self._planner = Planner(library, database, Schedule(time_zone=time_zone))
        self._wait_seconds = wait_seconds
        self._fence = fence
        self._unread = Mishaps("Document")
        self._unplanned = Mishaps("Announcement")
        self._failed: dict[AnnouncementId, tuple[int, float]] = {}

    async def run(self, seconds: float, on_planned: Callable[[], None]) -> None:
        """Look for news every so many seconds, for ever; call `on_planned` when deliveries wait."""
        trouble = ""
        while True:
            try:
                if await self.announce():
                    on_planned()
                trouble = ""
            except SearchUnavailableError as error:
                if str(error) != trouble:  # said once, not every two seconds
                    logger.error("The news wait until search is available: %s", error)
                trouble = str(error)
            except Exception:
                logger.exception("The news could not be announced; trying again")
            await asyncio.sleep(seconds)

    async def announce(self) -> bool:
        """Announce all that is new, waiting a little for more to come; say whether there was any."""
        await self._take_batch()
        waiting = await self._database.read_async(log.unplanned)
        return any([await self._plan(id_) for id_ in waiting])

    async def _plan(self, id_: AnnouncementId) -> bool:
        """Plan its deliveries; False when that fails: then it waits, longer each time, and others go on."""
        failures, not_before = self._failed.get(id_, (0, 0.0))
        if time.monotonic() < not_before:
            return False
        try:
            announcement = await self._database.read_async(lambda connection: log.find(connection, id_))
            if announcement is not None:
                await self._planner.plan(announcement)
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001 - whatever is in it, those after it are planned
            pause = min(2.0**failures, _LONGEST_PAUSE_SECONDS)
            self._failed[id_] = (failures + 1, time.monotonic() + pause)
            self._unplanned.note(id_)
            return False
        self._failed.pop(id_, None)
        return True

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
            # By a clock that was set back the change is from the future: no reason to wait for that.
            await asyncio.sleep(min(self._wait_seconds - age, self._wait_seconds))
            changes = await asyncio.to_thread(self._changes_after, cursor)
        told, marks = await asyncio.to_thread(self._examine, changes)

        def record(connection: Connection) -> None:
            self._fence(connection)
            now = datetime.now(UTC)
            if log.advance(connection, cursor, changes[-1].id):
                log.remember(connection, marks, at=now)
                if told:
                    log.announce(connection, told, at=now)

        await self._database.write_async(record)

    def _begin(self) -> None:
        """The first run: what is there already is known, and news to nobody.

        It takes its time among many texts, a part after another, and goes on where it was cut off.
        """
        here = self._library.cursor()

        def begin(connection: Connection) -> tuple[int, int]:
            self._fence(connection)
            return log.begin(connection, here)

        end, known_to = self._database.write(begin)
        while known_to < end:
            changes = [each for each in self._library.changes(known_to, _CHANGES_AT_ONCE) if each.id <= end]
            known_to = changes[-1].id if changes else end
            ids = {change.document_id for change in changes}
            marked = self._unread.each(ids, self._marks_of, lambda id_: id_)
            self._database.write(
                partial(self._note_known, frozenset().union(*(own for _, own in marked)), known_to)
            )

    def _note_known(self, marks: frozenset[str], known_to: int, connection: Connection) -> None:
        self._fence(connection)
        log.remember(connection, marks, at=datetime.now(UTC))
        log.note_known(connection, known_to)

    def _changes_after(self, cursor: int) -> list[Change]:
        """The changes that can already be asked about."""
        end = self._library.cursor()
        return [change for change in self._library.changes(cursor, _CHANGES_AT_ONCE) if change.id <= end]

    def _examine(self, changes: Sequence[Change]) -> tuple[list[Announced], frozenset[str]]:
        net = net_changes(changes)
        ids = [id_ for id_, kind in net.items() if kind is not ChangeKind.REMOVED]
        marked = list(self._unread.each(ids, self._marks_of, lambda id_: id_))
        all_marks = frozenset().union(*(marks for _, marks in marked))
        known = self._database.read(lambda connection: log.find_known(connection, all_marks))
        return by_source(split_news(marked, net, known), changes), all_marks

    def _marks_of(self, id_: DocumentId) -> tuple[DocumentId, frozenset[str]]:
        """The marks of a document; none when it is gone again."""
        document = self._library.document(id_)
        return id_, article_marks(document) if document is not None else frozenset()
