"""The way of an update: sorted, kept, queued; then parsed and given to its handler."""

import json
import logging
import time
from datetime import UTC, datetime
from typing import Any

from telegram import Update

from bot import inbox
from bot.context import BotApplication, Context, Dependencies
from bot.inbox import Received
from bot.logs.meters import Meters
from bot.receiving.sorting import Me, is_stale, sort_update
from bot.receiving.worker import UnreadableError, Worker
from index import Database

logger = logging.getLogger(__name__)


class Intake:
    """Takes batches of raw updates in: after `receive` they are safe, and on their way to be handled."""

    def __init__(self, database: Database, worker: Worker, me: Me) -> None:
        self._database = database
        self._worker = worker
        self._me = me

    async def resume(self) -> None:
        """Queue what was received before this start and not handled."""
        left = await self._database.read_async(inbox.waiting)
        if left:
            logger.info("%d updates are left from before", len(left))
        self._worker.add(left)

    async def receive(self, batch: list[Any]) -> None:
        """Keep those of the batch that are for us and new; return when they are committed."""
        now = datetime.now(UTC)
        wanted = [received for raw in batch if (received := self._sort(raw, now)) is not None]
        if wanted:
            new = await self._database.write_async(lambda connection: inbox.add(connection, wanted))
            self._worker.add(new)
        await self._worker.room()

    def _sort(self, raw: Any, now: datetime) -> Received | None:
        try:
            return sort_update(raw, self._me, now)
        except (ValueError, AttributeError) as error:
            logger.warning("Left out what is no update: %s", error)
            return None


class Dispatcher:
    """Gives an update to the application's handlers, and their errors back to whoever called."""

    def __init__(self, application: BotApplication) -> None:
        self._application = application
        self._errors: dict[int, Exception] = {}
        application.add_error_handler(self._keep_error)

    def wait(self, received: Received) -> float:
        """Seconds the update has to wait: what may be answered waits until its chat may get an answer."""
        if received.kind != "message":
            return 0.0
        dependencies: Dependencies = self._application.bot_data[Dependencies]
        return dependencies.messenger.wait_for(received.queue)

    async def handle(self, received: Received) -> None:
        """Run the first handler that fits; raise what it raises, or UnreadableError for what is no update."""
        raw = json.loads(received.payload)
        update = self._parse(raw)
        if is_stale(raw, received.received_at, datetime.now(UTC)):
            logger.info("Update %d is too old to be answered", received.update_id)
            return
        meters, begun = self._meters, time.monotonic()
        meters.took("waiting", max(0.0, (datetime.now(UTC) - received.received_at).total_seconds()))
        await self._application.process_update(update)
        meters.took("handling", time.monotonic() - begun)
        error = self._errors.pop(received.update_id, None)
        meters.handled("failed" if error else "done")
        if error is not None:
            raise error

    async def apologise(self, received: Received) -> None:
        """Tell whoever caused the update that it went wrong, with the update's id as the reference."""
        from bot.handlers.apology import apologise

        self._meters.handled("dead")
        update = self._parse(json.loads(received.payload))
        context = Context.from_update(update, self._application)
        await apologise(update, context, str(received.update_id))

    @property
    def _meters(self) -> Meters:
        dependencies: Dependencies = self._application.bot_data[Dependencies]
        return dependencies.meters

    def _parse(self, raw: dict[str, Any]) -> Update:
        try:
            update = Update.de_json(raw, self._application.bot)
        except Exception as error:
            raise UnreadableError(f"{type(error).__name__}: {error}") from error
        return update

    async def _keep_error(self, update: object, context: Context) -> None:
        assert isinstance(update, Update)
        assert isinstance(context.error, Exception)
        self._errors[update.update_id] = context.error
