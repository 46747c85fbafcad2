"""Long polling that confirms nothing before it is kept, and outlives whatever the network does."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlencode

from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.request import BaseRequest

from bot.receiving.sorting import ALLOWED_UPDATES
from bot.sending.outcomes import RetryAfter
from bot.sending.telegram_errors import outcome_of
from index import DatabaseError

logger = logging.getLogger(__name__)

LONG_POLL_SECONDS: Final = 50
STALLED_SECONDS: Final = 90.0
BACKOFF_SECONDS: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
REFUSED_FOR_SECONDS: Final = 300.0


class TokenRefusedError(Exception):
    """Telegram says, and has said for long, that it knows no such bot."""


class Poller:
    """Asks for updates at `url` (the bot's address, without a slash) and hands each batch to `receive`.

    A batch is confirmed, by the next request, only after `receive` has returned; a DatabaseError from it
    leaves the batch with Telegram. The first request confirms nothing: Telegram may begin its ids anew after
    a quiet week, so that what was the next id before a start can lie above those now waiting.
    """

    def __init__(
        self,
        request: BaseRequest,
        url: str,
        receive: Callable[[list[Any]], Awaitable[None]],
        *,
        backoff_seconds: tuple[float, ...] = BACKOFF_SECONDS,
        refused_for_seconds: float = REFUSED_FOR_SECONDS,
    ) -> None:
        self.heard_at: float | None = None
        self._request = request
        self._url = url
        self._receive = receive
        self._backoff_seconds = backoff_seconds
        self._refused_for_seconds = refused_for_seconds
        self._offset: int | None = None
        self._is_cut_short = False
        self._failures = 0
        self._refused_since: float | None = None

    async def run(self) -> None:
        """Poll until cancelled; raise TokenRefusedError when the token has been refused for too long."""
        self._offset = None  # another replica may have polled since
        while True:
            try:
                batch = await self._fetch()
                self.heard_at = time.monotonic()
                await self._receive(batch)
            except (TelegramError, DatabaseError) as error:
                await self._back_off(error)
            else:
                self._failures, self._refused_since = 0, None
                # An empty answer means that everything before the offset is confirmed: it has done its work.
                self._offset = max((id_ + 1 for id_ in _ids(batch)), default=None)

    async def _fetch(self) -> list[Any]:
        fields: dict[str, object] = {
            "timeout": LONG_POLL_SECONDS,
            "allowed_updates": json.dumps(ALLOWED_UPDATES),
        }
        if self._offset is not None:
            fields["offset"] = self._offset
        try:
            async with asyncio.timeout(
                STALLED_SECONDS
            ):  # whatever the network does: a poll that drips has stalled
                batch: object = await self._post(f"{self._url}/getUpdates?{urlencode(fields)}")
        except TimeoutError as error:
            raise TelegramError("getUpdates has stalled") from error
        except (KeyError, TypeError) as error:
            raise TelegramError("the answer to getUpdates is not Telegram's") from error
        if not isinstance(batch, list):
            raise TelegramError("the answer to getUpdates is not a list")
        return batch

    async def _post(self, url: str) -> object:
        if self._is_cut_short:  # the only connection may count as in use for ever
            await self._request.shutdown()
            await self._request.initialize()
            self._is_cut_short = False
        try:
            answer: object = await self._request.post(url, read_timeout=LONG_POLL_SECONDS + 10)
        except asyncio.CancelledError:
            self._is_cut_short = True
            raise
        return answer

    async def _back_off(self, error: TelegramError | DatabaseError) -> None:
        """Wait before the next try: longer each time, and at least as long as Telegram says."""
        if isinstance(error, InvalidToken):
            self._count_refusal()
        else:
            self._refused_since = None
        pause = self._backoff_seconds[min(self._failures, len(self._backoff_seconds) - 1)]
        if isinstance(error, TelegramError) and isinstance(outcome := outcome_of(error), RetryAfter):
            pause = max(pause, outcome.seconds)
        self._failures += 1
        logger.warning("No updates (%s), next try in %g s", _explain(error), pause)
        await asyncio.sleep(pause)

    def _count_refusal(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._refused_since is None:
            self._refused_since = now
        if now - self._refused_since >= self._refused_for_seconds:
            raise TokenRefusedError


def _ids(batch: list[Any]) -> list[int]:
    return [raw["update_id"] for raw in batch if isinstance(raw, dict) and type(raw.get("update_id")) is int]


def _explain(error: Exception) -> str:
    if isinstance(error, Conflict):
        return (
            "another program polls with the same token: stop it, or get a token of your own from @BotFather; "
            "or it has set a webhook, which a restart of this bot removes"
        )
    return str(error)
