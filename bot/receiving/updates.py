"""The way of an update: sorted, kept, queued; then parsed and given to its handler."""

import json
import logging
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection
from telegram import Bot, Update

from bot import inbox
from bot.context import Context, Dependencies
from bot.handlers.access import is_let_in
from bot.handlers.apology import apologise
from bot.handlers.search_away import tell_away
from bot.inbox import Received, Record
from bot.logs.meters import Meters
from bot.logs.tracebacks import name_error
from bot.receiving.addressing import Me
from bot.receiving.sorting import is_stale, sort_update
from bot.receiving.worker import UnreadableError, Worker
from bot.replicas.claims import Claims, SoleClaims
from bot.replicas.replica import Fence, unfenced
from bot.routes import FOR_EVERYBODY, find_handler
from index import Database, DatabaseError, SearchUnavailableError

logger = logging.getLogger(__name__)


class Intake:
    """Takes batches of raw updates in: after `receive` they are safe, and on their way to be handled."""

    def __init__(
        self, database: Database, worker: Worker, me: Me, meters: Meters, claims: Claims | None = None
    ) -> None:
        self._database = database
        self._worker = worker
        self._me = me
        self._meters = meters
        self._claims = claims or SoleClaims()

    async def resume(self) -> None:
        """Queue what was received before this start and not handled."""
        left = await self._database.read_async(self._claims.left)
        if left:
            logger.info("Updates of %d chats are left from before", len(left))
        self._worker.resume(left)

    async def receive(self, batch: list[Any], fence: Fence = unfenced) -> None:
        """Keep those of the batch that are for us and new; return when they are committed.

        One that cannot be kept, whatever is in it, is left out, and keeps no other one back. Raises
        DatabaseError when nothing can be kept, and what `fence` raises in the transaction.
        """
        now = datetime.now(UTC)
        wanted = [received for raw in batch if (received := self._sort(raw, now)) is not None]
        if not wanted:
            return
        try:
            self._worker.add(await self._keep(wanted, fence))
        except DatabaseError:
            raise
        except Exception:  # noqa: BLE001 - one of them does not fit into the table: each for itself, then
            for each in wanted:
                await self._keep_alone(each, fence)

    async def _keep(self, wanted: list[Received], fence: Fence) -> list[Received]:
        """Keep what is new of these; return what of it is this replica's to handle."""

        def keep(connection: Connection) -> list[Received]:
            fence(connection)
            return self._claims.assign(connection, inbox.add(connection, wanted))

        return await self._database.write_async(keep)

    async def _keep_alone(self, received: Received, fence: Fence) -> None:
        try:
            self._worker.add(await self._keep([received], fence))
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, the next one is kept
            self._leave_out(error)

    def _sort(self, raw: Any, now: datetime) -> Received | None:
        try:
            return sort_update(raw, self._me, now)
        except Exception as error:  # noqa: BLE001 - whatever was sent, the next one is looked at
            self._leave_out(error)
            return None

    def _leave_out(self, error: Exception) -> None:
        self._meters.handled("left out")
        logger.warning("Left out what is no update: %s", type(error).__name__)


class Dispatcher:
    """Gives an update to the handler that serves it."""

    def __init__(self, bot: Bot, dependencies: Dependencies) -> None:
        self._bot = bot
        self._dependencies = dependencies

    def wait(self, received: Received) -> float:
        """Seconds the update has to wait: what may be answered waits until its chat may get an answer."""
        if received.kind != "message":
            return 0.0
        return self._dependencies.messenger.wait_for(received.queue)

    async def handle(self, received: Received) -> Record:
        """Run the handler that fits, and return what is to be written with the update's end.

        Raises what the handler raises, or UnreadableError for what is no update.
        """
        raw = json.loads(received.payload)
        update = self._parse(raw)
        context = Context(self._dependencies, self._bot, received)
        if is_stale(raw, received.received_at, datetime.now(UTC)):
            logger.info("Update %d is too old to be answered", received.update_id)
            return context.record
        begun, meters = time.monotonic(), self._dependencies.meters
        meters.took("waiting", max(0.0, (datetime.now(UTC) - received.received_at).total_seconds()))
        handler, args = find_handler(update, self._dependencies.username)
        ended = "failed"
        try:
            if handler is not None and (handler in FOR_EVERYBODY or await is_let_in(update, context)):
                await handler(update, replace(context, args=args))
            ended = "done"
        except SearchUnavailableError:
            await tell_away(update, context)
            ended = "done"
        finally:
            meters.took("handling", time.monotonic() - begun)
            meters.handled(ended)
        return context.record

    async def apologise(self, received: Received) -> None:
        """Tell whoever caused the update that it went wrong, with the update's id as the reference."""
        self._dependencies.meters.handled("dead")
        update = self._parse(json.loads(received.payload))
        context = Context(self._dependencies, self._bot, received)
        await apologise(update, context, str(received.update_id))

    def _parse(self, raw: dict[str, Any]) -> Update:
        try:
            return Update.de_json(raw, self._bot)
        except Exception as error:
            raise UnreadableError(name_error(error)) from error
